/** Whether a kit goes to somebody though it is promised to somebody else meanwhile. Pure; the same rule as the server's. */

import type { CalendarDate, Holder, Id, ReservationRow } from "../wire"

export interface Taking {
  kit: Id
  /** Who is to have it. */
  to: Holder
  /** Who hands it on; null where it is taken from the store. */
  from: Holder | null
  visit: Id | null
  at: number
  dueOn: CalendarDate | null
  /** The date of a moment, and the moment at which a day ends, by the phone's calendar. */
  dateOf(moment: number): CalendarDate
  endOf(day: CalendarDate): number
}

/** The first promise to somebody else that stands while the kit is away; whoever it is promised to may hand it on. */
export function promiseBroken(reservations: readonly ReservationRow[], taking: Taking): ReservationRow | null {
  const { kit, at, dueOn, dateOf, endOf } = taking
  const taken = dateOf(at)
  // Where no day is known, to the end of this one.
  const until = endOf(dueOn !== null && dueOn > taken ? dueOn : taken)
  const met = reservations.filter(
    (one) =>
      one.kit === kit &&
      Date.parse(one.busy_from) < until &&
      at < Date.parse(one.busy_until) &&
      !isFor(one, taking.visit, taking.to) &&
      (taking.from === null || !isFor(one, taking.visit, taking.from)),
  )
  return met.sort((one, other) => Date.parse(one.busy_from) - Date.parse(other.busy_from))[0] ?? null
}

function isFor({ visit, partner, site, staff }: ReservationRow, on: Id | null, who: Holder): boolean {
  if (visit !== null && visit === on) return true
  if ("staff" in who) return staff.includes(who.staff)
  if (partner !== null) return partner === who.partner
  return site !== null && site === who.site
}
