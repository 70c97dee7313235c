/** Kits in words: where one is, when it is due. */

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

/** The kinds that stand open, each once. */
export function openKinds(kit: KitView): string[] {
  return [...new Set(kit.discrepancies.filter((one) => one.state === "open").map((one) => one.kind))]
}
