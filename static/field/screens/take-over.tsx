/** Taking a kit over whose holder showed the code of it: one tap. */

import type { KitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { BLANK, type Extra, HandoverExtra } from "../elements/handover-extra"
import { KitForm } from "../elements/kit-form"
import { isMine, staffName, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { Nowhere } from "../elements/nowhere"
import { useRecording } from "../elements/recording-form"
import { back } from "../elements/route"
import { FRESH_MS, type Handover, handoverIn } from "../rules/handover"
import { dateWithin, momentWithin, t } from "../text"

export function TakeOver({ id, asked }: { id: string; asked: string }) {
  const kit = useKit(id)
  const handover = handoverIn(`#${asked}`)
  if (!handover) return <Nowhere />
  return kit ? <TakeOverKit kit={kit} handover={handover} /> : <KitNotHere />
}

function TakeOverKit({ kit, handover }: { kit: KitView; handover: Handover }) {
  const { view, now } = useApp()
  const me = view.value.me?.id
  const key = `kit.handed_over ${kit.id} ${handover.id}`
  const draft = useDraft<Extra>(key, () => BLANK)
  const recording = useRecording(draft)
  const { form, change } = draft
  const giver = staffName(handover.giver, view.value)
  const isOwn = handover.giver === me

  const submit = () => {
    if (me === undefined) return
    if (isOwn) {
      back(`kits/${kit.id}`)
      return
    }
    const due = form.dueOn || handover.dueOn
    void recording.record(
      {
        kind: "kit.handed_over",
        kit: kit.id,
        handover: handover.id,
        giver: { staff: handover.giver },
        to: { staff: me },
        due_on: due,
        note: form.note.trim() || null,
        draft: key,
        ...momentSet(form.when),
      },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="take-over"
      title={t("{name} hands it over to you", { name: giver })}
      kit={kit}
      lead={t("{kit}: all that {name} has of it.", { kit: `${kit.code} ${kit.name}`, name: giver })}
      button={isOwn ? t("Back to the kit") : t("Record: I have it")}
      draft={draft}
      recording={recording}
      submit={submit}
    >
      <Odd kit={kit} handover={handover} giver={giver} />
      {handover.dueOn && <p>{t("It is due back {day}.", { day: dateWithin(handover.dueOn, now.value) })}</p>}
      <HandoverExtra form={form} change={change} />
    </KitForm>
  )
}

/** What a person should know before the tap; none of it is in the way. */
function Odd({ kit, handover, giver }: { kit: KitView; handover: Handover; giver: string }) {
  const { view, now } = useApp()
  const me = view.value.me?.id
  const { holder } = kit.custody
  if (handover.giver === me)
    return (
      <Notice tone="wait" title={t("This is the code of your own screen")}>
        <p>{t("It is for the phone of whoever takes the kit. There is nothing to record here.")}</p>
      </Notice>
    )
  if (isMine(kit, me))
    return (
      <Notice tone="plain" icon="info">
        <p>{t("This phone has it as yours already. Recording it once more does no harm.")}</p>
      </Notice>
    )
  if (now.value.getTime() - handover.shownAt > FRESH_MS)
    return (
      <Notice
        tone="wait"
        title={t("This code is from {when}", { when: momentWithin(new Date(handover.shownAt), now.value) })}
      >
        <p>{t("If you have the kit in your hands, record it all the same.")}</p>
      </Notice>
    )
  if (holder === null || !("staff" in holder) || holder.staff !== handover.giver)
    return (
      <Notice
        tone="plain"
        icon="info"
        title={t("{where}, as far as this phone knows", { where: whereIs(kit, view.value) })}
      >
        <p>{t("{name} may know more. If you have the kit in your hands, record it all the same.", { name: giver })}</p>
      </Notice>
    )
  return null
}
