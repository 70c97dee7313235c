/** What happened to a session, as one line. */

import type { Envelope, SessionLogged, View } from "../core"
import { t } from "../text"
import { sessionName, sessionPlace } from "./session-words"

/** "Logged Class: Using email at Harbor House", as one line. */
export function sessionHappened(fact: Envelope, view: View): string {
  const told = fact.kind === "training_session.logged" ? (fact.payload as SessionLogged) : undefined
  const session = told ?? view.byId.sessions.get(fact.subject)
  const what = session ? sessionName(session, view) : t("a session")
  switch (fact.kind) {
    case "training_session.logged":
      return session && session.site !== null
        ? t("Logged {what} at {place}", { what, place: sessionPlace(session, view) })
        : t("Logged {what}", { what })
    case "training_session.amended":
      return t("Changed {what}", { what })
    case "training_session.withdrawn":
      return t("Withdrew {what}", { what })
    default:
      // What was said is nobody's to read here.
      return t("Somebody said what they think of {what}", { what })
  }
}
