/**
 * How fit a kit is after these facts, starting from what the library's row says.
 *
 * The same rule as the server's (`outreach_app/kits/care/rules.py`), but for what a coordinator settled, which only the
 * row can tell. Pure.
 */

import type {
  Condition,
  Envelope,
  Id,
  KitCare,
  KitCheckedIn,
  KitCheckedOut,
  KitConditionNoted,
  KitRestocked,
  KitRow,
  KitServiced,
  Time,
  Work,
} from "../wire"
import { effectiveTime, inHistory } from "./history"

interface State {
  condition: KitCare["condition"]
  /** By part, then by condition. */
  amiss: Map<Id, Map<Condition, number>>
  /** Used up and not put in again; below nought where more was put in than was used up. */
  used: Map<Id, number>
  serviced: KitCare["serviced"]
  /** By part, then by work, the last time since the whole kit had it. */
  seenTo: Map<Id, Map<Work, Time>>
  loans: number
}

export const UNTOUCHED: KitCare = { condition: null, amiss: [], short: [], serviced: [], loans: 0 }
const GONE: readonly Condition[] = ["lost", "destroyed"]
const MENDED: readonly Condition[] = ["attention", "damaged", "out_of_service"]

/** The care of the kit's row with the facts laid over it, in any order given. `isLoan` tells which began a loan. */
export function layOver(
  { care = UNTOUCHED, parts }: Pick<KitRow, "care" | "parts">,
  facts: Iterable<Envelope>,
  isLoan: (fact: Envelope) => boolean,
): KitCare {
  const amiss: State["amiss"] = new Map()
  for (const { part, condition, count } of care.amiss) {
    amiss.set(part, (amiss.get(part) ?? new Map()).set(condition, count))
  }
  const used = new Map(care.short.map(({ part, count }) => [part, count - gone(amiss.get(part))]))
  for (const part of amiss.keys()) if (!used.has(part)) used.set(part, -gone(amiss.get(part)))
  const seenTo: State["seenTo"] = new Map()
  for (const { part, work, at } of care.seen_to ?? []) seenTo.set(part, (seenTo.get(part) ?? new Map()).set(work, at))
  const state: State = { condition: care.condition, amiss, used, serviced: care.serviced, seenTo, loans: care.loans }
  for (const fact of inHistory(facts)) {
    if (isLoan(fact)) state.loans += 1
    STEPS[fact.kind]?.(state, fact, parts)
  }
  return told(state)
}

const STEPS: Record<string, (state: State, fact: Envelope, parts: KitRow["parts"]) => void> = {
  "kit.checked_out": (state, fact, parts) => {
    const lines = (fact.payload as KitCheckedOut).parts
    for (const { id, count } of parts) {
      const seen = sum(lines.filter((line) => line.part === id && line.state !== "missing"))
      if (seen >= count) unmark(state, id, ["lost"])
    }
    for (const { part, count, state: condition } of lines) {
      if (condition === "missing") markMissing(state, part, count)
      else if (condition !== "ok") mark(state, part, condition, count)
    }
  },
  "kit.checked_in": (state, fact, parts) => {
    const lines = (fact.payload as KitCheckedIn).parts
    for (const { id, count } of parts) {
      const seen = sum(
        lines.filter(({ part, result }) => part === id && (result === "present" || result === "damaged")),
      )
      if (seen >= count) unmark(state, id, ["lost"])
    }
    for (const { part, count, result } of lines) {
      if (result === "damaged") mark(state, part, "damaged", count)
      if (result === "missing") mark(state, part, "lost", (state.amiss.get(part)?.get("lost") ?? 0) + count)
      if (result === "consumed") state.used.set(part, (state.used.get(part) ?? 0) + count)
    }
  },
  "kit.serviced": (state, fact) => {
    const { did, parts } = fact.payload as KitServiced
    const at = new Date(effectiveTime(fact)).toISOString()
    if (parts.length === 0) {
      const others = state.serviced.filter(({ work, at: before }) => !did.includes(work) || before > at)
      const now = [...new Set(did)].filter((work) => !others.some((one) => one.work === work))
      state.serviced = [...others, ...now.map((work) => ({ work, at, loans: state.loans }))]
      if (did.includes("repaired")) state.condition = null
      for (const works of state.seenTo.values()) {
        for (const work of did) if ((works.get(work) ?? at) <= at) works.delete(work)
      }
    }
    for (const part of parts) seeTo(state, part, did, at)
    if (did.includes("repaired")) {
      for (const part of parts.length > 0 ? parts : [...state.amiss.keys()]) unmark(state, part, MENDED)
    }
  },
  "kit.condition_noted": (state, fact) => {
    const { kit, parts } = fact.payload as KitConditionNoted
    if (kit !== null) state.condition = kit === "ok" ? null : kit
    for (const part of new Set(parts.map((line) => line.part))) {
      const bad = parts.filter((line) => line.part === part && line.condition !== "ok" && line.count > 0)
      state.amiss.delete(part)
      for (const { condition, count } of bad) mark(state, part, condition, count)
      trim(state, part)
      if (bad.length === 0) state.used.delete(part)
    }
  },
  "kit.restocked": (state, fact) => {
    for (const { part, count } of (fact.payload as KitRestocked).parts) {
      state.used.set(part, (state.used.get(part) ?? 0) - count)
      trim(state, part)
    }
  },
}

