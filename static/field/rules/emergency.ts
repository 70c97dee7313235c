/** Whether there is an emergency, as the library told and this phone recorded since. Pure. */

import type { EmergencyDeclared, Envelope, LibraryEmergency } from "../wire"
import { effectiveTime, inHistory } from "./history"

/** The last one, which runs or is over; null where there never was one. */
export function lastEmergency(
  known: LibraryEmergency | undefined,
  facts: readonly { fact: Envelope }[] = [],
): LibraryEmergency | null {
  let last = known ?? null
  for (const fact of inHistory(facts.map((one) => one.fact))) {
    const { emergency: id, name, words } = fact.payload as EmergencyDeclared
    if (fact.kind === "emergency.declared") {
      const since = new Date(effectiveTime(fact)).toISOString()
      if (last === null || last.over) last = { id, name, words, since, over: false }
    } else if (last?.id === id) last = { ...last, over: true }
  }
  return last
}
