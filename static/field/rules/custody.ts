/**
 * Who holds a kit after these facts, starting from what the library's row says.
 *
 * The same rule as the server's fold of a kit (`outreach_app/kits/rules.py`),
 * for the few facts that the row does not show yet. Pure.
 */

import type {
  Custody,
  Envelope,
  Holder,
  KitCheckedIn,
  KitCheckedOut,
  KitExtended,
  KitHandedOver,
  KitRow,
  Receiver,
} from "../wire"
import { effectiveTime, inHistory } from "./history"

interface State extends Omit<Custody, "parts_out"> {
  /** Parts and counts that the holder has; null is the whole kit. */
  out: ReadonlyMap<string, number> | null
  /** What came back of a whole kit. */
  back: ReadonlyMap<string, number>
}

type Step = (state: State, fact: Envelope, at: number) => State

const NONE: ReadonlyMap<string, number> = new Map()

/** The custody of the kit's row with the facts laid over it, in any order given. */
export function layOver(
  { custody: row, parts }: Pick<KitRow, "custody" | "parts">,
  facts: Iterable<Envelope>,
): Custody {
  const { parts_out, ...rest } = row
  let state: State = { ...rest, out: new Map(parts_out.map(({ part, count }) => [part, count])), back: NONE }
  for (const fact of inHistory(facts)) {
    const at = effectiveTime(fact)
    // The row knows of something later: there this fact is history and changes nothing.
    const isPast = state.since !== null && at < Date.parse(state.since)
    if (!isPast) state = STEPS[fact.kind]?.(state, fact, at) ?? state
  }
  const { out, back, ...custody } = state
  const left = out ?? new Map(parts.map(({ id, count }) => [id, count - (back.get(id) ?? 0)]))
  const listed = [...left].filter(([, count]) => out !== null || count > 0)
  return { ...custody, parts_out: listed.map(([part, count]) => ({ part, count })) }
}

/** Which of the facts begin a loan: those by which the kit comes to another holder. */
export function loansAmong(
  kit: Pick<KitRow, "custody" | "parts">,
  facts: readonly Envelope[],
): (fact: Envelope) => boolean {
  const history = inHistory(facts)
  const began = history.filter((fact, at) => {
    if (fact.kind !== "kit.checked_out" && fact.kind !== "kit.handed_over") return false
    const { state, holder } = layOver(kit, history.slice(0, at))
    const { to } = fact.payload as KitCheckedOut | KitHandedOver
    return state !== "out" || holder === null || !isSame(holder, holderOf(to))
  })
  const ids = new Set(began.map(({ id }) => id))
  return ({ id }) => ids.has(id)
}

const checkOut: Step = (state, fact, at) => {
  const { to, due_on, parts } = fact.payload as KitCheckedOut
  const holder = holderOf(to)
  const out = parts.length === 0 ? null : new Map<string, number>()
  for (const { part, count, state: condition } of parts) {
    if (condition !== "missing") out?.set(part, (out.get(part) ?? 0) + count)
  }
  if (state.state === "out" && state.holder !== null && isSame(state.holder, holder)) {
    return { ...state, due_on, out: withMore(state.out, out) }
  }
  // Two people cannot hold one kit: the later has it in hand.
  return { state: "out", holder, since: timeOf(at), due_on, out, back: NONE }
}

const checkIn: Step = (state, fact, at) => {
  const { parts, rest_due_on } = fact.payload as KitCheckedIn
  if (state.state !== "out") return state
  const out = state.out && new Map(state.out)
  const back = new Map(state.back)
  for (const { part, count, result } of parts) {
    const left = (out?.get(part) ?? 0) - count
    if (left > 0) out?.set(part, left)
    else out?.delete(part)
    if (result !== "missing") back.set(part, (back.get(part) ?? 0) + count)
  }
  if (parts.length > 0 && out?.size !== 0) return { ...state, out, back, due_on: rest_due_on ?? state.due_on }
  return { state: "in_store", holder: null, since: timeOf(at), due_on: null, out: NONE, back: NONE }
}

/** All that the giver has goes to the taker; the other side of what is known already changes nothing more. */
const handOver: Step = (state, fact, at) => {
  const { to, due_on } = fact.payload as KitHandedOver
  const holder = holderOf(to)
  const due = { due_on: due_on ?? state.due_on }
  if (state.state !== "out") return { state: "out", holder, since: timeOf(at), ...due, out: null, back: NONE }
  if (state.holder !== null && isSame(state.holder, holder)) return { ...state, ...due }
  return { ...state, holder, since: timeOf(at), ...due }
}

const extend: Step = (state, fact) =>
  state.state === "out" ? { ...state, due_on: (fact.payload as KitExtended).due_on } : state

const STEPS: Record<string, Step> = {
  "kit.extended": extend,
  "kit.checked_out": checkOut,
  "kit.checked_in": checkIn,
  "kit.handed_over": handOver,
}

function holderOf(to: Receiver): Holder {
  return "staff" in to ? { staff: to.staff } : { partner: to.partner, site: to.site }
}

function isSame(one: Holder, other: Holder): boolean {
  if ("staff" in one) return "staff" in other && one.staff === other.staff
  return "partner" in other && one.partner === other.partner
}

function withMore(out: State["out"], more: State["out"]): State["out"] {
  if (out === null || more === null) return null
  const all = new Map(out)
  for (const [part, count] of more) all.set(part, Math.max(count, all.get(part) ?? 0))
  return all
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString()
}
