/** Visits in words, and which of them are still ahead. */

import type { Id, View, VisitView } from "../core"
import { clock, clockRange, dayName, t } from "../text"
import { placeName } from "./kit-words"

/** Under way, or planned and not yet over; the soonest first. */
export function visitsAhead(view: View, now: Date): VisitView[] {
  const me = view.me?.id
  return view.visits.filter((visit) => isAhead(visit, now) && (me === undefined || isOf(visit, me)))
}

function isAhead(visit: VisitView, now: Date): boolean {
  if (visit.state === "finished") return false
  if (visit.state === "started") return true
  return visit.starts_at !== null && Date.parse(visit.ends_at ?? visit.starts_at) >= now.getTime()
}

function isOf(visit: VisitView, me: Id): boolean {
  return visit.trainers.includes(me) || visit.people.includes(me)
}

/** "Harbor House Shelter, Shelter Network". */
export function whereTo(visit: VisitView, view: View): string {
  const site = visit.site === null ? undefined : view.byId.sites.get(visit.site)
  return site ? placeName(site.partner, site.id, view) : t("A place that is not on this phone")
}

/** "Today, 10:00 AM – 12:00 PM". */
export function whenIs(visit: VisitView, now: Date): string {
  const begins = visit.starts_at ?? visit.started_at
  if (begins === null) return ""
  const from = new Date(begins)
  const time = visit.ends_at === null ? clock(from) : clockRange(from, new Date(visit.ends_at))
  return t("{day}, {time}", { day: dayName(from, now), time })
}

/** The first number in a note that can be called, as `tel:` takes it. */
export function callable(contact: string): string | null {
  const found = /\+?\d[\d\s().-]{5,}\d/.exec(contact)?.[0]
  return found === undefined ? null : `tel:${found.replace(/[^\d+]/g, "")}`
}
