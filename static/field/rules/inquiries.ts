/** Which questions of the desk wait for an answer. Pure. */

import type { DiscrepancyAnswered, Envelope, HandInAmended, HandInRow, Id, InquiryRow } from "../wire"

type LaidOver = ReadonlyMap<Id, readonly { fact: Envelope }[]>

/** Those that no fact of this phone answers yet; the library takes them away once it has the answer. */
export function openAmong(inquiries: readonly InquiryRow[], laidOver: LaidOver): InquiryRow[] {
  return inquiries.filter(
    ({ id, discrepancy }) =>
      !says<DiscrepancyAnswered>(laidOver, discrepancy, "discrepancy.answered", ({ asked }) => asked === id),
  )
}

/** The hand-ins that came back, but for those of which this phone tells another version. */
export function returnedAmong(handIns: readonly HandInRow[], laidOver: LaidOver): HandInRow[] {
  return handIns.filter(
    ({ id, version }) => !says<HandInAmended>(laidOver, id, "hand_in.amended", ({ of }) => of === version),
  )
}

function says<Payload>(laidOver: LaidOver, subject: Id, kind: string, isIt: (payload: Payload) => boolean): boolean {
  return (laidOver.get(subject) ?? []).some(({ fact }) => fact.kind === kind && isIt(fact.payload as Payload))
}
