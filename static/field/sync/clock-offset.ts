/** How far the phone's clock is from the server's. Pure. */

export interface Measured {
  offsetMs: number
  rttMs: number
  measuredAt: number
}

const WORTH_KEEPING_MS = 60_000

/**
 * A measurement stays until a new one differs by over a minute, so that the
 * jitter of a slow network does not reorder what one phone recorded. One that
 * agrees only makes it fresh.
 */
export function measure(
  before: Measured | null,
  serverTime: string,
  { midpoint, rttMs }: { midpoint: number; rttMs: number },
): Measured | null {
  const offsetMs = Date.parse(serverTime) - midpoint
  if (Number.isNaN(offsetMs)) return before
  const measuredAt = midpoint
  const isNew = before === null || Math.abs(before.offsetMs - offsetMs) > WORTH_KEEPING_MS
  return isNew ? { offsetMs, rttMs, measuredAt } : { ...before, measuredAt }
}
