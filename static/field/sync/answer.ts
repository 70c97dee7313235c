/** What an answer of the server says, checked as far as the phone relies on it. Pure. */

import type { KeptAnswer, KeptFact } from "../store/kept"
import type { Result, SyncAnswer } from "../wire"

const HELD: readonly string[] = ["stored", "duplicate", "flagged", "quarantined"]

/** False for something that no server of this protocol says; then nothing in it counts. */
export function isWhole(answer: SyncAnswer, sent: number): boolean {
  return (
    Array.isArray(answer.results) &&
    answer.results.length === sent &&
    Array.isArray(answer.changes) &&
    typeof answer.epoch === "string" &&
    typeof answer.upto === "number" &&
    (answer.cursor === null || typeof answer.cursor === "string") &&
    ["active", "draining", "revoked"].includes(answer.device)
  )
}

/** The facts that the server has, each beside what it said: by order, and by the hash of the very bytes. */
export function outcomes(
  sent: KeptFact[],
  results: Result[],
  answeredAt: number,
): { fact: KeptFact; answer: Omit<KeptAnswer, "epoch" | "replica"> }[] {
  return sent.flatMap((fact, i) => {
    const result = results[i]
    if (result === undefined || result.hash !== fact.hash || !HELD.includes(result.outcome)) return []
    const { outcome, reason, at, discrepancies } = result
    return { fact, answer: { outcome, reason, at, discrepancies, answeredAt } }
  })
}