/** What a part had before the whole kit did says nothing of it. */
function seeTo({ seenTo, serviced }: State, part: Id, did: readonly Work[], at: Time): void {
  const works = seenTo.get(part) ?? new Map<Work, Time>()
  for (const work of did) {
    const later = [works.get(work), serviced.find((one) => one.work === work)?.at].some(
      (before) => before !== undefined && before > at,
    )
    if (!later) works.set(work, at)
  }
  seenTo.set(part, works)
}

function mark({ amiss }: State, part: Id, condition: Condition, count: number): void {
  const marks = amiss.get(part) ?? new Map<Condition, number>()
  if (count > (marks.get(condition) ?? 0)) marks.set(condition, count)
  if (marks.size > 0) amiss.set(part, marks)
}

/** What was missing before it went out is not missing once more. */
function markMissing(state: State, part: Id, count: number): void {
  if (!state.amiss.get(part)?.has("lost")) mark(state, part, "lost", count)
}

function unmark(state: State, part: Id, conditions: readonly Condition[]): void {
  const { amiss } = state
  const marks = amiss.get(part)
  if (marks === undefined) return
  for (const condition of conditions) marks.delete(condition)
  if (marks.size === 0) amiss.delete(part)
  trim(state, part)
}

/** More than fills the kit counts for nothing later. */
function trim({ amiss, used }: State, part: Id): void {
  used.set(part, Math.max(used.get(part) ?? 0, -gone(amiss.get(part))))
}

function told({ condition, amiss, used, serviced, seenTo, loans }: State): KitCare {
  const by = <Line>(lines: Line[], word: (line: Line) => string) =>
    lines.sort((one, other) => (word(one) < word(other) ? -1 : 1))
  const marks = [...amiss].flatMap(([part, of]) => [...of].map(([condition, count]) => ({ part, condition, count })))
  const lacking = [...new Set([...used.keys(), ...amiss.keys()])].map((part) => ({
    part,
    count: (used.get(part) ?? 0) + gone(amiss.get(part)),
  }))
  const seen_to = by(
    [...seenTo].flatMap(([part, works]) => [...works].map(([work, at]) => ({ part, work, at }))),
    ({ part, work }) => `${part} ${work}`,
  )
  return {
    ...(seen_to.length > 0 ? { seen_to } : {}),
    condition,
    amiss: by(marks, ({ part, condition }) => `${part} ${condition}`),
    short: by(
      lacking.filter(({ count }) => count > 0),
      ({ part }) => part,
    ),
    serviced: by([...serviced], ({ work }) => work),
    loans,
  }
}

function gone(marks: ReadonlyMap<Condition, number> | undefined): number {
  return GONE.reduce((sum, condition) => sum + (marks?.get(condition) ?? 0), 0)
}

function sum(lines: readonly { count: number }[]): number {
  return lines.reduce((all, { count }) => all + count, 0)
}
