/** A question of the desk as a form: what it wrote, the way to what it is about, the answer, words, the button below. */

import type { ComponentChildren } from "preact"
import { useEffect } from "preact/hooks"
import { momentWithin, t } from "../text"
import { useApp } from "./app"
import type { Draft } from "./draft"
import { Frame } from "./frame"
import { Icon } from "./icon"
import { Line } from "./inputs"
import { Notice } from "./notice"
import { PersonWarning } from "./person-warning"
import { RecordedNotice } from "./recorded-notice"
import { EarlierDraft, NotKeptNotice, type Recording } from "./recording-form"
import { href } from "./route"
import { saidBy } from "./session-comments"

interface Props<Form extends { words: string }> {
  /** What it is about. */
  title: string
  /** What the desk wrote, the first first. */
  written: readonly Parameters<typeof saidBy>[0][]
  /** The screen of what it is about, where this phone has one. */
  place: string | null
  draft: Draft<Form>
  recording: Recording
  submit(): void
  /** How it is answered. */
  children: ComponentChildren
}

export function Question<Form extends { words: string }>(props: Props<Form>) {
  const { view, now } = useApp()
  const { title, written, place, draft, recording } = props
  const { words } = draft.form
  const sent = (event: Event) => {
    event.preventDefault()
    props.submit()
  }
  return (
    <Frame
      title={t("The library asks")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <>
          <button type="submit" form="question" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Record the answer")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <Notice tone="need" title={title}>
        {written.map((one) => (
          <div key={one.at}>
            <p dir="auto">{one.text}</p>
            <p class="small soft">{saidBy(one, view.value, now.value)}</p>
          </div>
        ))}
      </Notice>
      {place && (
        <p>
          <a class="plain" href={href(place)}>
            {t("Look at what it is about")}
            <Icon name="chevron-right" />
          </a>
        </p>
      )}
      {draft.isReady && (
        <form id="question" onSubmit={sent} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {props.children}
          <Line
            label={t("In your own words")}
            isLong
            maxLength={1000}
            value={words}
            onValue={(typed) => draft.change({ words: typed } as Partial<Form>)}
            hint={t("For the library. No names of people you serve.")}
          />
          <PersonWarning text={words} />
        </form>
      )}
    </Frame>
  )
}

/** Where a question was, once it is answered or needs no answer any more. */
export function NoQuestion() {
  const { justRecorded } = useApp()
  const isAnswered = justRecorded.value !== null

  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])

  return (
    <Frame
      title={isAnswered ? t("Answered") : t("Nothing is asked here")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <a class="button" href={href("today")}>
          {t("Back to Today")}
        </a>
      }
    >
      <RecordedNotice />
      {!isAnswered && (
        <p>{t("It was answered, or the library found out by itself. There is nothing for you to do.")}</p>
      )}
    </Frame>
  )
}

/** Puts the person where an answer is asked for, once it is drawn. */
export function askForAnswer() {
  requestAnimationFrame(() => document.getElementById("answer")?.focus())
}
