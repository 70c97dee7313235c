/** What becomes of phones' clocks. */

import type { ClockFault } from "./scenario"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** By how much a clock jumps. */
export const STEPS = [-60 * MINUTE, -7 * MINUTE, 7 * MINUTE, 60 * MINUTE, 12 * 60 * MINUTE] as const

/** How far a clock is from the true time. */
export function offsetOf(becomes: Exclude<ClockFault, "stepping at noon">, now: number): number {
  switch (becomes) {
    case "right":
      return 0
    case "1970":
      return -now
    case "2099":
      return 73 * 365 * DAY
    case "hours off":
      return 12 * 60 * MINUTE
  }
}

/** Noon on the phones' calendar, which is six hours after that of Greenwich. */
export function nextNoon(after: number): number {
  const noon = Math.floor(after / DAY) * DAY + 18 * 60 * MINUTE
  return noon > after ? noon : noon + DAY
}
