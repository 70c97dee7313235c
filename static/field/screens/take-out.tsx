/** Taking a kit out. All is preset: the common case is one tap. */

import { useState } from "preact/hooks"
import type { CalendarDate, Id, KitCheckedOut, KitView, Library, Part } from "../core"
import { useApp } from "../elements/app"
import { isOutOfService } from "../elements/care-words"
import { Disclosure } from "../elements/disclosure"
import { type Draft, useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { Count, Line, Pick } from "../elements/inputs"
import { focusOn, KitForm, type Objection } from "../elements/kit-form"
import { isMine, isOut, since, things, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { type Going, goingWhole, isCounted, linesOut } from "../elements/parts"
import { Photos, type Taken, withPhotos } from "../elements/photos"
import { type Place, PlacePick } from "../elements/place-pick"
import { PromisedNotice, promiseAgainst } from "../elements/promised"
import { useRecording } from "../elements/recording-form"
import { type Signing, SignOff, signedOff, UNSIGNED } from "../elements/sign-off"
import { calendarDate, dateWithin, ngettext, t } from "../text"

/** "week" is what the library lends for: a week where it says nothing. */
type Due = "today" | "tomorrow" | "week" | "picked" | "none"

interface Form {
  to: "me" | "partner"
  place: Place | null
  contact: string
  due: Due
  dueOn: CalendarDate
  going: Record<Id, Going>
  when: string
  note: string
  photos: Taken[]
  signing: Signing
}

const A_WEEK = 7
const BLANK: Form = {
  to: "me",
  place: null,
  contact: "",
  due: "week",
  dueOn: "",
  going: {},
  when: "",
  note: "",
  photos: [],
  signing: UNSIGNED,
}

export function TakeOut({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <TakeOutKit kit={kit} /> : <KitNotHere />
}

function TakeOutKit({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const draft = useDraft<Form>(`kit.checked_out ${kit.id}`, () => BLANK)
  const recording = useRecording(draft)
  const [asked, setAsked] = useState({ place: false, reason: false, parts: false })
  const { form, change } = draft
  const me = view.value.me
  const objection = objectionTo(kit, form, me?.id)
  const lines = linesOut(kit.parts, form.going)
  const to = receiver(form, me?.id)
  const dueOn = dueDate(form, now.value, loanDays(view.value.library))
  const promise = promiseAgainst(kit, to, dueOn, view.value, now.value)
  const isOdd = objection !== null || promise !== null
  const wantsReason = isOdd && form.note.trim() === ""

  const submit = () => {
    const missing = {
      place: form.to === "partner" && form.place === null,
      reason: wantsReason && !asked.reason,
      parts: lines === null,
    }
    if (missing.place || missing.reason || missing.parts) {
      setAsked({ ...missing, reason: missing.reason || asked.reason })
      focusOn(missing.place ? "place" : missing.parts ? "parts" : "note")
      return
    }
    if (!to || !lines) return
    void recording.record(
      {
        kind: "kit.checked_out",
        kit: kit.id,
        to,
        due_on: dueOn,
        parts: lines,
        note: form.note.trim() || null,
        draft: `kit.checked_out ${kit.id}`,
        ...withPhotos(form.photos),
        signed_off: form.to === "partner" ? signedOff(form.signing, view.value.terms) : null,
        ...momentSet(form.when),
      },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="take-out"
      title={t("Take it out")}
      kit={kit}
      lead={[whereIs(kit, view.value), since(kit.custody, now.value)].filter(Boolean).join(" ")}
      button={t("Record: taken out")}
      draft={draft}
      recording={recording}
      objection={objection}
      isReasonMissing={wantsReason && asked.reason}
      submit={submit}
    >
      <Pick
        legend={t("Who takes it?")}
        value={form.to}
        options={[
          { value: "me", label: t("I do") },
          { value: "partner", label: t("A partner’s place") },
        ]}
        onValue={(to) => change({ to })}
      />
      {form.to === "partner" && (
        <>
          <PlacePick
            value={form.place}
            onValue={(place) => change({ place })}
            wrong={asked.place && !form.place ? t("Choose the place that takes it.") : undefined}
          />
          <Line
            label={t("Who there, if it matters")}
            value={form.contact}
            maxLength={200}
            onValue={(contact) => change({ contact })}
            hint={t("A name or desk at work. Nothing private.")}
          />
        </>
      )}
      <DueBack draft={draft} now={now.value} days={loanDays(view.value.library)} />
      <PromisedNotice promise={promise} />
      {isOdd && <Reason draft={draft} isAsked={wantsReason && asked.reason} />}
      <Parts
        draft={draft}
        kit={kit}
        wrong={asked.parts && lines === null ? t("Nothing would go. Choose at least one part.") : undefined}
      />
      {form.to === "partner" && (
        <SignOff
          signing={form.signing}
          terms={view.value.terms}
          onSigning={(part) => change({ signing: { ...form.signing, ...part } })}
        />
      )}
      <Photos
        taken={form.photos}
        parts={kit.parts}
        likely={kit.parts.find(({ id }) => ["damaged", "attention"].includes(form.going[id]?.state ?? ""))?.id ?? null}
        onTaken={(photos) => change({ photos })}
      />
      <Disclosure
        summary={isOdd ? t("It was earlier") : t("A note, or it was earlier")}
        isOpen={form.when !== "" || (!isOdd && form.note !== "")}
      >
        {!isOdd && (
          <Line
            label={t("Note")}
            isLong
            value={form.note}
            onValue={(note) => change({ note })}
            hint={t("For the library. No names of people you serve.")}
          />
        )}
        <EarlierTime value={form.when} onValue={(when) => change({ when })} />
      </Disclosure>
    </KitForm>
  )
}

function Reason({ draft, isAsked }: { draft: Draft<Form>; isAsked: boolean }) {
  return (
    <Line
      label={t("What happened?")}
      id="note"
      isLong
      value={draft.form.note}
      onValue={(note) => draft.change({ note })}
      hint={t("A coordinator reads it to sort this out.")}
      wrong={isAsked ? t("A few words help. You can also record without them.") : undefined}
    />
  )
}

function DueBack({ draft: { form, change }, now, days }: { draft: Draft<Form>; now: Date; days: number }) {
  const date = dueDate(form, now, days)
  return (
    <>
      <Pick
        legend={date ? t("Back {day}", { day: dateWithin(date, now) }) : t("Back when?")}
        look="chips"
        value={form.due}
        options={[
          { value: "today", label: t("Today") },
          { value: "tomorrow", label: t("Tomorrow") },
          { value: "week", label: days === A_WEEK ? t("In a week") : ngettext("In {n} day", "In {n} days", days) },
          { value: "picked", label: t("Another day") },
          { value: "none", label: t("Not known") },
        ]}
        onValue={(due) => change({ due })}
      />
      {form.due === "picked" && (
        <Line
          label={t("The day it comes back")}
          type="date"
          value={form.dueOn}
          onValue={(dueOn) => change({ dueOn })}
        />
      )}
    </>
  )
}

function Parts({ draft, kit, wrong }: { draft: Draft<Form>; kit: KitView; wrong: string | undefined }) {
  const { form, change } = draft
  const changed = kit.parts.filter((part) => !isWhole(part, form.going[part.id])).length
  if (kit.parts.length === 0) return null
  const set = (part: Part, to: Partial<Going>) =>
    change({ going: { ...form.going, [part.id]: { ...goingWhole(part), ...form.going[part.id], ...to } } })
  return (
    <Disclosure
      id="parts"
      isOpen={changed > 0 || wrong !== undefined}
      summary={
        changed === 0
          ? t("{parts}, all go and are fine", { parts: things(kit.parts) })
          : t("{parts}, not all as usual", { parts: things(kit.parts) })
      }
    >
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <ul class="rows">
        {kit.parts.map((part) => (
          <li key={part.id} class="row tall part">
            {isCounted(part) ? (
              <CountedPart part={part} going={form.going[part.id] ?? goingWhole(part)} set={(to) => set(part, to)} />
            ) : (
              <TaggedPart part={part} going={form.going[part.id] ?? goingWhole(part)} set={(to) => set(part, to)} />
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

interface PartProps {
  part: Part
  going: Going
  set(to: Partial<Going>): void
}

function TaggedPart({ part, going, set }: PartProps) {
  return (
    <label class="choice">
      <span class="grow lines">
        <b dir="auto">{part.name}</b>
        {part.tag && <span class="small soft">{part.tag}</span>}
      </span>
      <select
        class="input"
        value={going.state}
        onChange={(event) => set({ state: event.currentTarget.value as Going["state"] })}
      >
        <option value="ok">{t("Fine")}</option>
        <option value="attention">{t("Needs care")}</option>
        <option value="damaged">{t("Damaged")}</option>
        <option value="missing">{t("Missing")}</option>
        <option value="stays">{t("Stays here")}</option>
      </select>
    </label>
  )
}

function CountedPart({ part, going, set }: PartProps) {
  const left = part.count - going.count
  return (
    <>
      <b dir="auto">{part.name}</b>
      <Count label={part.name} value={going.count} of={part.count} onValue={(count) => set({ count })} />
      {left > 0 && (
        <Pick
          legend={t("The other {n}", { n: left })}
          value={going.rest}
          options={[
            { value: "stays", label: t("Stay here") },
            { value: "missing", label: t("Missing"), tone: "need" },
          ]}
          onValue={(rest) => set({ rest })}
        />
      )}
    </>
  )
}

function isWhole(part: Part, going: Going | undefined): boolean {
  return going === undefined || (going.state === "ok" && going.count === part.count)
}

/** What the library would find odd. It is said and asked about, never forbidden. */
function objectionTo(kit: KitView, form: Form, me: Id | undefined): Objection | null {
  if (isOutOfService(kit))
    return {
      title: t("It is out of service"),
      text: t("If it is to go all the same, say why. A coordinator reads it."),
    }
  if (!isOut(kit.custody)) return null
  if (!isMine(kit, me))
    return {
      title: t("Somebody else has it, as far as this phone knows"),
      text: t("If you have it in your hands, record it all the same. A coordinator will sort it out."),
      instead: { label: t("It was handed over to me"), to: `kits/${kit.id}/hand` },
    }
  if (form.to === "partner")
    return {
      title: t("You carry it at present"),
      text: t("Record that it goes on to the partner. A coordinator will confirm that it was handed over."),
      instead: { label: t("Hand it over"), to: `kits/${kit.id}/hand` },
    }
  return null
}

function receiver(form: Form, me: Id | undefined): KitCheckedOut["to"] | null {
  if (form.to === "partner") return form.place && { ...form.place, contact: form.contact.trim() || null }
  return me === undefined ? null : { staff: me }
}

function loanDays(library: Library | null): number {
  return library?.loan_days ?? A_WEEK
}

function dueDate(form: Form, now: Date, loanDays: number): CalendarDate | null {
  const inDays = (days: number) => calendarDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days))
  switch (form.due) {
    case "today":
      return inDays(0)
    case "tomorrow":
      return inDays(1)
    case "week":
      return inDays(loanDays)
    case "picked":
      return form.dueOn || null
    case "none":
      return null
  }
}
