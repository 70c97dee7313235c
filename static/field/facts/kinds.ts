/** The kinds of facts that this app records: which version, about what, and how the payload is made. Pure. */

import type {
  Id,
  KitCheckedIn,
  KitCheckedOut,
  OutcomeAnswered,
  SessionAmended,
  SessionLogged,
  SessionWithdrawn,
} from "../wire"
import { checkedIn, checkedOut } from "./kits"
import { amended, answered, logged, withdrawn } from "./sessions"

/** What a screen says happened, by kind. */
export interface Happenings {
  "kit.checked_out": { kit: Id } & KitCheckedOut
  "kit.checked_in": { kit: Id } & KitCheckedIn
  /** A session has a kind of its own, so what is told of it stands apart. */
  "training_session.logged": { session: Id; told: SessionLogged }
  "training_session.amended": { session: Id } & SessionAmended
  "training_session.withdrawn": { session: Id } & SessionWithdrawn
  "outcome.answered": { session: Id } & OutcomeAnswered
}

export type KindName = keyof Happenings

interface Kind<Happening> {
  v: number
  subject(happening: Happening): Id
  payload(happening: Happening): unknown
}

export const KINDS: { [Name in KindName]: Kind<Happenings[Name]> } = {
  "kit.checked_out": { v: 1, subject: ({ kit }) => kit, payload: checkedOut },
  "kit.checked_in": { v: 1, subject: ({ kit }) => kit, payload: checkedIn },
  "training_session.logged": { v: 1, subject: ({ session }) => session, payload: ({ told }) => logged(told) },
  "training_session.amended": { v: 1, subject: ({ session }) => session, payload: amended },
  "training_session.withdrawn": { v: 1, subject: ({ session }) => session, payload: withdrawn },
  "outcome.answered": { v: 1, subject: ({ session }) => session, payload: answered },
}
