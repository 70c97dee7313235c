/** The four questions on people's own phones: a code to hold up, and its address in letters. */

import type { Id, SessionView } from "../core"
import { useApp } from "../elements/app"
import { SessionNotHere, useSession } from "../elements/form-session"
import { Frame } from "../elements/frame"
import { Qr } from "../elements/qr"
import { sessionName } from "../elements/session-words"
import { t } from "../text"

export function SessionCode({ id }: { id: Id }) {
  const session = useSession(id)
  return session?.pulse_code ? <Shown session={session} code={session.pulse_code} /> : <SessionNotHere />
}

function Shown({ session, code }: { session: SessionView; code: string }) {
  const { view } = useApp()
  const address = `${location.origin}/q/${code}`
  return (
    <Frame
      title={t("Questions on their own phones")}
      up={{ to: `session/${session.id}`, label: sessionName(session, view.value) }}
    >
      <p class="lead">{t("Hold this up. Their camera opens four questions; no names, no account.")}</p>
      <Qr text={address} label={t("Code of the questions about this session")} />
      <p class="address" dir="ltr">
        {address.replace(/^https?:\/\//, "")}
      </p>
      <p class="small soft">
        {t("Their phones need a network for it. Where there is none, pass this phone round instead.")}
      </p>
    </Frame>
  )
}
