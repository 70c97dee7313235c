/** A visit that nobody planned: choose the place, tap once. */

import { useState } from "preact/hooks"
import type { Id, VisitView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { EarlierTime, momentSet } from "../elements/earlier-time"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Line } from "../elements/inputs"
import { Notice } from "../elements/notice"
import { PersonWarning } from "../elements/person-warning"
import { type Place, PlacePick } from "../elements/place-pick"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { href } from "../elements/route"
import { visitsAhead, whenIs } from "../elements/visit-words"
import { daysBetween, momentWithin, t } from "../text"

interface Form {
  place: Place | null
  isUnlisted: boolean
  note: string
  when: string
}

const DRAFT = "visit.started"

export function StartSomewhere({ site }: { site: Id | undefined }) {
  const { core, view, now } = useApp()
  const known = site === undefined ? undefined : view.value.byId.sites.get(site)
  const draft = useDraft<Form>(DRAFT, () => ({
    place: known ? { partner: known.partner, site: known.id } : null,
    isUnlisted: false,
    note: "",
    when: "",
  }))
  const recording = useRecording(draft)
  const [visit] = useState(() => core.newId())
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const planned = plannedToday(visitsAhead(view.value, now.value), form.place?.site ?? null, now.value)
  const isMissing = form.isUnlisted ? form.note.trim() === "" : form.place === null

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isMissing) {
      setAsked(true)
      return
    }
    await recording.record(
      {
        kind: "visit.started",
        visit,
        site: form.isUnlisted ? null : (form.place?.site ?? null),
        trainers: view.value.me ? [view.value.me.id] : [],
        note: form.note.trim() || null,
        draft: DRAFT,
        ...momentSet(form.when),
      },
      `visits/${visit}`,
    )
  }

  return (
    <Frame
      title={t("Start a visit")}
      up={known ? { to: `sites/${known.id}`, label: known.name } : { to: "today", label: t("Today") }}
      footer={
        <>
          <button type="submit" form="start" class="button" aria-disabled={recording.isBusy}>
            <Icon name="play" />
            {recording.isBusy ? t("Saving on this phone…") : t("Start visit")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">{t("For a visit that is not in your plan.")}</p>
      {draft.isReady && (
        <form id="start" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {!form.isUnlisted && (
            <PlacePick
              value={form.place}
              onValue={(place) => change({ place })}
              isSite
              none={t("No place fits. It may not be listed yet: see below.")}
              wrong={isAsked && isMissing ? t("Choose the place where you are.") : undefined}
            />
          )}
          {planned && (
            <Notice tone="plain" title={t("You have a visit planned here today")}>
              <p>
                <a href={href(`visits/${planned.id}`)}>{whenIs(planned, now.value)}</a>
              </p>
              <p class="small">{t("Start that one, so that the plan and what you record belong together.")}</p>
            </Notice>
          )}
          <label class="check field">
            <input
              type="checkbox"
              checked={form.isUnlisted}
              onChange={(event) => change({ isUnlisted: event.currentTarget.checked })}
            />
            {t("The place is not listed")}
          </label>
          <Line
            label={form.isUnlisted ? t("Where are you?") : t("Anything to say about it?")}
            value={form.note}
            onValue={(note) => change({ note })}
            hint={form.isUnlisted ? t("The place, as a coordinator would find it.") : undefined}
            wrong={
              isAsked && isMissing && form.isUnlisted
                ? t("A few words, so that the library can tell where.")
                : undefined
            }
          />
          {!form.isUnlisted && <PersonWarning text={form.note} />}
          <details class="disclosure" open={form.when !== ""}>
            <summary>
              <Icon name="chevron-right" />
              {t("It began earlier")}
            </summary>
            <EarlierTime value={form.when} onValue={(when) => change({ when })} />
          </details>
        </form>
      )}
    </Frame>
  )
}

function plannedToday(visits: readonly VisitView[], site: Id | null, now: Date): VisitView | undefined {
  return visits.find(
    (visit) =>
      site !== null &&
      visit.site === site &&
      visit.state === "planned" &&
      visit.starts_at !== null &&
      daysBetween(now, new Date(visit.starts_at)) === 0,
  )
}
