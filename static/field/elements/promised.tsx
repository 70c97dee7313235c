/** To whom a kit is promised: a warning where it would go to somebody else, and a line on the kit's own screen. */

import type { CalendarDate, Holder, KitView, ReservationRow, View } from "../core"
import { promiseBroken } from "../rules/promised"
import { calendarDate, momentWithin, t } from "../text"
import { useApp } from "./app"
import { placeName, staffName } from "./kit-words"
import { Notice } from "./notice"

const SHOWN = 3

/** The promise that would be broken if the kit went there now until that day; null where it goes nowhere yet. */
export function promiseAgainst(
  kit: KitView,
  to: Holder | null,
  dueOn: CalendarDate | null,
  view: View,
  now: Date,
): ReservationRow | null {
  if (to === null) return null
  return promiseBroken(view.reservations, {
    kit: kit.id,
    to,
    from: kit.custody.holder,
    visit: null,
    at: now.getTime(),
    dueOn,
    dateOf: (moment) => calendarDate(new Date(moment)),
    endOf: (day) => {
      const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
      return new Date(year, month - 1, date + 1).getTime()
    },
  })
}

export function PromisedNotice({ promise }: { promise: ReservationRow | null }) {
  const { view, now } = useApp()
  if (promise === null) return null
  return (
    <Notice tone="need" title={t("It is promised to somebody else")}>
      <p>{told(promise, view.value, now.value)}</p>
      <p>{t("If it is to go all the same, say why. A coordinator reads it.")}</p>
    </Notice>
  )
}

/** The next promises of a kit. */
export function Promises({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const coming = view.value.reservations.filter(
    (one) => one.kit === kit.id && Date.parse(one.ends_at) > now.value.getTime(),
  )
  if (coming.length === 0) return null
  return (
    <section>
      <h2>{t("Promised")}</h2>
      <ul class="rows">
        {coming.slice(0, SHOWN).map((one) => (
          <li key={one.id} class="row">
            <span>{told(one, view.value, now.value)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function told(one: ReservationRow, view: View, now: Date): string {
  const words = {
    whose: whose(one, view),
    start: momentWithin(new Date(one.starts_at), now),
    end: momentWithin(new Date(one.ends_at), now),
  }
  return t("{whose}, {start} to {end}", words)
}

function whose({ partner, site, staff }: ReservationRow, view: View): string {
  if (partner !== null) return placeName(partner, site, view)
  const place = site === null ? undefined : view.byId.sites.get(site)?.name
  const who = staff.map((id) => (id === view.me?.id ? t("you") : staffName(id, view))).join(", ")
  return [place, who].filter(Boolean).join(", ") || t("a visit")
}
