/** Every visit of the phone's people: the library's rows, those begun on this phone, and the facts laid over both. Pure. */

import type { Envelope, Id, VisitRow } from "../wire"
import { inHistory } from "./history"
import { layOver } from "./visit"

export interface VisitView extends VisitRow {
  /** True where the library does not know yet what this phone recorded of it. */
  hasWaiting: boolean
}

export interface Visits {
  /** By when they begin. */
  list: VisitView[]
  byId: ReadonlyMap<Id, VisitView>
}

interface Laid {
  fact: Envelope
  isWaiting: boolean
}

/** `laidOver` are the facts that the rows do not show yet, by what they are about. */
export function visitsOf(rows: readonly VisitRow[], laidOver: ReadonlyMap<Id, readonly Laid[]>): Visits {
  const byId = new Map<Id, VisitView>(rows.map((row) => [row.id, { ...row, hasWaiting: false }]))
  for (const [id, all] of laidOver) {
    const facts = all.filter(({ fact }) => fact.kind.startsWith("visit."))
    if (facts.length === 0) continue
    const visit = layOver(byId.get(id) ?? null, inHistory(facts.map(({ fact }) => fact)))
    if (visit !== null) byId.set(id, { ...visit, hasWaiting: facts.some(({ isWaiting }) => isWaiting) })
  }
  const list = [...byId.values()].sort((one, other) => begins(one) - begins(other))
  return { list, byId }
}

function begins({ starts_at, started_at, finished_at }: VisitRow): number {
  return Date.parse(starts_at ?? started_at ?? finished_at ?? "") || 0
}
