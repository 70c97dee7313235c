/**
 * What became of the fact that was just recorded.
 *
 * Shown only after recording resolved, and computed from what is stored: it says "saved on this
 * phone" while the fact waits, and "kept" once the library has answered for it.
 */

import { t } from "../text"
import { useApp } from "./app"
import { happened, verdict } from "./fact-words"
import { Notice } from "./notice"

export function RecordedNotice() {
  const { view, justRecorded } = useApp()
  const id = justRecorded.value
  const waiting = view.value.waiting.find((one) => one.id === id)
  if (waiting)
    return (
      <div role="status">
        <Notice tone="wait" icon="smartphone" title={t("Saved on this phone")}>
          <p>{t("{what}. It goes to the library by itself.", { what: happened(waiting.fact, view.value) })}</p>
        </Notice>
      </div>
    )
  const answered = view.value.answered.find((one) => one.id === id)
  if (!answered) return <div role="status" />
  const { tone, sentences } = verdict(answered.said)
  return (
    <div role="status">
      <Notice tone={tone} title={t("Kept by the library")}>
        <p>{t("{what}.", { what: happened(answered.fact, view.value) })}</p>
        {sentences.map((sentence) => (
          <p key={sentence} class="small">
            {sentence}
          </p>
        ))}
      </Notice>
    </div>
  )
}
