/** Something is amiss with a kit, or it was found: said by whoever sees it, whether they have it or not. It moves nothing. */

import { useState } from "preact/hooks"
import type { Id, KitProblem, KitView } from "../core"
import { useApp } from "../elements/app"
import { Disclosure } from "../elements/disclosure"
import { useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { useKit } from "../elements/form-kit"
import { Line, type Option, Pick } from "../elements/inputs"
import { focusOn, KitForm } from "../elements/kit-form"
import { whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { Photos, type Taken, withPhotos } from "../elements/photos"
import { useRecording } from "../elements/recording-form"
import { t } from "../text"

interface Form {
  what: KitProblem | null
  /** Empty for the whole kit. */
  part: Id
  words: string
  where: string
  when: string
  photos: Taken[]
}

const BLANK: Form = { what: null, part: "", words: "", where: "", when: "", photos: [] }

export function ReportProblem({ id, item }: { id: string; item: string | null }) {
  const kit = useKit(id)
  return kit ? <ReportOfKit kit={kit} item={item} /> : <KitNotHere />
}

function ReportOfKit({ kit, item }: { kit: KitView; item: string | null }) {
  const { view } = useApp()
  const key = `kit.problem_reported ${kit.id}`
  const draft = useDraft<Form>(key, () => ({ ...BLANK, part: kit.parts.find(({ id }) => id === item)?.id ?? "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const isUnclear = form.what === "other" && form.words.trim() === ""

  const submit = () => {
    if (form.what === null || isUnclear) {
      setAsked(true)
      focusOn(form.what === null ? "what" : "words")
      return
    }
    void recording.record(
      {
        kind: "kit.problem_reported",
        kit: kit.id,
        what: form.what,
        part: form.part || null,
        words: form.words.trim() || null,
        where: form.where.trim() || null,
        draft: key,
        ...withPhotos(form.photos),
        ...momentSet(form.when),
      },
      `kits/${kit.id}`,
    )
  }

  return (
    <KitForm
      id="report"
      title={t("Report a problem")}
      kit={kit}
      lead={`${whereIs(kit, view.value)}. ${t("Who has it stays as it is.")}`}
      button={t("Record it")}
      draft={draft}
      recording={recording}
      wrong={isAsked && form.what === null ? t("Choose what it is.") : undefined}
      submit={submit}
    >
      <Pick<KitProblem>
        id="what"
        legend={t("What is it?")}
        look="chips"
        value={form.what}
        options={problems()}
        onValue={(what) => change({ what })}
      />
      {kit.parts.length > 0 && (
        <div class="field">
          <label class="label" for="part">
            {t("Of what")}
          </label>
          <select
            class="input"
            id="part"
            value={form.part}
            onChange={(event) => change({ part: event.currentTarget.value })}
          >
            <option value="">{t("The whole kit")}</option>
            {kit.parts.map(({ id, name, tag }) => (
              <option key={id} value={id}>
                {[name, tag].filter(Boolean).join(" ")}
              </option>
            ))}
          </select>
        </div>
      )}
      <Photos
        taken={form.photos}
        parts={kit.parts}
        likely={form.part || null}
        onTaken={(photos) => change({ photos })}
      />
      <Line
        label={t("In a few words")}
        id="words"
        isLong
        value={form.words}
        onValue={(words) => change({ words })}
        hint={t("For the library. No names of people you serve.")}
        wrong={isAsked && isUnclear ? t("Say in a few words what it is.") : undefined}
      />
      <Line label={t("Where is it?")} value={form.where} onValue={(where) => change({ where })} />
      <Disclosure summary={t("It was earlier")} isOpen={form.when !== ""}>
        <EarlierTime value={form.when} onValue={(when) => change({ when })} />
      </Disclosure>
    </KitForm>
  )
}

function problems(): Option<KitProblem>[] {
  return [
    { value: "damaged", label: t("Something is damaged") },
    { value: "missing", label: t("Something is missing") },
    { value: "not_working", label: t("Something does not work") },
    { value: "found", label: t("I found it somewhere") },
    { value: "other", label: t("Something else") },
  ]
}
