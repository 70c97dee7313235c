/** What was done for a kit: charged, wiped, updated, inspected, repaired. Several at once, offline as everything. */

import { useState } from "preact/hooks"
import type { KitView, Work } from "../core"
import { useApp } from "../elements/app"
import { readinessOf, workWord } from "../elements/care-words"
import { Disclosure } from "../elements/disclosure"
import { useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { Line } from "../elements/inputs"
import { focusOn, KitForm } from "../elements/kit-form"
import { whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { useRecording } from "../elements/recording-form"
import { Several } from "../elements/several"
import { t } from "../text"

interface Form {
  did: Work[]
  /** None of them: the whole kit. */
  parts?: string[]
  note: string
  when: string
}

const BLANK: Form = { did: [], parts: [], note: "", when: "" }
const WORKS: readonly Work[] = ["charged", "wiped", "updated", "inspected", "repaired"]

export function Service({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <ServiceKit kit={kit} /> : <KitNotHere />
}

function ServiceKit({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const key = `kit.serviced ${kit.id}`
  const draft = useDraft<Form>(key, () => BLANK)
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  // A draft of before parts could be chosen has none; a part may be listed no more.
  const chosen = kit.parts.filter(({ id }) => form.parts?.includes(id)).map(({ id }) => id)
  const isNothing = form.did.length === 0

  const submit = () => {
    if (isNothing) {
      setAsked(true)
      focusOn("did")
      return
    }
    void recording.record(
      {
        kind: "kit.serviced",
        kit: kit.id,
        did: WORKS.filter((work) => form.did.includes(work)),
        parts: chosen,
        note: form.note.trim() || null,
        draft: key,
        ...momentSet(form.when),
      },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="service"
      title={t("What was done for it?")}
      kit={kit}
      lead={[`${whereIs(kit, view.value)}.`, ...readinessOf(kit, now.value)].join(" ")}
      button={t("Record it")}
      draft={draft}
      recording={recording}
      wrong={isAsked && isNothing ? t("Choose what was done.") : undefined}
      submit={submit}
    >
      <div id="did" tabIndex={-1}>
        <Several<Work>
          legend={chosen.length > 0 ? t("With what is chosen below") : t("With the whole kit")}
          value={form.did}
          options={WORKS.map((value) => ({ value, label: workWord(value) }))}
          onValue={(did) => change({ did })}
        />
      </div>
      {kit.parts.length > 0 && (
        <Disclosure summary={t("Only with some parts")} isOpen={chosen.length > 0}>
          <Several<string>
            legend={t("Choose none where the whole kit was seen to.")}
            value={chosen}
            options={kit.parts.map(({ id, name, tag }) => ({ value: id, label: tag ? `${name} ${tag}` : name }))}
            onValue={(parts) => change({ parts })}
          />
        </Disclosure>
      )}
      <Line
        label={t("Note")}
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
      />
      <Disclosure summary={t("It was earlier")} isOpen={form.when !== ""}>
        <EarlierTime value={form.when} onValue={(when) => change({ when })} />
      </Disclosure>
    </KitForm>
  )
}
