/** Logging a session: one minute, with no network. What mostly stays the same is filled in already. */

import { useState } from "preact/hooks"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { Frame } from "../elements/frame"
import { isMine } from "../elements/kit-words"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { focusOnMissing, type Missing, NOTHING_MISSING, SessionFields } from "../elements/session-fields"
import { sessionPlace } from "../elements/session-words"
import { whereTo } from "../elements/visit-words"
import { zone } from "../elements/zone"
import { againForm, blankForm } from "../rules/session-defaults"
import { ended, formOf, type SessionForm, toldOf } from "../rules/session-form"
import { calendarDate, momentWithin, t } from "../text"

/** `asked`: the visit it belongs to, the place it was at, or the session that it is the next one of. */
export function LogSession({ asked }: { asked: URLSearchParams }) {
  const { view, now, core } = useApp()
  const visit = view.value.visits.find(({ id }) => id === asked.get("visit")) ?? null
  const before = view.value.byId.sessions.get(asked.get("after") ?? "")
  const key = `training_session.logged ${before ? `after ${before.id}` : (visit?.id ?? "")}`
  const draft = useDraft<SessionForm>(
    key,
    () => {
      const known = { session: core.newId(), now: now.value.getTime(), zone: zone() }
      if (before) return againForm(before, formOf(before, known.zone, ""), known)
      return blankForm({
        ...known,
        me: view.value.me?.id ?? null,
        visit,
        site: asked.get("site"),
        sessions: view.value.sessions,
        topics: view.value.topics,
        held: view.value.kits.filter((kit) => isMine(kit, view.value.me?.id)).map(({ id }) => id),
        languages: view.value.library?.languages ?? [],
      })
    },
    ({ begun }) => begun !== null,
  )
  const recording = useRecording(draft)
  const [missing, setMissing] = useState<Missing>(NOTHING_MISSING)
  const { form } = draft
  const isUncounted = form.attendance_in_person === null && form.attendance_virtual === null

  const submit = async (event: Event) => {
    event.preventDefault()
    const over = ended(form, now.value.getTime(), zone())
    const told = toldOf(over, zone())
    const lacks = { audience: form.audience === null, from: form.from === "", count: isUncounted && !missing.count }
    if (!told || lacks.count) {
      setMissing({ ...lacks, count: isUncounted })
      focusOnMissing(lacks)
      return
    }
    await recording.record(
      {
        kind: "training_session.logged",
        session: form.session,
        told,
        draft: key,
        // Where no visit is named, the one that fits is.
        ...(form.visit === null ? {} : { visit: form.visit }),
        // Typed in later than the day it was: it happened then.
        ...(told.on < calendarDate(now.value) ? { occurredAt: new Date(told.ends_at ?? told.starts_at) } : {}),
      },
      `session/${form.session}`,
    )
  }

  return (
    <Frame
      title={before ? t("Log the next one") : t("Log a session")}
      up={
        before
          ? { to: `session/${before.id}`, label: t("The session before") }
          : visit
            ? { to: `visits/${visit.id}`, label: whereTo(visit, view.value) }
            : { to: "today", label: t("Today") }
      }
      footer={
        <>
          <button type="submit" form="log-session" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy
              ? t("Saving on this phone…")
              : form.begun !== null
                ? t("End it and save")
                : missing.count && isUncounted
                  ? t("Save without a number")
                  : t("Save session")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      {(before || visit) && <p class="soft lead">{sessionPlace(form, view.value)}</p>}
      {draft.isReady && (
        <form id="log-session" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <SessionFields
            draft={draft}
            missing={{ ...missing, count: missing.count && isUncounted }}
            canBegin={!before}
            notesHint={t("For the library. No names of people you serve.")}
          />
        </form>
      )}
    </Frame>
  )
}
