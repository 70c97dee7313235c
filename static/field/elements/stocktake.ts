/** What a stocktake has found so far, and the lines of the fact that come of it. Pure. */

import type { Id, KitCounted, Part } from "../core"
import type { Meaning } from "../rules/scanned"
import type { Tone } from "./scan-sound"

export interface Counting {
  /** How many of each part are found; a part that was not looked for yet is not in it. */
  found: Record<Id, number>
  /** Things of other kits. */
  unexpected: Id[]
  /** Codes that lead to no thing, as they were read. */
  unknown: string[]
}

export const NOTHING_YET: Counting = { found: {}, unexpected: [], unknown: [] }

/** After one more code was read in the kit `id`, which should have these parts. */
export function afterCode(
  counting: Counting,
  { id, parts }: { id: Id; parts: readonly Part[] },
  meaning: Meaning,
  code: string,
): { counting: Counting; tone: Tone } {
  if (meaning.kind === "kit" && meaning.kit === id) return { counting, tone: "again" }
  if (meaning.kind === "item") {
    const own = parts.find((part) => part.id === meaning.part)
    const isFound = own ? counting.found[own.id] === own.count : counting.unexpected.includes(meaning.part)
    if (isFound) return { counting, tone: "again" }
    if (own) return { counting: { ...counting, found: { ...counting.found, [own.id]: own.count } }, tone: "new" }
    return { counting: { ...counting, unexpected: [...counting.unexpected, meaning.part] }, tone: "unknown" }
  }
  if (counting.unknown.includes(code)) return { counting, tone: "again" }
  return { counting: { ...counting, unknown: [...counting.unknown, code] }, tone: "unknown" }
}

/** Parts that nobody looked for yet. */
export function left(counting: Counting, parts: readonly Part[]): Part[] {
  return parts.filter(({ id }) => counting.found[id] === undefined)
}

/** As the fact tells it; what was not looked for counts as not found. */
export function countedLines(counting: Counting, parts: readonly Part[]): Pick<KitCounted, "parts" | "codes"> {
  const own = parts.flatMap(({ id, count }) => {
    const found = counting.found[id] ?? 0
    return [
      ...(found > 0 ? [{ part: id, count: found, result: "found" as const }] : []),
      ...(found < count ? [{ part: id, count: count - found, result: "missing" as const }] : []),
    ]
  })
  const others = counting.unexpected.map((part) => ({ part, count: 1, result: "unexpected" as const }))
  return { parts: [...own, ...others], codes: counting.unknown.map((code) => ({ code })) }
}
