/** A talk with a partner: how, what was said, what is to be done next and by when; and what was done that was agreed before. */

import { useState } from "preact/hooks"
import type { ContactWay, Id, SiteRow } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Line, Pick } from "../elements/inputs"
import { SiteNotHere } from "../elements/not-here"
import { PersonWarning } from "../elements/person-warning"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { talksWith } from "../elements/talks"
import { calendarDate, dateWithin, momentWithin, t } from "../text"

interface Form {
  way: ContactWay
  note: string
  step: string
  on: string
  done: readonly Id[]
  when: string
}

/** Time enough to do it, and soon enough to be remembered. */
const DAYS_TO_DO_IT = 7

export function Talk({ id }: { id: string }) {
  const { view } = useApp()
  const site = view.value.byId.sites.get(id)
  return site ? <TalkAt site={site} /> : <SiteNotHere />
}

function TalkAt({ site }: { site: SiteRow }) {
  const { view, now } = useApp()
  const key = `partner.contacted ${site.id}`
  const draft = useDraft<Form>(key, () => ({
    way: "in_person",
    note: "",
    step: "",
    on: calendarDate(new Date(now.value.getTime() + DAYS_TO_DO_IT * 86_400_000)),
    done: [],
    when: "",
  }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const open = talksWith(site.partner, view.value).filter((talk) => talk.isOpen)
  const step = form.step.trim()
  const isEmpty = form.note.trim() === "" && step === "" && form.done.length === 0
  const isDayMissing = step !== "" && form.on === ""

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isEmpty || isDayMissing) {
      setAsked(true)
      return
    }
    await recording.record(
      {
        kind: "partner.contacted",
        partner: site.partner,
        site: site.id,
        way: form.way,
        note: form.note.trim() || null,
        next_step: step || null,
        next_on: step ? form.on : null,
        done: [...form.done],
        draft: key,
        ...momentSet(form.when),
      },
      `sites/${site.id}`,
    )
  }

  return (
    <Frame
      title={t("A talk with the partner")}
      up={{ to: `sites/${site.id}`, label: site.name }}
      footer={
        <>
          <button type="submit" form="talk" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Record the talk")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">{t("With whoever runs the place, about the library’s work there.")}</p>
      {draft.isReady && (
        <form id="talk" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Pick
            legend={t("How?")}
            value={form.way}
            options={[
              { value: "in_person", label: t("In person") },
              { value: "phone", label: t("By phone") },
              { value: "email", label: t("By email") },
              { value: "other", label: t("Otherwise") },
            ]}
            onValue={(way) => change({ way })}
          />
          <Line
            label={t("What was it about?")}
            isLong
            value={form.note}
            onValue={(note) => change({ note })}
            hint={t("For the library. No names of people you serve.")}
            wrong={isAsked && isEmpty ? t("A few words, or what is to be done next.") : undefined}
          />
          <PersonWarning text={form.note} />
          {open.length > 0 && (
            <fieldset class="field">
              <legend class="label">{t("Done since then")}</legend>
              {open.map((talk) => (
                <label key={talk.id} class="check">
                  <input
                    type="checkbox"
                    checked={form.done.includes(talk.id)}
                    onChange={(event) =>
                      change({
                        done: event.currentTarget.checked
                          ? [...form.done, talk.id]
                          : form.done.filter((one) => one !== talk.id),
                      })
                    }
                  />
                  <span dir="auto">{talk.told.next_step}</span>
                </label>
              ))}
            </fieldset>
          )}
          <Line
            label={t("What is to be done next?")}
            value={form.step}
            maxLength={500}
            onValue={(value) => change({ step: value })}
            hint={t("Such as “bring Spanish flyers”. Leave it empty where nothing is.")}
          />
          <PersonWarning text={form.step} />
          {step !== "" && (
            <Line
              label={t("By when?")}
              type="date"
              value={form.on}
              onValue={(on) => change({ on })}
              hint={form.on === "" ? undefined : dateWithin(form.on, now.value)}
              wrong={isAsked && isDayMissing ? t("Choose a day, so that it is not forgotten.") : undefined}
            />
          )}
          <details class="disclosure" open={form.when !== ""}>
            <summary>
              <Icon name="chevron-right" />
              {t("It was earlier")}
            </summary>
            <EarlierTime value={form.when} onValue={(when) => change({ when })} />
          </details>
        </form>
      )}
    </Frame>
  )
}
