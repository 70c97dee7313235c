/**
 * Which visit something belongs to that was recorded without naming one. Pure.
 *
 * It is only said where it is plain: what fits no visit stays alone, and nobody has to sort it out.
 */

import type { CalendarDate, Id, VisitRow } from "../wire"

/** As long as a visit lasts at most; what was never finished runs no longer (`LONGEST_US` of the server's rules). */
const LONGEST_MS = 16 * 3_600_000

export interface Happened {
  who: Id | null
  at: number
  /** The date of a moment on the phone's calendar. */
  dateOf(moment: number): CalendarDate
  site: Id | null
  kit: Id | null
}

/** The visit that was under way there; else that of the same day at that site or for which the kit is reserved. */
export function fittingVisit(visits: readonly VisitRow[], happened: Happened): VisitRow | null {
  const { who, at, site, kit, dateOf } = happened
  if (who === null) return null
  const mine = visits.filter(
    (visit) => isOf(visit, who) && (site === null || visit.site === null || visit.site === site),
  )
  const running = mine.filter((visit) => isUnderWay(visit, at)).sort((one, other) => begins(other) - begins(one))
  if (running[0]) return running[0]
  const day = dateOf(at)
  return (
    mine
      .filter((visit) => !visit.called_off && dayOf(visit, dateOf) === day)
      .filter((visit) => (site !== null && visit.site === site) || (kit !== null && visit.kits.includes(kit)))
      .sort((one, other) => Math.abs(begins(one) - at) - Math.abs(begins(other) - at))[0] ?? null
  )
}

/** The visit that somebody is at; where two run, the one begun last. */
export function runningVisit<Visit extends VisitRow>(
  visits: readonly Visit[],
  who: Id | null,
  at: number,
): Visit | null {
  const running = visits.filter((visit) => who !== null && isOf(visit, who) && isUnderWay(visit, at))
  return running.sort((one, other) => begins(other) - begins(one))[0] ?? null
}

/** Whose visit it is: who is to go, and who was there. */
export function isOf({ trainers, people }: VisitRow, who: Id): boolean {
  return trainers.includes(who) || people.includes(who)
}

function isUnderWay({ state, started_at, finished_at }: VisitRow, at: number): boolean {
  if (started_at === null) return false
  const from = Date.parse(started_at)
  const to = state === "finished" && finished_at !== null ? Date.parse(finished_at) : from + LONGEST_MS
  return from <= at && at <= to
}

function begins({ started_at, starts_at }: VisitRow): number {
  return Date.parse(started_at ?? starts_at ?? "") || 0
}

function dayOf(visit: VisitRow, dateOf: Happened["dateOf"]): CalendarDate | null {
  const moment = begins(visit)
  return moment === 0 ? visit.on : dateOf(moment)
}
