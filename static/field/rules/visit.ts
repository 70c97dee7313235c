/**
 * A visit after these facts, starting from what the library's row says.
 *
 * The same rule as the server's fold of a visit (`outreach_app/visits/rules.py`), for the few facts that the row does not
 * show yet. Pure.
 */

import type { Envelope, Id, VisitFinished, VisitRow, VisitStarted } from "../wire"
import { effectiveTime, inHistory } from "./history"

/** The row with the facts laid over it, in any order given; null where nobody planned, began or ended it. */
export function layOver(row: VisitRow | null, facts: Iterable<Envelope>): VisitRow | null {
  let visit = row
  for (const fact of inHistory(facts)) visit = STEPS[fact.kind]?.(visit ?? unplanned(fact), fact) ?? visit
  return visit
}

type Step = (visit: VisitRow, fact: Envelope) => VisitRow

const begin: Step = (visit, fact) => {
  const { site, trainers } = fact.payload as VisitStarted
  const at = effectiveTime(fact)
  const isFirst = visit.started_at === null || at < Date.parse(visit.started_at)
  const isOver = visit.finished_at !== null && Date.parse(visit.finished_at) >= at
  return {
    ...visit,
    on: visit.on ?? fact.local_date,
    site: isFirst ? (site ?? visit.site) : (visit.site ?? site),
    state: isOver ? "finished" : "started",
    people: together(visit.people, [...trainers, fact.author]),
    started_at: isFirst ? timeOf(at) : visit.started_at,
  }
}

const end: Step = (visit, fact) => {
  const { outcome } = fact.payload as VisitFinished
  const at = effectiveTime(fact)
  const people = together(visit.people, [fact.author])
  // An ending from before the one that the row tells of is history.
  if (visit.finished_at !== null && at < Date.parse(visit.finished_at)) return { ...visit, people }
  const isBegunAfter = visit.started_at !== null && at < Date.parse(visit.started_at)
  return {
    ...answered(visit),
    on: visit.on ?? fact.local_date,
    state: isBegunAfter ? visit.state : "finished",
    people,
    finished_at: timeOf(at),
    outcome,
  }
}

/** Whoever ends it anew has answered what the desk asked about it. */
function answered({ asked, ...visit }: VisitRow): VisitRow {
  return visit
}

const STEPS: Readonly<Record<string, Step>> = { "visit.started": begin, "visit.finished": end }

function unplanned({ subject }: Envelope): VisitRow {
  return {
    id: subject,
    on: null,
    site: null,
    starts_at: null,
    ends_at: null,
    zone: null,
    trainers: [],
    kits: [],
    holds: "",
    access: "",
    parking: "",
    power: "",
    wifi: "",
    contact: "",
    room_holds: null,
    called_off: false,
    state: "planned",
    people: [],
    started_at: null,
    finished_at: null,
    outcome: null,
    sessions: 0,
    attendance: 0,
    discrepancies: [],
  }
}

function together(people: readonly Id[], more: readonly (Id | null)[]): Id[] {
  return [...new Set([...people, ...more.filter((one) => one !== null)])].sort()
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString()
}
