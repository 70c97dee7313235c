/** How long to leave the server alone. Pure. */

const LEAST_MS = 2_000
/** No wait is longer, whoever asks for it: a proxy on the way may ask for a day. */
export const MOST_MS = 15 * 60_000

/** Full jitter: anything from two seconds to a limit that doubles with each failure in a row. */
export function backOffMs(failures: number, random: number): number {
  const limit = Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures, 30))
  return LEAST_MS + random * (limit - LEAST_MS)
}

export function askedMs(seconds: number): number {
  return Math.min(MOST_MS, seconds * 1000)
}

/** Whether a moment kept earlier still has to be waited for; one that lies too far off comes from another clock. */
export function isStillAhead(until: number | null, now: number): until is number {
  return until !== null && until > now && until - now <= MOST_MS
}
