/** A question of the desk about something that does not add up, and the answer to it. */

import { useState } from "preact/hooks"
import type { InquiryAnswer, InquiryRow, View } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { Pick } from "../elements/inputs"
import { askForAnswer, NoQuestion, Question } from "../elements/question"
import { useRecording } from "../elements/recording-form"
import { t } from "../text"

export function Asked({ id }: { id: string }) {
  const { view } = useApp()
  const inquiry = view.value.inquiries.find((one) => one.id === id)
  return inquiry ? <Answer inquiry={inquiry} /> : <NoQuestion />
}

interface Form {
  answer: InquiryAnswer | null
  words: string
}

function Answer({ inquiry }: { inquiry: InquiryRow }) {
  const { view } = useApp()
  const key = `discrepancy.answered ${inquiry.id}`
  const draft = useDraft<Form>(key, () => ({ answer: null, words: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { answer, words } = draft.form

  const submit = () => {
    if (answer === null) {
      setAsked(true)
      askForAnswer()
      return
    }
    void recording.record(
      {
        kind: "discrepancy.answered",
        discrepancy: inquiry.discrepancy,
        asked: inquiry.id,
        answer,
        words: words.trim() || null,
        draft: key,
      },
      `asked/${inquiry.id}`,
    )
  }

  return (
    <Question
      title={inquiry.about.told}
      written={[{ text: inquiry.question, by: inquiry.by, at: inquiry.at }]}
      place={placeOf(inquiry, view.value)}
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
          { value: "mistaken", label: t("It was a mistake") },
          { value: "unsure", label: t("I do not know") },
        ]}
        onValue={(chosen) => draft.change({ answer: chosen })}
        wrong={isAsked && answer === null ? t("Choose one.") : undefined}
      />
    </Question>
  )
}

/** The screen of what it is about, where this phone has one. */
function placeOf({ about: { fold, subject } }: InquiryRow, view: View): string | null {
  if (fold === "kit" && view.byId.kits.has(subject)) return `kits/${subject}`
  if (fold === "training_session" && view.byId.sessions.has(subject)) return `session/${subject}`
  if (fold === "visit" && view.byId.visits.has(subject)) return `visits/${subject}`
  return null
}
