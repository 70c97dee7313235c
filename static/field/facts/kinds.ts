/** The kinds of facts that this app records: which version, about what, and how the payload is made. Pure. */

import type { Id, KitCheckedIn, KitCheckedOut } from "../wire"
import { checkedIn, checkedOut } from "./kits"

/** What a screen says happened, by kind. */
export interface Happenings {
  "kit.checked_out": { kit: Id } & KitCheckedOut
  "kit.checked_in": { kit: Id } & KitCheckedIn
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
}
