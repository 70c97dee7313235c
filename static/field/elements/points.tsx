/** One question with five big points, from "not at all" to "very much". It can be left out. */

import { useId } from "preact/hooks"
import { POINTS } from "../rules/outcomes"
import { t } from "../text"

export function Points({
  question,
  value,
  onValue,
}: {
  question: string
  value: number | null
  onValue(point: number): void
}) {
  const name = useId()
  const ends: Record<number, string> = { 1: t("Not at all"), 5: t("Very much") }
  return (
    <fieldset class="field">
      <legend class="label">{question}</legend>
      <div class="pick points">
        {POINTS.map((point) => (
          <label key={point}>
            <input type="radio" name={name} value={point} checked={point === value} onChange={() => onValue(point)} />
            <span>
              {point}
              {ends[point] && <span class="unseen">{`, ${ends[point]}`}</span>}
            </span>
          </label>
        ))}
      </div>
      <p class="apart small soft" aria-hidden="true">
        <span>{ends[1]}</span>
        <span>{ends[5]}</span>
      </p>
    </fieldset>
  )
}
