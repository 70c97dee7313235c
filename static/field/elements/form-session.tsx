/** The session that a screen is about. It stays while the screen is open, also where rows made room for a fact on a full phone. */

import { useRef } from "preact/hooks"
import type { Id, SessionView } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { Frame } from "./frame"

export function useSession(id: Id): SessionView | undefined {
  const { view } = useApp()
  const known = useRef<SessionView | undefined>(undefined)
  known.current = view.value.byId.sessions.get(id) ?? known.current
  return known.current
}

export function SessionNotHere() {
  return (
    <Frame title={t("This session is not on this phone")} up={{ to: "sessions", label: t("Your sessions") }}>
      <p class="lead">
        {t("Phones hold your own sessions of the last 90 days. Older ones are safe with the library.")}
      </p>
    </Frame>
  )
}
