/** Every stack of flyers: the library's rows, those laid out on this phone, and the facts laid over both. Pure. */

import type { Envelope, Id, PlacementRow } from "../wire"
import { layOver } from "./stack"

export interface StackView extends PlacementRow {
  /** True where the library does not know yet what this phone recorded of it. */
  hasWaiting: boolean
}

export interface Stacks {
  /** Those that lie somewhere first, by where in words; then those that were removed. */
  list: StackView[]
  byId: ReadonlyMap<Id, StackView>
}

interface Laid {
  fact: Envelope
  isWaiting: boolean
}

const OF_STACKS = new Set(["flyer.placed", "flyer.restocked", "flyer.removed"])

/** Lists of rows alone, made once for a set of rows: most views have no fact of a stack to lay over them. */
const plain = new WeakMap<readonly PlacementRow[], Stacks>()

/** `laidOver` are the facts that the rows do not show yet, by what they are about. */
export function stacksOf(rows: readonly PlacementRow[], laidOver: ReadonlyMap<Id, readonly Laid[]>): Stacks {
  const told: [Id, Laid[]][] = []
  for (const [id, all] of laidOver) {
    const facts = all.filter(({ fact }) => OF_STACKS.has(fact.kind))
    if (facts.length > 0) told.push([id, facts])
  }
  const known = told.length === 0 ? plain.get(rows) : undefined
  if (known !== undefined) return known
  const byId = new Map<Id, StackView>(rows.map((row) => [row.id, { ...row, hasWaiting: false }]))
  for (const [id, facts] of told) {
    const stack = layOver(
      byId.get(id) ?? null,
      facts.map(({ fact }) => fact),
    )
    if (stack !== null) byId.set(id, { ...stack, hasWaiting: facts.some(({ isWaiting }) => isWaiting) })
  }
  const stacks = { list: inOrder([...byId.values()]), byId }
  if (told.length === 0) plain.set(rows, stacks)
  return stacks
}

function inOrder(list: StackView[]): StackView[] {
  if (list.length < 2) return list
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  return list.sort(
    (one, other) => Number(one.removed !== null) - Number(other.removed !== null) || compare(one.spot, other.spot),
  )
}
