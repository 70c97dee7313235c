/** Handing a kit over without coming back: to a colleague, whose phone may read the code here, or to a partner's place. */

import { useState } from "preact/hooks"
import type { Id, KitHandedOver, KitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { BLANK, type Extra, HandoverExtra } from "../elements/handover-extra"
import { Line, Pick } from "../elements/inputs"
import { focusOn, KitForm } from "../elements/kit-form"
import { isMine, isOut, since, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { type Place, PlacePick } from "../elements/place-pick"
import { PromisedNotice, promiseAgainst } from "../elements/promised"
import { Qr } from "../elements/qr"
import { useRecording } from "../elements/recording-form"
import { type Signing, SignOff, signedOff, UNSIGNED } from "../elements/sign-off"
import { asFragment } from "../rules/handover"
import { t } from "../text"

interface Form extends Extra {
  /** Under which the taker's phone tells of it too. */
  handover: Id
  to: "me" | "colleague" | "partner"
  staff: Id
  place: Place | null
  contact: string
  signing: Signing
}

export function HandOver({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <HandOverKit kit={kit} /> : <KitNotHere />
}

function HandOverKit({ kit }: { kit: KitView }) {
  const { core, view, now } = useApp()
  const me = view.value.me?.id
  const isHeldByMe = isMine(kit, me)
  const key = `kit.handed_over ${kit.id}`
  const draft = useDraft<Form>(key, () => ({
    ...BLANK,
    handover: core.newId(),
    to: isHeldByMe || !isOut(kit.custody) ? "colleague" : "me",
    staff: "",
    place: null,
    contact: "",
    signing: UNSIGNED,
  }))
  const recording = useRecording(draft)
  const [asked, setAsked] = useState(false)
  const { form, change } = draft
  const giver = kit.custody.holder ?? (me === undefined ? null : { staff: me })
  const to = receiver(form, me)

  const submit = () => {
    if (!to || !giver) {
      setAsked(true)
      focusOn(form.to === "partner" ? "place" : "colleague")
      return
    }
    const { handover, dueOn, note, when } = form
    const signed_off = form.to === "partner" ? signedOff(form.signing, view.value.terms) : null
    const told = { handover, giver, to, due_on: dueOn || null, note: note.trim() || null, signed_off }
    void recording.record(
      { kind: "kit.handed_over", kit: kit.id, ...told, draft: key, ...momentSet(when) },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="hand-over"
      title={isHeldByMe ? t("Hand it over") : t("It goes on to somebody else")}
      kit={kit}
      lead={[whereIs(kit, view.value), since(kit.custody, now.value)].filter(Boolean).join(" ")}
      button={form.to === "me" ? t("Record: I have it") : t("Record: handed over")}
      draft={draft}
      recording={recording}
      submit={submit}
    >
      {!isOut(kit.custody) && (
        <Notice tone="wait" title={t("In store, as far as this phone knows")}>
          <p>{t("If you had it in your hands, record it all the same. It settles itself when the rest is known.")}</p>
        </Notice>
      )}
      <Pick
        legend={t("Who takes it?")}
        value={form.to}
        options={[
          ...(isHeldByMe ? [] : [{ value: "me" as const, label: t("I do") }]),
          { value: "colleague", label: t("A colleague") },
          { value: "partner", label: t("A partner’s place") },
        ]}
        onValue={(to) => {
          setAsked(false)
          change({ to })
        }}
      />
      {form.to === "colleague" && isHeldByMe && kit.door && me !== undefined && (
        <ForTheirCamera kit={kit} door={kit.door} handover={form.handover} giver={me} dueOn={form.dueOn} />
      )}
      {form.to === "colleague" && (
        <Colleague value={form.staff} isAsked={asked && !to} onValue={(staff) => change({ staff })} />
      )}
      {form.to === "partner" && (
        <>
          <PlacePick
            value={form.place}
            onValue={(place) => change({ place })}
            wrong={asked && !form.place ? t("Choose the place that takes it.") : undefined}
          />
          <Line
            label={t("Who there, if it matters")}
            value={form.contact}
            maxLength={200}
            onValue={(contact) => change({ contact })}
            hint={t("A name or desk at work. Nothing private.")}
          />
          <SignOff
            signing={form.signing}
            terms={view.value.terms}
            onSigning={(part) => change({ signing: { ...form.signing, ...part } })}
          />
        </>
      )}
      <PromisedNotice promise={promiseAgainst(kit, to, form.dueOn || kit.custody.due_on, view.value, now.value)} />
      <HandoverExtra form={form} change={change} />
    </KitForm>
  )
}

/** What the colleague's phone reads; both then tell of one hand-over. */
function ForTheirCamera(props: { kit: KitView; door: string; handover: Id; giver: Id; dueOn: string }) {
  const { now } = useApp()
  const [shownAt] = useState(() => now.value.getTime())
  const { kit, door, handover, giver } = props
  const told = asFragment({ id: handover, giver, shownAt, dueOn: props.dueOn || kit.custody.due_on })
  return (
    <section class="field">
      <Qr text={`${location.origin}/q/${door}${told}`} label={t("Code of this hand-over")} />
      <p class="small soft">
        {t(
          "They scan it with this app and record that they have it. You may record it here too; both make one hand-over.",
        )}
      </p>
    </section>
  )
}

function Colleague({ value, isAsked, onValue }: { value: Id; isAsked: boolean; onValue(staff: Id): void }) {
  const { view } = useApp()
  const others = view.value.staff.filter(({ id, active }) => active && id !== view.value.me?.id)
  return (
    <div class="field">
      <label class="label" for="colleague">
        {t("Which colleague?")}
      </label>
      <select
        class="input"
        id="colleague"
        value={value}
        aria-invalid={isAsked ? true : undefined}
        aria-describedby={isAsked ? "colleague-wrong" : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        <option value="">{t("Choose…")}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {isAsked && (
        <p class="wrong" id="colleague-wrong" role="alert">
          {t("Choose who takes it.")}
        </p>
      )}
    </div>
  )
}

function receiver({ to, staff, place, contact }: Form, me: Id | undefined): KitHandedOver["to"] | null {
  switch (to) {
    case "me":
      return me === undefined ? null : { staff: me }
    case "colleague":
      return staff === "" ? null : { staff }
    case "partner":
      return place && { ...place, contact: contact.trim() || null }
  }
}
