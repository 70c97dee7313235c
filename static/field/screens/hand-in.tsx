/** A hand-in that the desk returned: it is right as recorded, or its kit is counted again; either way that is the answer. */

import { useState } from "preact/hooks"
import type { FactOnPhone, HandInRow, View } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { happened } from "../elements/fact-words"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { Notice } from "../elements/notice"
import { askForAnswer, NoQuestion, Question } from "../elements/question"
import { useRecording } from "../elements/recording-form"
import { href } from "../elements/route"
import { effectiveTime } from "../rules/history"
import { momentWithin, t } from "../text"

export function HandIn({ id }: { id: string }) {
  const { view } = useApp()
  const handIn = view.value.handIns.find((one) => one.id === id)
  return handIn ? <Answer handIn={handIn} /> : <NoQuestion />
}

interface Form {
  answer: "right" | "count" | null
  /** When it was chosen to count again, by the phone's clock; the count that follows is the one that is meant. */
  since: number | null
  words: string
}

function Answer({ handIn }: { handIn: HandInRow }) {
  const { view, now } = useApp()
  const { id, kit: kitId, version, comments } = handIn
  const key = `hand_in.amended ${id}`
  // Whoever comes back from counting is in the middle of it.
  const draft = useDraft<Form>(
    key,
    () => ({ answer: null, since: null, words: "" }),
    ({ answer }) => answer === "count",
  )
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { answer, since, words } = draft.form
  const kit = view.value.byId.kits.get(kitId)
  const counted = countOf(handIn, since, view.value)
  const lacks = answer === null ? t("Choose one.") : answer === "count" && !counted ? t("Count it first.") : undefined

  const submit = () => {
    if (lacks) {
      setAsked(true)
      askForAnswer()
      return
    }
    void recording.record(
      {
        kind: "hand_in.amended",
        handIn: id,
        of: version,
        counted: answer === "count" ? (counted?.id ?? null) : null,
        words: words.trim() || null,
        draft: key,
      },
      `hand-ins/${id}`,
    )
  }

  return (
    <Question
      title={titleOf(handIn, kit ? `${kit.code} ${kit.name}` : t("a kit"), now.value)}
      written={comments}
      place={kit ? `kits/${kitId}` : null}
      draft={draft}
      recording={recording}
      submit={submit}
    >
      <Pick
        legend={t("How was it?")}
        id="answer"
        value={answer}
        options={[
          { value: "right", label: t("It is right as recorded") },
          ...(kit ? [{ value: "count" as const, label: t("I count it again") }] : []),
        ]}
        onValue={(chosen) => draft.change({ answer: chosen, since: chosen === "count" ? Date.now() : null })}
        wrong={isAsked ? lacks : undefined}
      />
      {answer === "count" && counted && (
        <Notice tone="kept">
          <p>{t("{what}.", { what: happened(counted.fact, view.value) })}</p>
        </Notice>
      )}
      {answer === "count" && (
        <p class="field">
          <a class="button quiet" href={href(`kits/${kitId}/count?hand-in=${id}`)}>
            <Icon name="scan-line" />
            {counted ? t("Count once more") : t("Count what is in it")}
          </a>
        </p>
      )}
    </Question>
  )
}

function titleOf({ kind, at }: HandInRow, kit: string, now: Date): string {
  const when = momentWithin(new Date(at), now)
  return kind === "kit.checked_in"
    ? t("{kit}, brought back {when}", { kit, when })
    : t("{kit}, handed over {when}", { kit, when })
}

/** The last count of its kit by this person, of those made for it or at least since the desk asked. */
function countOf({ kit, comments }: HandInRow, since: number | null, view: View): FactOnPhone | undefined {
  const asked = Date.parse(comments[0]?.at ?? "")
  return [...view.waiting, ...view.answered]
    .filter(({ fact }) => fact.kind === "kit.counted" && fact.subject === kit && fact.author === view.me?.id)
    .filter(({ fact, recordedAt }) => (since !== null && recordedAt >= since) || effectiveTime(fact) >= asked)
    .sort((one, other) => other.recordedAt - one.recordedAt)[0]
}
