/** Talks with a partner, as far as this phone knows: its own of the last weeks; and which of their next steps are open. */

import type { AnsweredFact, Id, PartnerContacted, View, WaitingFact } from "../core"

export interface Talk {
  id: Id
  told: PartnerContacted
  at: Date
  isWaiting: boolean
  /** Something is to be done next, and no later talk on this phone says that it is done. */
  isOpen: boolean
}

/** The latest first. */
export function talksWith(partner: Id, { waiting, answered, byId }: View): Talk[] {
  const now = (subject: Id): Id => byId.partners.get(subject)?.into ?? subject
  const facts: (WaitingFact | AnsweredFact)[] = [...waiting, ...answered]
  const mine = facts.filter(({ fact }) => fact.kind === "partner.contacted" && now(fact.subject) === partner)
  const done = new Set(mine.flatMap(({ fact }) => (fact.payload as PartnerContacted).done))
  return mine
    .map((one) => {
      const told = one.fact.payload as PartnerContacted
      const isOpen = told.next_on !== null && !done.has(one.id)
      return { id: one.id, told, at: new Date(one.fact.occurred_at), isWaiting: !("said" in one), isOpen }
    })
    .sort((one, other) => other.at.getTime() - one.at.getTime())
}
