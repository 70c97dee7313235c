/** Whether the library's rows on this phone show a fact already. Pure. */

interface Answered {
  outcome: string
  at: number | null
  epoch: string
  /** The highest number of a replica begun when the answer came. */
  replica: number
}

interface Reading {
  n: number
  epoch: string
  upto: number
}

/**
 * A fact is laid over the rows while it waits, and after its answer until the
 * rows have reached the answer's place in the feed, or until a replica begun
 * after the answer is complete. What went to quarantine changes no row: the
 * server has it, and does not understand it yet.
 */
export function isLaidOver(answer: Answered | null, replica: Reading | null): boolean {
  if (answer === null) return true
  if (answer.outcome === "quarantined" || answer.at === null) return false
  if (replica === null) return true
  const isReached = replica.epoch === answer.epoch && replica.upto >= answer.at
  return !isReached && replica.n <= answer.replica
}
