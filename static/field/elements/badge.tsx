/**
 * The badge: what this phone still owes the library, in words.
 *
 * Computed from what is stored and from nothing else, so it cannot say "kept" too early. It never
 * flickers: a sending that takes no time is not shown.
 */

import { useEffect, useState } from "preact/hooks"
import type { View } from "../core"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon, type IconName } from "./icon"
import { href } from "./route"

export interface Standing {
  tone: "kept" | "wait" | "need" | "plain"
  icon: IconName
  words: string
}

export function standing({ phase, status }: View, isLasting: boolean): Standing | null {
  const { waiting, progress, trouble } = status
  const count = ngettext("{n} waiting", "{n} waiting", waiting)
  if (phase === "starting" || phase === "not_enrolled" || phase === "wiped") return null
  if (phase === "storage_broken" || trouble?.code === "storage_broken")
    return { tone: "need", icon: "triangle-alert", words: t("storage trouble") }
  if (phase === "enrol_again") return { tone: "need", icon: "triangle-alert", words: t("sign in again") }
  if (trouble?.code === "storage_full") return { tone: "need", icon: "triangle-alert", words: t("phone is full") }
  if (trouble?.code === "too_large" || trouble?.code === "other_library")
    return { tone: "need", icon: "triangle-alert", words: t("needs you") }
  if (isLasting && progress?.total && progress.total > 1)
    return { tone: "wait", icon: "send", words: sending(progress.what, progress.done, progress.total) }
  if (waiting > 0) {
    const why = trouble && whyNot(trouble.code)
    return { tone: "wait", icon: "clock", words: why ? t("{count}, {why}", { count, why }) : count }
  }
  if (status.photosWaiting > 0) {
    const why = trouble && whyNot(trouble.code)
    const photos = ngettext("{n} photo waiting", "{n} photos waiting", status.photosWaiting)
    return { tone: "wait", icon: "clock", words: why ? t("{count}, {why}", { count: photos, why }) : photos }
  }
  if (!status.replica.isComplete)
    return trouble
      ? { tone: "plain", icon: "cloud-off", words: whyNot(trouble.code) ?? t("not loaded yet") }
      : { tone: "plain", icon: "download", words: t("loading") }
  if (phase === "leaving") return { tone: "need", icon: "triangle-alert", words: t("signed off") }
  const why = trouble && whyNot(trouble.code)
  return { tone: "kept", icon: "check", words: why ? t("all kept, {why}", { why }) : t("all kept") }
}

function whyNot(code: string): string | null {
  switch (code) {
    case "no_answer":
      return t("no network")
    case "not_the_library":
      return t("Wi-Fi in the way")
    case "asked_to_wait":
      return t("library busy")
    case "not_understood":
      return t("trouble sending")
    default:
      return null
  }
}

function sending(what: "sending" | "fetching", done: number, total: number): string {
  return what === "sending"
    ? t("sending {done} of {total}", { done, total })
    : t("loading {done} of {total}", { done, total })
}

export function Badge() {
  const { view } = useApp()
  const { isSending, progress } = view.value.status
  const isLasting = useLasting(isSending || progress !== null)
  const now = standing(view.value, isLasting)
  if (!now) return null
  return (
    <a class="badge" href={href("waiting")}>
      <span class={now.tone === "plain" ? "tag" : `tag ${now.tone}`}>
        <Icon name={now.icon} />
        {now.words}
      </span>
    </a>
  )
}

/** Says the badge aloud when it changes; lives outside the screens, so a move says nothing. */
export function SpokenBadge() {
  const { view } = useApp()
  return (
    <p class="unseen" role="status">
      {standing(view.value, false)?.words}
    </p>
  )
}

/** True once something has gone on for over half a second. */
function useLasting(isOn: boolean): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isOn) return setLong(false)
    const timer = setTimeout(() => setLong(true), 500)
    return () => clearTimeout(timer)
  }, [isOn])
  return isLong && isOn
}
