/** Why nobody was signed in, and what to do about it. */

import type { EnrolRefused } from "../core"
import { ngettext, t } from "../text"
import { Notice } from "./notice"

interface Props {
  refused: EnrolRefused | null
  /** Whether a code was given rather than an address with a password. */
  isByCode: boolean
}

export function EnrolRefusedNotice({ refused, isByCode }: Props) {
  if (!refused) return null
  const minutes = Math.ceil((refused.waitSeconds ?? 60) / 60)
  const words = {
    refused: {
      title: t("That did not fit"),
      text: isByCode
        ? t("The code is mistyped, was used already, or is older than 15 minutes. A coordinator can make a new one.")
        : t("The address or the password is wrong. Check both; a coordinator can set a new password."),
    },
    wait: {
      title: t("Too many tries"),
      text: ngettext("Try again in {n} minute.", "Try again in {n} minutes.", minutes),
    },
    no_answer: {
      title: t("The library cannot be reached"),
      text: t("Signing in needs a network, this once. Try again where there is one. What you typed stays here."),
    },
    not_the_library: {
      title: t("A Wi-Fi is in the way"),
      text: t(
        "Something other than the library answered. Open the Wi-Fi’s sign-in page in the browser, or use mobile data.",
      ),
    },
    leaving: {
      title: t("This phone is signed off"),
      text: t("The library told it to hand in what it holds, so nobody can be added. Ask a coordinator."),
    },
    not_understood: {
      title: t("The library answered something odd"),
      text: t("You are not signed in. Try again in a while; if it goes on, tell a coordinator."),
    },
  }[refused.code]
  return (
    <Notice tone="need" title={words.title} isUrgent>
      <p>{words.text}</p>
    </Notice>
  )
}
