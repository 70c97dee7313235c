/** Which questions of the desk wait for an answer. Pure. */

import type { DiscrepancyAnswered, Envelope, Id, InquiryRow } from "../wire"

/** Those that no fact of this phone answers yet; the library takes them away once it has the answer. */
export function openAmong(
  inquiries: readonly InquiryRow[],
  laidOver: ReadonlyMap<Id, readonly { fact: Envelope }[]>,
): InquiryRow[] {
  return inquiries.filter(({ id, discrepancy }) => {
    const facts = laidOver.get(discrepancy) ?? []
    return !facts.some(({ fact }) => fact.kind === ANSWERED && (fact.payload as DiscrepancyAnswered).asked === id)
  })
}

const ANSWERED = "discrepancy.answered"
