/** What a form says of each part, and the lines of the fact that come of it. Pure. */

import type { Id, KitCheckedIn, KitCheckedOut, KitView, Part, PartResult, PartState } from "../core"
import { isOut } from "./kit-words"

/** Tagged things are seen one by one, the rest are counted. */
export function isCounted(part: Part): boolean {
  return part.tag === null && part.count > 1
}

// --- going out -------------------------------------------------------------

export interface Going {
  count: number
  state: PartState | "stays"
  /** What of the ones that do not go. */
  rest: "stays" | "missing"
}

export function goingWhole(part: Part): Going {
  return { count: part.count, state: "ok", rest: "stays" }
}

/**
 * The lines of a check-out, or null where nothing at all would go: an empty list means the whole
 * kit, so it must not come of a person who left everything behind.
 */
export function linesOut(parts: readonly Part[], going: Readonly<Record<Id, Going>>): KitCheckedOut["parts"] | null {
  const lines = parts.flatMap((part) => {
    const { count, state, rest } = going[part.id] ?? goingWhole(part)
    if (state === "stays") return []
    if (state === "missing") return [{ part: part.id, count: part.count, state }]
    const left = part.count - count
    return [
      ...(count > 0 ? [{ part: part.id, count, state }] : []),
      ...(left > 0 && rest === "missing" ? [{ part: part.id, count: left, state: "missing" as const }] : []),
    ]
  })
  return lines.length === 0 && parts.length > 0 ? null : lines
}

// --- coming back -----------------------------------------------------------

export interface Coming {
  /** How many are here and fine. */
  here: number
  /** What of the others; `out` stays with its holder. */
  rest: Exclude<PartResult, "present"> | "out"
  note: string
}

/** What is expected back: what is out, or all of the kit where nothing is known to be out. */
export function expected(kit: KitView): Part[] {
  if (!isOut(kit.custody) || kit.custody.parts_out.length === 0) return kit.parts
  const known = new Map(kit.parts.map((part) => [part.id, part]))
  return kit.custody.parts_out
    .filter((line) => line.count > 0)
    .map(({ part, count }) => ({ ...(known.get(part) ?? { id: part, name: "", tag: null }), count }))
}

export function comingWhole(part: Part): Coming {
  return { here: part.count, rest: "missing", note: "" }
}

/** The lines of a check-in, or null where nothing came back. */
export function linesIn(
  kit: KitView,
  parts: readonly Part[],
  coming: Readonly<Record<Id, Coming>>,
): KitCheckedIn["parts"] | null {
  const each = parts.map((part) => ({ part, told: coming[part.id] ?? comingWhole(part) }))
  const isWhole = each.every(({ part, told }) => told.here === part.count)
  // Nobody listed what went out, so a list could not tell that all of it is back; an empty one does.
  if (isWhole && isOut(kit.custody) && kit.custody.parts_out.length === 0) return []
  const lines = each.flatMap(({ part, told }) => {
    const note = told.note.trim() || null
    const others = part.count - told.here
    return [
      ...(told.here > 0 ? [{ part: part.id, count: told.here, result: "present" as const, note: null }] : []),
      ...(others > 0 && told.rest !== "out" ? [{ part: part.id, count: others, result: told.rest, note }] : []),
    ]
  })
  return lines.length === 0 && parts.length > 0 ? null : lines
}

export interface Tally {
  here: number
  missing: number
  damaged: number
  consumed: number
  out: number
}

export function tally(parts: readonly Part[], coming: Readonly<Record<Id, Coming>>): Tally {
  const sum: Tally = { here: 0, missing: 0, damaged: 0, consumed: 0, out: 0 }
  for (const part of parts) {
    const { here, rest } = coming[part.id] ?? comingWhole(part)
    sum.here += here
    sum[rest] += part.count - here
  }
  return sum
}
