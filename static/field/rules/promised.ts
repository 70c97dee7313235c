/** Whether a kit goes to somebody though it is promised to somebody else meanwhile. Pure; the same rule as the server's. */

import type { CalendarDate, Holder, Id, ReservationRow } from "../wire"

export interface Taking {
  kit: Id
  /** Who is to have it. */
  to: Holder
  visit: Id | null
  at: number
  dueOn: CalendarDate | null
  /** The date of a moment, and the moment at which a day ends, by the phone's calendar. */
  dateOf(moment: number): CalendarDate
  endOf(day: CalendarDate): number
}

/** The first promise to somebody else that stands while the kit is away; null where all are kept. */
export function promiseBroken(reservations: readonly ReservationRow[], taking: Taking): ReservationRow | null {
  const { kit, at, dueOn, dateOf, endOf } = taking
  const taken = dateOf(at)
  // Where no day is known, to the end of this one.
  const until = endOf(dueOn !== null && dueOn > taken ? dueOn : taken)
  const met = reservations.filter(
    (one) =>
      one.kit === kit && Date.parse(one.busy_from) < until && at < Date.parse(one.busy_until) && !isFor(one, taking),
  )
  return met.sort((one, other) => Date.parse(one.busy_from) - Date.parse(other.busy_from))[0] ?? null
}

function isFor({ visit, partner, site, staff }: ReservationRow, taking: Taking): boolean {
  if (visit !== null && visit === taking.visit) return true
  if ("staff" in taking.to) return staff.includes(taking.to.staff)
  if (partner !== null) return partner === taking.to.partner
  return site !== null && site === taking.to.site
}
