/** The disaster plan in words: what is offered, who is meant, where. */

import type { EmergencyPlanRow, PlanPlace, PlanService, View } from "../core"
import { calendarDate, dateWithin, t } from "../text"
import { serviceWord } from "./emergency-words"
import { placeName, staffName } from "./kit-words"

export function serviceName({ service, name }: PlanService): string {
  return name || serviceWord(service)
}

/** Who may have a role today: staff who have not left, and the plan's own contacts. */
export function present(plan: EmergencyPlanRow, view: View): ReadonlySet<string> {
  const staff = view.staff.filter(({ active }) => active).map(({ id }) => `staff:${id}`)
  return new Set([...staff, ...plan.contacts.map(({ id }) => `contact:${id}`)])
}

/** What somebody, or some role, of the plan is called. */
export function called(who: string, plan: EmergencyPlanRow, view: View): string {
  const [sort, id = ""] = who.split(":")
  if (sort === "staff") return staffName(id, view)
  if (sort === "role") return plan.roles.find((one) => one.id === id)?.name ?? t("A role that is not in the plan")
  const contact = plan.contacts.find((one) => one.id === id)
  if (contact === undefined) return t("A contact who is not in the plan")
  return [contact.name, contact.person, contact.organization].filter(Boolean).join(", ")
}

/** What a place of the plan is called. */
export function placeOf({ site, name }: Pick<PlanPlace, "site" | "name">, view: View): string {
  const known = site ? view.byId.sites.get(site) : undefined
  return known ? placeName(known.partner, known.id, view) : name || t("A place that is not on this phone")
}

/** Who answers for the plan; null where nobody has approved it. */
export function approval(plan: EmergencyPlanRow, view: View, now: Date): string | null {
  if (plan.approved === null) return null
  const by = [plan.approved.staff && staffName(plan.approved.staff, view), plan.approved.by].filter(Boolean).join(", ")
  return t("Version {n}, approved {day} by {who}", { n: plan.number, day: dateWithin(plan.approved.on, now), who: by })
}

export function isToReview(plan: EmergencyPlanRow, now: Date): boolean {
  return plan.review_on !== null && plan.review_on <= calendarDate(now)
}
