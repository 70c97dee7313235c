/** Visits in words, and which of them are still ahead. */

import type { View, VisitOutcome, VisitView } from "../core"
import { isOf } from "../rules/fitting-visit"
import { clock, clockRange, dayName, momentWithin, t } from "../text"
import { placeName } from "./kit-words"

/** Mine, by when they begin. */
export function visitsOfMine({ visits, me }: View): VisitView[] {
  return visits.filter((visit) => me === null || isOf(visit, me.id))
}

/** Under way, or planned and not yet over; the soonest first. */
export function visitsAhead(view: View, now: Date): VisitView[] {
  return visitsOfMine(view).filter((visit) => isAhead(visit, now))
}

/** Over, whether somebody went or not; the latest first. */
export function visitsBehind(view: View, now: Date): VisitView[] {
  return visitsOfMine(view)
    .filter((visit) => !isAhead(visit, now))
    .reverse()
}

function isAhead(visit: VisitView, now: Date): boolean {
  if (visit.state === "finished") return false
  if (visit.state === "started") return true
  return visit.starts_at !== null && Date.parse(visit.ends_at ?? visit.starts_at) >= now.getTime()
}

/** "Harbor House Shelter, Shelter Network". */
export function whereTo(visit: VisitView, view: View): string {
  const site = visit.site === null ? undefined : view.byId.sites.get(visit.site)
  if (visit.site === null) return t("A place that is not listed")
  return site ? placeName(site.partner, site.id, view) : t("A place that is not on this phone")
}

/** The site alone, for a heading. */
export function siteOf(visit: VisitView, view: View): string {
  const site = visit.site === null ? undefined : view.byId.sites.get(visit.site)
  return site?.name ?? whereTo(visit, view)
}

/** "Today, 10:00 AM – 12:00 PM"; what was, where it is over, else what was planned. */
export function whenIs(visit: VisitView, now: Date): string {
  const was = visit.state === "planned" ? null : visit.started_at
  const begins = was ?? visit.starts_at ?? visit.finished_at
  if (begins === null) return ""
  const ends = was === null ? visit.ends_at : visit.finished_at
  const from = new Date(begins)
  const time = ends === null || Date.parse(ends) < Date.parse(begins) ? clock(from) : clockRange(from, new Date(ends))
  return t("{day}, {time}", { day: dayName(from, now), time })
}

/** "Since today at 10:05 AM", of one that is under way. */
export function sinceWhen({ started_at }: VisitView, now: Date): string {
  return started_at === null ? "" : t("Since {when}", { when: momentWithin(new Date(started_at), now) })
}

/** "It took place", or why it did not; as a list tells of a visit that is over. */
export function became(visit: VisitView): string {
  if (visit.called_off && visit.state === "planned") return t("It was called off.")
  if (visit.state !== "finished") return t("Nobody recorded that it took place.")
  return outcomeSentence((visit.outcome as VisitOutcome | null) ?? "held")
}

export function outcomeSentence(outcome: VisitOutcome): string {
  switch (outcome) {
    case "held":
      return t("It took place.")
    case "nobody_came":
      return t("Nobody came.")
    case "closed":
      return t("The place was closed.")
    case "called_off":
      return t("It was called off.")
  }
}

/** What a line of contact can be used for: a number to call and an address to write to, as links take them. */
export function contactLinks(contact: string): { call: string | null; mail: string | null } {
  const mail = /[^\s@<>()[\],;:]+@[^\s@<>()[\],;:]+\.\p{L}{2,}/u.exec(contact)?.[0]
  return { call: callable(contact), mail: mail === undefined ? null : `mailto:${mail}` }
}

/** The first number in a note that can be called, as `tel:` takes it. */
export function callable(contact: string): string | null {
  const found = /\+?\d[\d\s().-]{5,}\d/.exec(contact)?.[0]
  return found === undefined ? null : `tel:${found.replace(/[^\d+]/g, "")}`
}
