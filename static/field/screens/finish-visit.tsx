/** Finishing a visit: what was recorded in it, how it went, a few words; and the same again where that was not right. */

import type { View, VisitFinished, VisitOutcome, VisitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { factsDuring } from "../elements/during"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Line, type Option, Pick } from "../elements/inputs"
import { VisitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { PersonWarning } from "../elements/person-warning"
import { RecordedHere } from "../elements/recorded-here"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { siteOf, whenIs } from "../elements/visit-words"
import { momentWithin, t } from "../text"

interface Form {
  outcome: VisitOutcome
  note: string
  when: string
}

const NOT_HELD: readonly VisitOutcome[] = ["closed", "called_off"]

export function FinishVisit({ id }: { id: string }) {
  const { view } = useApp()
  const visit = view.value.byId.visits.get(id)
  return visit ? <Finish visit={visit} /> : <VisitNotHere />
}

function Finish({ visit }: { visit: VisitView }) {
  const { view, now } = useApp()
  const key = `visit.finished ${visit.id}`
  const draft = useDraft<Form>(key, () => lastEnding(visit, view.value))
  const recording = useRecording(draft)
  const { form, change } = draft
  const isAgain = visit.state === "finished"
  const held = Math.max(
    visit.sessions,
    view.value.sessions.filter((one) => one.visit === visit.id && !one.withdrawn && !one.merged_into).length,
  )

  const submit = async (event: Event) => {
    event.preventDefault()
    // What is put right keeps its time, a moment after what it replaces: of two endings the later holds.
    const kept =
      isAgain && visit.finished_at !== null ? { occurredAt: new Date(Date.parse(visit.finished_at) + 1) } : {}
    await recording.record(
      {
        kind: "visit.finished",
        visit: visit.id,
        outcome: form.outcome,
        note: form.note.trim() || null,
        draft: key,
        ...kept,
        ...momentSet(form.when),
      },
      `visits/${visit.id}`,
    )
  }

  return (
    <Frame
      title={isAgain ? t("Correct how it ended") : t("Finish visit")}
      up={{ to: `visits/${visit.id}`, label: siteOf(visit, view.value) }}
      footer={
        <>
          <button type="submit" form="finish" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy
              ? t("Saving on this phone…")
              : isAgain
                ? t("Record the correction")
                : t("Record: visit finished")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead num">{whenIs(visit, now.value)}</p>
      {draft.isReady && (
        <form id="finish" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Pick
            legend={t("How did it go?")}
            look="chips"
            value={form.outcome}
            options={outcomes()}
            onValue={(outcome) => change({ outcome })}
          />
          {NOT_HELD.includes(form.outcome) && held > 0 && (
            <Notice tone="need" title={t("A session was recorded here")}>
              <p>{t("If the visit did not take place, the session may be a mistake. You can record it either way.")}</p>
            </Notice>
          )}
          <Line
            label={t("Anything to say about it?")}
            isLong
            value={form.note}
            onValue={(note) => change({ note })}
            hint={t("For the library. No names of people you serve.")}
          />
          <PersonWarning text={form.note} />
          <details class="disclosure" open={form.when !== ""}>
            <summary>
              <Icon name="chevron-right" />
              {isAgain ? t("It ended at another time") : t("It was earlier")}
            </summary>
            <EarlierTime
              value={form.when}
              onValue={(when) => change({ when })}
              {...(isAgain ? { hint: t("As it was recorded, unless you set another time.") } : {})}
            />
          </details>
        </form>
      )}
      <RecordedHere visit={visit} />
    </Frame>
  )
}

/** What was said of its end before; the words only where they were written on this phone. */
function lastEnding({ id, outcome }: VisitView, view: View): Form {
  const told = factsDuring(id, view).findLast(({ fact }) => fact.kind === "visit.finished")?.fact
  const note = (told?.payload as VisitFinished | undefined)?.note ?? ""
  return { outcome: (outcome as VisitOutcome | null) ?? "held", note, when: "" }
}

function outcomes(): Option<VisitOutcome>[] {
  return [
    { value: "held", label: t("It took place") },
    { value: "nobody_came", label: t("Nobody came") },
    { value: "closed", label: t("The place was closed") },
    { value: "called_off", label: t("It was called off") },
  ]
}
