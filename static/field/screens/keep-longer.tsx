/** Keeping a kit for longer: another day on which it is due back. */

import { useState } from "preact/hooks"
import type { CalendarDate, KitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { useKit } from "../elements/form-kit"
import { Line } from "../elements/inputs"
import { focusOn, KitForm } from "../elements/kit-form"
import { due, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { PromisedNotice, promiseAgainst } from "../elements/promised"
import { useRecording } from "../elements/recording-form"
import { t } from "../text"

interface Form {
  dueOn: CalendarDate
  note: string
}

const BLANK: Form = { dueOn: "", note: "" }

export function KeepLonger({ id }: { id: string }) {
  const kit = useKit(id)
  return kit ? <KeepKit kit={kit} /> : <KitNotHere />
}

function KeepKit({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const key = `kit.extended ${kit.id}`
  const draft = useDraft<Form>(key, () => BLANK)
  const recording = useRecording(draft)
  const [asked, setAsked] = useState(false)
  const { form, change } = draft

  const submit = () => {
    if (form.dueOn === "") {
      setAsked(true)
      focusOn("due")
      return
    }
    const told = { due_on: form.dueOn, note: form.note.trim() || null }
    void recording.record({ kind: "kit.extended", kit: kit.id, ...told, draft: key }, `kits/${kit.id}`)
  }

  return (
    <KitForm
      id="keep-longer"
      title={t("It stays longer")}
      kit={kit}
      lead={[whereIs(kit, view.value), due(kit.custody, now.value)].filter(Boolean).join(", ")}
      button={t("Record the new day")}
      draft={draft}
      recording={recording}
      submit={submit}
    >
      <Line
        label={t("The day it comes back")}
        id="due"
        type="date"
        value={form.dueOn}
        onValue={(dueOn) => change({ dueOn })}
        wrong={asked && form.dueOn === "" ? t("Choose the day.") : undefined}
      />
      <PromisedNotice promise={promiseAgainst(kit, kit.custody.holder, form.dueOn || null, view.value, now.value)} />
      <Line
        label={t("Note")}
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
      />
    </KitForm>
  )
}
