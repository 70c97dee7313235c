/** How a kit is, or one of its parts: what needs attention, is damaged, lost, out of service, or fine again. */

import type { Condition, Id, KitCondition, KitView } from "../core"
import { useApp } from "../elements/app"
import { amissOf, conditionWord } from "../elements/care-words"
import { useDraft } from "../elements/draft"
import { useKit } from "../elements/form-kit"
import { Count, Line, Pick } from "../elements/inputs"
import { KitForm } from "../elements/kit-form"
import { whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { isCounted } from "../elements/parts"
import { useRecording } from "../elements/recording-form"
import { t } from "../text"

interface Form {
  /** Empty for the whole kit. */
  part: Id
  condition: Condition
  count: number
  note: string
}

const BLANK: Form = { part: "", condition: "attention", count: 1, note: "" }
const OF_A_KIT: readonly KitCondition[] = ["ok", "attention", "out_of_service"]
const OF_A_PART: readonly Condition[] = ["ok", "attention", "damaged", "out_of_service", "lost", "destroyed"]

export function NoteCondition({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <ConditionOf kit={kit} /> : <KitNotHere />
}

function ConditionOf({ kit }: { kit: KitView }) {
  const { view } = useApp()
  const key = `kit.condition_noted ${kit.id}`
  const draft = useDraft<Form>(key, () => BLANK)
  const recording = useRecording(draft)
  const { form, change } = draft
  const part = kit.parts.find(({ id }) => id === form.part)
  const words: readonly Condition[] = part ? OF_A_PART : OF_A_KIT
  const condition = words.includes(form.condition) ? form.condition : "attention"
  const count = part && isCounted(part) ? Math.min(form.count, part.count) : (part?.count ?? 1)

  const submit = () =>
    void recording.record(
      {
        kind: "kit.condition_noted",
        kit: kit.id,
        told: {
          kit: part ? null : (condition as KitCondition),
          parts: part ? [{ part: part.id, count, condition }] : [],
          note: form.note.trim() || null,
        },
        draft: key,
      },
      `kits/${kit.id}`,
    )

  return (
    <KitForm
      id="condition"
      title={t("How is it?")}
      kit={kit}
      lead={`${whereIs(kit, view.value)}.`}
      button={t("Record it")}
      draft={draft}
      recording={recording}
      submit={submit}
    >
      <div class="field">
        <label class="label" for="part">
          {t("Of what")}
        </label>
        <select
          id="part"
          class="input"
          value={form.part}
          onChange={(event) => change({ part: event.currentTarget.value, count: 1 })}
        >
          <option value="">{t("The whole kit")}</option>
          {kit.parts.map((one) => (
            <option key={one.id} value={one.id}>
              {[one.name, one.tag, amissOf(kit, one.id)].filter(Boolean).join(", ")}
            </option>
          ))}
        </select>
      </div>
      <Pick
        legend={t("How it is")}
        look="chips"
        value={condition}
        options={words.map((value) => ({ value, label: conditionWord(value) }))}
        onValue={(word) => change({ condition: word })}
      />
      {part && isCounted(part) && condition !== "ok" && (
        <div class="field">
          <span class="label">{t("How many of them?")}</span>
          <Count
            label={part.name}
            value={count}
            of={part.count}
            least={1}
            onValue={(many) => change({ count: many })}
          />
        </div>
      )}
      <Line
        label={t("What is it?")}
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
      />
    </KitForm>
  )
}
