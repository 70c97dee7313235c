/** Putting a session right: the same form, and only what is made another is told. */

import { useState } from "preact/hooks"
import type { Envelope, Id, SessionAmended, SessionLogged, SessionView, View } from "../core"
import { useApp } from "../elements/app"
import { type Draft, useDraft } from "../elements/draft"
import { SessionNotHere, useSession } from "../elements/form-session"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { PersonWarning } from "../elements/person-warning"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { SaidByTheDesk } from "../elements/session-comments"
import { focusOnMissing, type Missing, NOTHING_MISSING, SessionFields } from "../elements/session-fields"
import { sessionName, sessionTime } from "../elements/session-words"
import { zone } from "../elements/zone"
import { changesBetween, settingOf } from "../rules/session"
import { formOf, type SessionForm, toldAgain } from "../rules/session-form"
import { momentWithin, t } from "../text"

interface Form extends SessionForm {
  reason: string
}

export function AmendSession({ id }: { id: Id }) {
  const session = useSession(id)
  return session ? <Amend session={session} /> : <SessionNotHere />
}

function Amend({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  // What the person saw when they began: what comes in meanwhile is not theirs to have overwritten.
  const [seen] = useState(session)
  const [notes] = useState(() => notesHere(view.value, session.id))
  const key = `training_session.amended ${session.id}`
  const draft = useDraft<Form>(key, () => ({ ...formOf(seen, zone(), notes ?? ""), reason: "" }))
  const recording = useRecording(draft)
  const [missing, setMissing] = useState<Missing>(NOTHING_MISSING)
  const [isNothing, setNothing] = useState(false)
  const { form, change } = draft

  const submit = async (event: Event) => {
    event.preventDefault()
    const told = toldAgain(form, seen, zone())
    if (!told) {
      const lacks = { audience: form.audience === null, from: form.from === "", count: false }
      setMissing(lacks)
      focusOnMissing(lacks)
      return
    }
    const changes = {
      ...changesBetween(seen, told),
      ...(told.notes === (notes?.trim() || null) ? {} : { notes: told.notes }),
    }
    const reason = form.reason.trim() || null
    if (Object.keys(changes).length === 0 && reason === null) {
      setNothing(true)
      return
    }
    await recording.record(
      {
        kind: "training_session.amended",
        session: seen.id,
        of: seen.version,
        was: settingOf(seen),
        changes,
        reason,
        visit: seen.visit,
        draft: key,
      },
      `session/${seen.id}`,
    )
  }

  return (
    <Frame
      title={t("Change the session")}
      up={{ to: `session/${session.id}`, label: sessionName(session, view.value) }}
      footer={
        <>
          {isNothing && (
            <p class="wrong" role="alert">
              {t("Nothing is changed yet. If all is right as it is, say so in a few words.")}
            </p>
          )}
          <button type="submit" form="amend-session" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Save the change")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">{sessionTime(session, now.value)}</p>
      {draft.isReady && (
        <form id="amend-session" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <SaidByTheDesk session={session} />
          <Line
            label={t("Why is it changed?")}
            value={form.reason}
            onValue={(reason) => {
              setNothing(false)
              change({ reason })
            }}
            hint={t("A few words for the library, such as: counted again.")}
          />
          <PersonWarning text={form.reason} />
          <SessionFields
            draft={draft as unknown as Draft<SessionForm>}
            missing={missing}
            canBegin={false}
            notesHint={
              notes === null
                ? t("What was noted before stays with the library. What you write here takes its place.")
                : t("For the library. No names of people you serve.")
            }
          />
        </form>
      )}
    </Frame>
  )
}

/** The notes as this phone's own facts have them; null where it does not know them. */
function notesHere({ waiting, answered }: View, id: Id): string | null {
  const facts: Envelope[] = [...waiting.map(({ fact }) => fact).reverse(), ...answered.map(({ fact }) => fact)]
  for (const { subject, kind, payload } of facts) {
    if (subject !== id) continue
    if (kind === "training_session.logged") return (payload as SessionLogged).notes ?? ""
    const changed = kind === "training_session.amended" ? (payload as SessionAmended).changes.notes : undefined
    if (changed !== undefined) return changed ?? ""
  }
  return null
}
