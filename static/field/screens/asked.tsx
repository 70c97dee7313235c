/** A question of the desk about something that does not add up, and the answer to it. */

import { useState } from "preact/hooks"
import type { InquiryAnswer, InquiryRow, View } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Line, Pick } from "../elements/inputs"
import { staffName } from "../elements/kit-words"
import { Notice } from "../elements/notice"
import { PersonWarning } from "../elements/person-warning"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { href } from "../elements/route"
import { momentWithin, t } from "../text"

export function Asked({ id }: { id: string }) {
  const { view } = useApp()
  const inquiry = view.value.inquiries.find((one) => one.id === id)
  return inquiry ? <Answer inquiry={inquiry} /> : <NothingAsked />
}

function NothingAsked() {
  return (
    <Frame title={t("Nothing is asked here")} up={{ to: "today", label: t("Today") }}>
      <p>{t("It was answered, or the library found out by itself. There is nothing for you to do.")}</p>
    </Frame>
  )
}

interface Form {
  answer: InquiryAnswer | null
  words: string
}

function Answer({ inquiry }: { inquiry: InquiryRow }) {
  const { view, now } = useApp()
  const key = `discrepancy.answered ${inquiry.id}`
  const draft = useDraft<Form>(key, () => ({ answer: null, words: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { answer, words } = draft.form
  const place = placeOf(inquiry, view.value)

  const submit = async (event: Event) => {
    event.preventDefault()
    if (answer === null) {
      setAsked(true)
      requestAnimationFrame(() => document.getElementById("answer")?.focus())
      return
    }
    await recording.record(
      {
        kind: "discrepancy.answered",
        discrepancy: inquiry.discrepancy,
        asked: inquiry.id,
        answer,
        words: words.trim() || null,
        draft: key,
      },
      "today",
    )
  }

  return (
    <Frame
      title={t("The library asks")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <>
          <button type="submit" form="asked" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Record the answer")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <Notice tone="need" title={inquiry.about.told}>
        <p dir="auto">{inquiry.question}</p>
        <p class="small soft">
          {t("{name}, {when}", {
            name: inquiry.by === null ? t("the library") : staffName(inquiry.by, view.value),
            when: momentWithin(new Date(inquiry.at), now.value),
          })}
        </p>
      </Notice>
      {place && (
        <p>
          <a class="plain" href={href(place)}>
            <Icon name="chevron-right" />
            {t("Look at what it is about")}
          </a>
        </p>
      )}
      {draft.isReady && (
        <form id="asked" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
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
          <Line
            label={t("In your own words")}
            isLong
            maxLength={1000}
            value={words}
            onValue={(typed) => draft.change({ words: typed })}
            hint={t("For the library. No names of people you serve.")}
          />
          <PersonWarning text={words} />
        </form>
      )}
    </Frame>
  )
}

/** The screen of what it is about, where this phone has one. */
function placeOf({ about: { fold, subject } }: InquiryRow, view: View): string | null {
  if (fold === "kit" && view.byId.kits.has(subject)) return `kits/${subject}`
  if (fold === "training_session" && view.byId.sessions.has(subject)) return `session/${subject}`
  if (fold === "visit" && view.byId.visits.has(subject)) return `visits/${subject}`
  return null
}
