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
  note: string
  when: string
}

const BLANK: Form = { did: [], note: "", when: "" }
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
        parts: [],
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
          legend={t("With the whole kit")}
          value={form.did}
          options={WORKS.map((value) => ({ value, label: workWord(value) }))}
          onValue={(did) => change({ did })}
        />
      </div>
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
