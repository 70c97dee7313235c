/** Kits in words: where one is, when it is due, what about it does not add up. */

import type { Custody, Holder, Id, KitView, View } from "../core"
import { calendarDate, dateWithin, momentWithin, ngettext, t } from "../text"

export function isOut(custody: Custody): boolean {
  return custody.state === "out"
}

export function isMine(kit: KitView, me: Id | undefined): boolean {
  const { holder } = kit.custody
  return me !== undefined && holder !== null && "staff" in holder && holder.staff === me
}

/** "In store", "With you", "At Harbor House, Shelter Network". */
export function whereIs(kit: KitView, view: View): string {
  if (!isOut(kit.custody)) return t("In store")
  return kit.custody.holder ? withHolder(kit.custody.holder, view) : t("Out")
}

export function withHolder(holder: Holder, view: View): string {
  if ("staff" in holder) {
    if (holder.staff === view.me?.id) return t("With you")
    return t("With {name}", { name: staffName(holder.staff, view) })
  }
  return t("At {place}", { place: placeName(holder.partner, holder.site, view) })
}

export function staffName(id: Id, view: View): string {
  return view.byId.staff.get(id)?.name ?? view.people.find((one) => one.id === id)?.name ?? t("someone")
}

export function placeName(partner: Id, site: Id | null, view: View): string {
  const partnerName = view.byId.partners.get(partner)?.name
  const siteName = site === null ? undefined : view.byId.sites.get(site)?.name
  if (siteName && partnerName && siteName !== partnerName) return `${siteName}, ${partnerName}`
  return siteName ?? partnerName ?? t("a partner")
}

export function isOverdue(custody: Custody, now: Date): boolean {
  return isOut(custody) && custody.due_on !== null && custody.due_on < calendarDate(now)
}

/** "back Friday", "was due yesterday"; empty where no day was set. */
export function due(custody: Custody, now: Date): string {
  if (!isOut(custody) || custody.due_on === null) return ""
  const day = dateWithin(custody.due_on, now)
  return isOverdue(custody, now) ? t("was due {day}", { day }) : t("back {day}", { day })
}

export function since(custody: Custody, now: Date): string {
  return custody.since === null ? "" : t("since {when}", { when: momentWithin(new Date(custody.since), now) })
}

/** How many things are in the kit, counted ones by their number. */
export function things(parts: readonly { count: number }[]): string {
  const n = parts.reduce((sum, part) => sum + part.count, 0)
  return ngettext("{n} part", "{n} parts", n)
}

/** What a discrepancy means to the person who carries the kit. Plain, and never an accusation. */
export function doesNotAddUp(kind: string): string {
  switch (kind) {
    case "kit.held_twice":
      return t("Someone else took it out as well, before it was back.")
    case "kit.returned_not_out":
      return t("It was brought back, but nobody had taken it out.")
    case "kit.giver_not_holder":
      return t("It was handed over by somebody who did not have it, as far as is known.")
    case "kit.promised_elsewhere":
      return t("It is promised to somebody else meanwhile.")
    case "kit.part_missing":
      return t("A part did not come back.")
    case "kit.part_damaged":
      return t("A part is damaged.")
    case "kit.lent_out_of_service":
      return t("It was lent though it is out of service.")
    case "kit.part_unexpected":
      return t("A part of another kit was found with it.")
    case "kit.codes_unknown":
      return t("A code was read with it that nobody knows.")
    case "kit.problem_reported":
      return t("A problem was reported. Somebody will look at it.")
    case "kit.found":
      return t("Somebody who found it told the library.")
    case "flyer.expired_placed":
    case "flyer.expired_handed_out":
      return t("The flyer was not true on that day.")
    case "flyer.not_placed":
      return t("A stack was seen to that nobody had laid out.")
    case "flyer.code_twice":
      return t("Its code is on another stack as well.")
    case "visit.finished_not_started":
      return t("It was finished, but nobody had started it.")
    case "visit.two_sites":
      return t("It was started at two places.")
    case "visit.too_long":
      return t("It lasted more than sixteen hours.")
    case "visit.held_though_not":
      return t("A session was recorded in it, though it did not take place.")
    case "fact.clock_off":
      return t("The clock of a phone was wrong, so a time may be wrong.")
    case "fact.late":
      return t("It reached the library more than two weeks after it happened.")
    case "fact.subject_unknown":
      return t("The library does not know this kit.")
    case "fact.author_unknown":
    case "fact.author_inactive":
      return t("The library does not know who recorded it.")
    case "device.cloned":
      return t("Two phones sent it under one number.")
    default:
      return t("Something about it does not add up.")
  }
}

/** The kinds that stand open, each once. */
export function openKinds(kit: KitView): string[] {
  return [...new Set(kit.discrepancies.filter((one) => one.state === "open").map((one) => one.kind))]
}
