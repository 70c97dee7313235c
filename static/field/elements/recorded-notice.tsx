/**
 * What became of the fact that was just recorded.
 *
 * Shown only after recording resolved, and computed from what is stored: it says "saved on this
 * phone" while the fact waits, and "kept" once the library has answered for it.
 */

import type { Id } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { happened, verdict } from "./fact-words"
import { Notice } from "./notice"
import { href, path } from "./route"
import { siteOf } from "./visit-words"

export function RecordedNotice() {
  const { view, justRecorded } = useApp()
  const id = justRecorded.value
  const waiting = view.value.waiting.find((one) => one.id === id)
  if (waiting)
    return (
      <div role="status">
        <Notice tone="wait" icon="smartphone" title={t("Saved on this phone")}>
          <p>{t("{what}. It goes to the library by itself.", { what: happened(waiting.fact, view.value) })}</p>
          {waiting.photosLost > 0 && (
            <p class="needs">{t("Its photo was not saved: this phone is full. What you entered is safe.")}</p>
          )}
          <ToVisit id={waiting.fact.visit} />
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
        {answered.photos.some(({ state }) => state === "waiting") && (
          <p class="waits">{t("Its photo follows by itself; it still waits on this phone.")}</p>
        )}
        {answered.photosLost > 0 && (
          <p class="needs">{t("Its photo was not saved: this phone is full. What you entered is safe.")}</p>
        )}
        <ToVisit id={answered.fact.visit} />
        {sentences.map((sentence) => (
          <p key={sentence} class="small">
            {sentence}
          </p>
        ))}
      </Notice>
    </div>
  )
}

/** Back to the visit that it belongs to, where that is not what is shown. */
function ToVisit({ id }: { id: Id | null }) {
  const { view } = useApp()
  const visit = id === null ? undefined : view.value.byId.visits.get(id)
  if (!visit || path.value === `visits/${visit.id}`) return null
  return (
    <p>
      <a href={href(`visits/${visit.id}`)}>{t("To the visit at {place}", { place: siteOf(visit, view.value) })}</a>
    </p>
  )
}
