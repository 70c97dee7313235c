/** When a fact counts as having happened, and which of two came first. Pure; the same rules as the server's. */

import type { Envelope } from "../wire"

const TRUSTED_OFFSET_MS = 10 * 60_000

/** Milliseconds since 1970: when it occurred, mended by the measured clock where the person set no time. */
export function effectiveTime({ occurred_at, recorded_at, clock }: Envelope): number {
  const occurred = Date.parse(occurred_at)
  const isMended =
    clock !== null && Math.abs(clock.offset_ms) <= TRUSTED_OFFSET_MS && occurred === Date.parse(recorded_at)
  return isMended ? occurred + clock.offset_ms : occurred
}

/** Facts in the order of a subject's history: effective time, device, seq, id. */
export function inHistory<Fact extends Envelope>(facts: Iterable<Fact>): Fact[] {
  return [...facts].sort(
    (one, other) =>
      effectiveTime(one) - effectiveTime(other) ||
      byBytes(one.device, other.device) ||
      one.seq - other.seq ||
      byBytes(one.id, other.id),
  )
}

/** Ids hold ASCII only, so comparing characters compares bytes. */
function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
