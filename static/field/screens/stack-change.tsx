/** What becomes of a stack: it is filled up, or lies there no more. */

import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import type { CalendarDate, RemovalReason, StackView } from "../core"
import { useApp } from "../elements/app"
import { type Draft, useDraft } from "../elements/draft"
import { flyerName, stackStands, whereItLies } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { Line, Pick } from "../elements/inputs"
import { FlyerNotHere } from "../elements/not-here"
import { Photos, type Taken, withPhotos } from "../elements/photos"
import { EarlierDraft, NotKeptNotice, type Recording, useRecording } from "../elements/recording-form"
import { momentWithin, t } from "../text"

const MOST_COPIES = 100_000

export function FillUp({ id }: { id: string }) {
  const stack = useApp().view.value.byId.stacks.get(id)
  return stack ? <FillUpOne stack={stack} /> : <FlyerNotHere />
}

function FillUpOne({ stack }: { stack: StackView }) {
  const key = `flyer.restocked ${stack.id}`
  const draft = useDraft(key, () => ({
    copies: "",
    left: "",
    restockOn: "" as CalendarDate,
    note: "",
    photos: [] as Taken[],
  }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const [copies, left] = [counted(form.copies), counted(form.left)]
  const isWrong = copies === null || (form.left.trim() !== "" && left === null)
  const submit = () => {
    if (isWrong || copies === null) {
      setAsked(true)
      return
    }
    void recording.record(
      {
        kind: "flyer.restocked",
        placement: stack.id,
        copies,
        left,
        restock_on: form.restockOn || null,
        note: form.note.trim() || null,
        draft: key,
        ...withPhotos(form.photos),
      },
      `stacks/${stack.id}`,
    )
  }
  return (
    <StackForm stack={stack} title={t("Fill it up")} draft={draft} recording={recording} submit={submit}>
      <Line
        label={t("How many were still there")}
        inputMode="numeric"
        value={form.left}
        maxLength={6}
        onValue={(text) => change({ left: text })}
        hint={t("Left empty where you did not count.")}
        wrong={isAsked && form.left.trim() !== "" && left === null ? t("Say how many, as a number.") : undefined}
      />
      <Line
        label={t("How many you add")}
        inputMode="numeric"
        value={form.copies}
        maxLength={6}
        onValue={(text) => change({ copies: text })}
        wrong={isAsked && copies === null ? t("Say how many, as a number.") : undefined}
      />
      <Line
        label={t("Fill it up again by")}
        type="date"
        value={form.restockOn}
        onValue={(restockOn) => change({ restockOn })}
        hint={t("Left empty, nobody is reminded.")}
      />
      <Photos
        taken={form.photos}
        parts={null}
        whole={t("the stack")}
        likely={null}
        onTaken={(photos) => change({ photos })}
      />
      <Note draft={draft} />
    </StackForm>
  )
}

export function Gone({ id }: { id: string }) {
  const stack = useApp().view.value.byId.stacks.get(id)
  return stack ? <GoneOne stack={stack} /> : <FlyerNotHere />
}

function GoneOne({ stack }: { stack: StackView }) {
  const key = `flyer.removed ${stack.id}`
  const draft = useDraft(key, () => ({ reason: "gone" as RemovalReason, left: "", note: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const left = counted(form.left)
  const isWrong = form.reason !== "gone" && form.left.trim() !== "" && left === null
  const submit = () => {
    if (isWrong) {
      setAsked(true)
      return
    }
    void recording.record(
      {
        kind: "flyer.removed",
        placement: stack.id,
        code: stack.code,
        reason: form.reason,
        left: form.reason === "gone" ? null : left,
        note: form.note.trim() || null,
        draft: key,
      },
      `stacks/${stack.id}`,
    )
  }
  return (
    <StackForm stack={stack} title={t("It lies there no more")} draft={draft} recording={recording} submit={submit}>
      <Pick
        legend={t("What became of it?")}
        value={form.reason}
        options={[
          { value: "gone", label: t("All gone") },
          { value: "removed", label: t("Taken away") },
          { value: "expired", label: t("Out of date") },
        ]}
        onValue={(reason) => change({ reason })}
      />
      {form.reason !== "gone" && (
        <Line
          label={t("How many were left")}
          inputMode="numeric"
          value={form.left}
          maxLength={6}
          onValue={(text) => change({ left: text })}
          hint={t("Left empty where you did not count.")}
          wrong={isAsked && isWrong ? t("Say how many, as a number.") : undefined}
        />
      )}
      <Note draft={draft} />
    </StackForm>
  )
}

interface FormProps {
  stack: StackView
  title: string
  draft: Draft<object>
  recording: Recording
  submit(): void
  children: ComponentChildren
}

function StackForm({ stack, title, draft, recording, submit, children }: FormProps) {
  const { view, now } = useApp()
  const sent = (event: Event) => {
    event.preventDefault()
    submit()
  }
  return (
    <Frame
      title={title}
      up={{ to: `stacks/${stack.id}`, label: flyerName(view.value.byId.flyers.get(stack.flyer)) }}
      footer={
        <>
          <button type="submit" form="stack" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Record it")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">
        {[whereItLies(stack, view.value), stackStands(stack, now.value)].filter(Boolean).join(" · ")}
      </p>
      {draft.isReady && (
        <form id="stack" onSubmit={sent} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {children}
        </form>
      )}
    </Frame>
  )
}

function Note({ draft }: { draft: Draft<{ note: string }> }) {
  return (
    <Line
      label={t("Note")}
      isLong
      value={draft.form.note}
      onValue={(note) => draft.change({ note })}
      hint={t("For the library. No names of people you serve.")}
    />
  )
}

/** A number of copies as it was typed; null where it is none. */
function counted(text: string): number | null {
  const number = text.trim() === "" ? Number.NaN : Number(text)
  return Number.isInteger(number) && number >= 0 && number <= MOST_COPIES ? number : null
}
