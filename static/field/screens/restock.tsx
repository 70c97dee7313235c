/** Putting things into a kit for what was used up or lost. What is short is filled in. */

import { useState } from "preact/hooks"
import type { Id, KitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { useKit } from "../elements/form-kit"
import { Count, Line } from "../elements/inputs"
import { KitForm } from "../elements/kit-form"
import { whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { useRecording } from "../elements/recording-form"
import { t } from "../text"

interface Form {
  put: Record<Id, number>
  note: string
}

const BLANK: Form = { put: {}, note: "" }

export function Restock({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <RestockKit kit={kit} /> : <KitNotHere />
}

function RestockKit({ kit }: { kit: KitView }) {
  const { view } = useApp()
  const key = `kit.restocked ${kit.id}`
  const draft = useDraft<Form>(key, () => BLANK)
  const recording = useRecording(draft)
  // The list stands still while the person fills up, whatever the network brings meanwhile.
  const [short] = useState(() => new Map(kit.care?.short.map(({ part, count }) => [part, count])))
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const counted = kit.parts
    .filter(({ tag }) => tag === null)
    .sort((one, other) => (short.get(other.id) ?? 0) - (short.get(one.id) ?? 0))
  const putIn = (part: Id) => form.put[part] ?? short.get(part) ?? 0
  const lines = counted.map(({ id }) => ({ part: id, count: putIn(id) })).filter(({ count }) => count > 0)

  const submit = () => {
    if (lines.length === 0) {
      setAsked(true)
      return
    }
    void recording.record(
      { kind: "kit.restocked", kit: kit.id, parts: lines, note: form.note.trim() || null, draft: key },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="restock"
      title={t("What did you put in?")}
      kit={kit}
      lead={`${whereIs(kit, view.value)}.`}
      button={t("Record it")}
      draft={draft}
      recording={recording}
      wrong={isAsked && lines.length === 0 ? t("Nothing was put in. Choose how many of at least one part.") : undefined}
      submit={submit}
    >
      <section>
        <ul class="rows">
          {counted.map((part) => (
            <li key={part.id} class="row tall part">
              <div class="apart">
                <b dir="auto">{part.name}</b>
                {short.has(part.id) && (
                  <span class="small needs">{t("{n} short", { n: short.get(part.id) ?? 0 })}</span>
                )}
              </div>
              <Count
                label={part.name}
                value={putIn(part.id)}
                onValue={(count) => change({ put: { ...form.put, [part.id]: count } })}
              />
            </li>
          ))}
        </ul>
      </section>
      <Line label={t("Note")} value={form.note} onValue={(note) => change({ note })} />
    </KitForm>
  )
}
