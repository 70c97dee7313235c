/** The latest that this phone recorded of something, so that a person sees their own steps at once. */

import type { Id } from "../core"
import { moment, t } from "../text"
import { useApp } from "./app"
import { happened, verdict } from "./fact-words"
import { PhotosShown } from "./photos-shown"

const LAST_FACTS = 5

/** `subject` is the kit or the stack. */
export function OnThisPhone({ subject }: { subject: Id }) {
  const { view, now } = useApp()
  const { waiting, answered } = view.value
  const lines = [
    ...waiting.map((one) => ({ ...one, tone: "wait" as const, word: t("waiting") })),
    ...answered.map((one) => ({ ...one, ...verdict(one.said) })),
  ]
    .filter((one) => one.fact.subject === subject)
    .sort((a, b) => b.recordedAt - a.recordedAt)
    .slice(0, LAST_FACTS)
  if (lines.length === 0) return null
  return (
    <section>
      <h2>{t("Recorded on this phone")}</h2>
      <ul class="rows">
        {lines.map(({ tone, word, ...one }) => (
          <li key={one.id} class="row">
            <span class="grow lines">
              <span>{happened(one.fact, view.value)}</span>
              <span class="small soft num">
                {moment(new Date(one.fact.occurred_at), now.value)}
                {one.fact.author !== view.value.me?.id && one.authorName && `, ${one.authorName}`}
              </span>
              <PhotosShown one={one} />
            </span>
            <span class={`tag ${tone}`}>{word}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
