/** Bringing a kit back. Everything is preset to "here"; what is not is one tap and a few words. */

import { useState } from "preact/hooks"
import type { CalendarDate, Id, KitView, Part } from "../core"
import { useApp } from "../elements/app"
import { Disclosure } from "../elements/disclosure"
import { type Draft, useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { Count, Line, type Option, Pick } from "../elements/inputs"
import { focusOn, KitForm, type Objection } from "../elements/kit-form"
import { due, isMine, isOut, since, things, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { type Coming, comingWhole, expected, isCounted, linesIn, tally } from "../elements/parts"
import { Photos, type Taken, withPhotos } from "../elements/photos"
import { useRecording } from "../elements/recording-form"
import { listed, ngettext, t } from "../text"

interface Form {
  coming: Record<Id, Coming>
  /** True where some of it stays out, so each part may be left with its holder. */
  isPartial: boolean
  /** When what stays out is due; empty for the day that was set before. */
  restDueOn: CalendarDate
  when: string
  note: string
  photos: Taken[]
}

const BLANK: Form = { coming: {}, isPartial: false, restDueOn: "", when: "", note: "", photos: [] }

export function BringBack({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <BringBackKit kit={kit} /> : <KitNotHere />
}

function BringBackKit({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const draft = useDraft<Form>(`kit.checked_in ${kit.id}`, () => BLANK)
  const recording = useRecording(draft)
  // The list stands still while the person counts, whatever the network brings meanwhile.
  const [parts] = useState(() => expected(kit))
  const [asked, setAsked] = useState({ reason: false, parts: false })
  const { form, change } = draft
  const lines = linesIn(kit, parts, form.coming)
  const staysOut = tally(parts, form.coming).out > 0
  const objection = objectionTo(kit, view.value.me?.id)
  const wantsReason = objection !== null && form.note.trim() === ""

  const submit = () => {
    if (!lines || (wantsReason && !asked.reason)) {
      setAsked({ reason: wantsReason, parts: !lines })
      if (lines) focusOn("note")
      return
    }
    void recording.record(
      {
        kind: "kit.checked_in",
        kit: kit.id,
        parts: lines,
        ...(staysOut && form.restDueOn && { rest_due_on: form.restDueOn }),
        note: form.note.trim() || null,
        draft: `kit.checked_in ${kit.id}`,
        ...withPhotos(form.photos),
        ...momentSet(form.when),
      },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="bring-back"
      title={t("Bring it back")}
      kit={kit}
      lead={standing(kit, [whereIs(kit, view.value), since(kit.custody, now.value)], due(kit.custody, now.value))}
      button={t("Record the return")}
      draft={draft}
      recording={recording}
      objection={objection}
      isReasonMissing={wantsReason && asked.reason}
      wrong={asked.parts && !lines ? t("All of it would stay out. Choose at least one part that is back.") : undefined}
      submit={submit}
    >
      {parts.length > 0 && <Parts draft={draft} parts={parts} canStayOut={isOut(kit.custody)} />}
      {staysOut && (
        <Line
          label={t("The rest is due back")}
          type="date"
          value={form.restDueOn}
          onValue={(restDueOn) => change({ restDueOn })}
          hint={t("Left empty, it stays as it is.")}
        />
      )}
      <Photos
        taken={form.photos}
        parts={parts}
        likely={parts.find(({ id }) => form.coming[id]?.rest === "damaged")?.id ?? null}
        onTaken={(photos) => change({ photos })}
      />
      <Line
        label={objection ? t("What happened?") : t("Anything to say about it?")}
        id="note"
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
        wrong={wantsReason && asked.reason ? t("A few words help. You can also record without them.") : undefined}
      />
      <Disclosure summary={t("It was earlier")} isOpen={form.when !== ""}>
        <EarlierTime value={form.when} onValue={(when) => change({ when })} />
      </Disclosure>
    </KitForm>
  )
}

function Parts({ draft, parts, canStayOut }: { draft: Draft<Form>; parts: readonly Part[]; canStayOut: boolean }) {
  const { form, change } = draft
  const set = (part: Part, to: Partial<Coming>) =>
    change({ coming: { ...form.coming, [part.id]: { ...comingWhole(part), ...form.coming[part.id], ...to } } })
  return (
    <section>
      <h2 aria-live="polite">{summary(parts, form.coming)}</h2>
      <ul class="rows">
        {parts.map((part) => {
          const props = {
            part,
            coming: form.coming[part.id] ?? comingWhole(part),
            canStayOut: form.isPartial,
            set: (to: Partial<Coming>) => set(part, to),
          }
          return (
            <li key={part.id} class="row tall part">
              {isCounted(part) ? <CountedPart {...props} /> : <TaggedPart {...props} />}
              {props.coming.here < part.count && props.coming.rest !== "out" && (
                <Line
                  label={t("{part}, what happened?", { part: nameOf(part) })}
                  value={props.coming.note}
                  onValue={(note) => props.set({ note })}
                />
              )}
            </li>
          )
        })}
      </ul>
      {canStayOut && !form.isPartial && (
        <button type="button" class="plain" onClick={() => change({ isPartial: true })}>
          {t("Some of it stays out")}
        </button>
      )}
    </section>
  )
}

interface PartProps {
  part: Part
  coming: Coming
  canStayOut: boolean
  set(to: Partial<Coming>): void
}

function TaggedPart({ part, coming, canStayOut, set }: PartProps) {
  const options: Option<"here" | Coming["rest"]>[] = [
    { value: "here", label: t("Here") },
    { value: "missing", label: t("Missing"), tone: "need" },
    { value: "damaged", label: t("Damaged"), tone: "wait" },
  ]
  if (canStayOut) options.push({ value: "out", label: t("Still out") })
  return (
    <>
      <div class="apart">
        <b dir="auto">{nameOf(part)}</b>
        {part.tag && <span class="small soft">{part.tag}</span>}
      </div>
      <Pick
        legend={nameOf(part)}
        isSilent
        value={coming.here === part.count ? "here" : coming.rest}
        options={options}
        onValue={(value) => set(value === "here" ? { here: part.count } : { here: 0, rest: value })}
      />
    </>
  )
}

function CountedPart({ part, coming, canStayOut, set }: PartProps) {
  const others = part.count - coming.here
  const options: Option<Coming["rest"]>[] = [
    { value: "missing", label: t("Missing"), tone: "need" },
    { value: "consumed", label: t("Used up") },
    { value: "damaged", label: t("Damaged"), tone: "wait" },
  ]
  if (canStayOut) options.push({ value: "out", label: t("Still out") })
  return (
    <>
      <div class="apart">
        <b dir="auto">{nameOf(part)}</b>
        <span class="small soft">{t("{n} expected", { n: part.count })}</span>
      </div>
      <Count label={nameOf(part)} value={coming.here} of={part.count} onValue={(here) => set({ here })} />
      {others > 0 && (
        <div class="ask">
          <Pick
            legend={ngettext(
              "{n} is not here and fine. What of it?",
              "{n} are not here and fine. What of them?",
              others,
            )}
            value={coming.rest}
            options={options}
            onValue={(rest) => set({ rest })}
          />
        </div>
      )}
    </>
  )
}

function nameOf(part: Part): string {
  return part.name || t("A part that is listed no more")
}

/** "12 parts: 11 here, 1 missing". */
function summary(parts: readonly Part[], coming: Form["coming"]): string {
  const { here, missing, damaged, consumed, out } = tally(parts, coming)
  const said = [
    missing + damaged + consumed + out === 0 ? t("all here") : ngettext("{n} here", "{n} here", here),
    missing > 0 && ngettext("{n} missing", "{n} missing", missing),
    damaged > 0 && ngettext("{n} damaged", "{n} damaged", damaged),
    consumed > 0 && ngettext("{n} used up", "{n} used up", consumed),
    out > 0 && ngettext("{n} still out", "{n} still out", out),
  ].filter((words) => words !== false)
  return t("{parts}: {said}", { parts: things(parts), said: listed(said) })
}

/** What the library would find odd. It is said and asked about, never forbidden. */
function objectionTo(kit: KitView, me: Id | undefined): Objection | null {
  if (!isOut(kit.custody))
    return {
      title: t("It is not out, as far as this phone knows"),
      text: t("If you are bringing it back, record it all the same. A coordinator will sort it out."),
    }
  const { holder } = kit.custody
  if (holder && "staff" in holder && !isMine(kit, me))
    return {
      title: t("Somebody else took it out"),
      text: t("If you bring it back for them, record it and say so."),
    }
  return null
}

function standing(kit: KitView, where: string[], when: string): string {
  const first = where.filter(Boolean).join(" ")
  return when && isOut(kit.custody) ? t("{where}, {due}.", { where: first, due: when }) : `${first}.`
}
