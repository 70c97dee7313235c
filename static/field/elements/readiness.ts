/** What makes a phone ready for days without a network, told line by line. */

import type { View } from "../core"
import { age, ngettext, t } from "../text"
import type { Installed } from "./app"

export interface Line {
  name: "version" | "rows" | "waiting" | "protected" | "installed" | "clock"
  isRight: boolean
  title: string
  says: string
}

const FRESH_MS = 24 * 3600_000
/** The library flags what is recorded by a clock that is further off. */
const CLOCK_MS = 10 * 60_000

export function readiness({ status }: View, installed: Installed, now: Date): Line[] {
  const { replica, waiting, isPersisted, clockOffsetMs } = status
  const isNew = installed.update.value === null
  const isKept = "serviceWorker" in navigator && navigator.serviceWorker.controller !== null
  const isFresh = replica.isComplete && replica.asOf !== null && now.getTime() - replica.asOf < FRESH_MS
  const isClockRight = clockOffsetMs !== null && Math.abs(clockOffsetMs) < CLOCK_MS
  return [
    {
      name: "version",
      isRight: isNew && isKept,
      title: t("The app"),
      says: !isKept
        ? t("Not kept on this phone yet. Leave it open for a minute with a network, then open it again.")
        : isNew
          ? t("Kept on this phone, and the newest version that it knows of.")
          : t("A new version is ready. Take it now, while there is a network."),
    },
    {
      name: "rows",
      isRight: isFresh,
      title: t("Kits, visits and places"),
      says:
        replica.asOf === null
          ? t("Not all here yet. Stay where there is a network and check again.")
          : isFresh
            ? t("As the library had them {age}.", { age: age(new Date(replica.asOf), now) })
            : t("From {age}. Check again where there is a network.", { age: age(new Date(replica.asOf), now) }),
    },
    {
      name: "waiting",
      isRight: waiting === 0,
      title: t("What you recorded"),
      says:
        waiting === 0
          ? t("All of it is kept by the library.")
          : ngettext("{n} thing is not sent yet.", "{n} things are not sent yet.", waiting),
    },
    {
      name: "protected",
      isRight: isPersisted === true,
      title: t("Storage"),
      says: isPersisted
        ? t("Protected: the phone does not clear it to make room.")
        : t("Not protected: short of room, the phone may clear it. Installing the app helps most."),
    },
    {
      name: "installed",
      isRight: installed.isInstalled,
      title: t("Home screen"),
      says: installed.isInstalled
        ? t("Installed: it opens from the home screen without a network.")
        : t("Not installed yet."),
    },
    {
      name: "clock",
      isRight: isClockRight,
      title: t("Clock"),
      says:
        clockOffsetMs === null
          ? t("Not compared with the library’s yet. Check again where there is a network.")
          : isClockRight
            ? t("Right, compared with the library’s.")
            : t("Off by {n} minutes. Set it to automatic in the phone’s settings.", {
                n: Math.round(Math.abs(clockOffsetMs) / 60_000),
              }),
    },
  ]
}
