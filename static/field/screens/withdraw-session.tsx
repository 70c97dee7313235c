/** Taking a session back: it was not given, or stands here twice. It is kept, and counts no more. */

import { useState } from "preact/hooks"
import type { Id, SessionView } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { SessionNotHere, useSession } from "../elements/form-session"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { PersonWarning } from "../elements/person-warning"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { attendance, sessionName, sessionPlace, sessionTime } from "../elements/session-words"
import { settingOf } from "../rules/session"
import { momentWithin, t } from "../text"

export function WithdrawSession({ id }: { id: Id }) {
  const session = useSession(id)
  return session ? <Withdraw session={session} /> : <SessionNotHere />
}

function Withdraw({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  const key = `training_session.withdrawn ${session.id}`
  const draft = useDraft(key, () => ({ reason: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const reason = draft.form.reason.trim() || null

  const submit = async (event: Event) => {
    event.preventDefault()
    if (reason === null && !isAsked) {
      setAsked(true)
      requestAnimationFrame(() => document.getElementById("reason")?.focus())
      return
    }
    const { id, version, visit } = session
    await recording.record(
      {
        kind: "training_session.withdrawn",
        session: id,
        of: version,
        was: settingOf(session),
        reason,
        visit,
        draft: key,
      },
      `session/${id}`,
    )
  }

  return (
    <Frame
      title={t("Withdraw the session")}
      up={{ to: `session/${session.id}`, label: sessionName(session, view.value) }}
      footer={
        <>
          <button type="submit" form="withdraw-session" class="button need" aria-disabled={recording.isBusy}>
            {recording.isBusy
              ? t("Saving on this phone…")
              : isAsked && reason === null
                ? t("Withdraw without a reason")
                : t("Withdraw it")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="lead">
        {t("{where}. {when}. {who}.", {
          where: sessionPlace(session, view.value),
          when: sessionTime(session, now.value),
          who: attendance(session),
        })}
      </p>
      <p class="soft">{t("It is not counted any more. The library keeps what was recorded, and can see why.")}</p>
      {draft.isReady && (
        <form id="withdraw-session" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Line
            label={t("Why?")}
            id="reason"
            value={draft.form.reason}
            onValue={(typed) => draft.change({ reason: typed })}
            hint={t("Such as: it was called off, or a colleague logged it too.")}
            wrong={isAsked && reason === null ? t("A few words help. You can also do it without them.") : undefined}
          />
          <PersonWarning text={draft.form.reason} />
        </form>
      )}
    </Frame>
  )
}
