/** How fit a kit is, in words. */

import type { Condition, KitView, Work } from "../core"
import { calendarDate, dateOf, dateWithin, daysBetween, ngettext, t } from "../text"

export function workWord(work: Work): string {
  return {
    charged: t("charged"),
    wiped: t("wiped"),
    updated: t("updated"),
    inspected: t("inspected"),
    repaired: t("repaired"),
  }[work]
}

export function conditionWord(condition: Condition): string {
  return {
    ok: t("fine"),
    attention: t("needs attention"),
    damaged: t("damaged"),
    out_of_service: t("out of service"),
    lost: t("lost"),
    destroyed: t("destroyed"),
  }[condition]
}

/** What a person wants to know before they carry it: "Charged today." "Not wiped since the last loan." */
export function readinessOf(kit: KitView, now: Date): string[] {
  const { care, upkeep } = kit
  const done = new Map(care?.serviced.map((one) => [one.work, one]))
  const lines: string[] = []
  const dayOf = (at: string) => dateWithin(calendarDate(new Date(at)), now)
  const charged = done.get("charged")
  if (charged) lines.push(t("Charged {day}.", { day: dayOf(charged.at) }))
  const wiped = done.get("wiped")
  if (wiped || (care?.loans ?? 0) > 0) {
    const { since } = kit.custody
    const isClean = wiped !== undefined && (since === null || Date.parse(wiped.at) >= Date.parse(since))
    lines.push(isClean ? t("Wiped since the last loan.") : t("Not wiped since the last loan."))
  }
  const names = new Map(kit.parts.map(({ id, name }) => [id, name]))
  for (const { part, count } of care?.short ?? []) {
    const name = names.get(part)
    if (name) lines.push(t("{n} × {part} short.", { n: count, part: name }))
  }
  if (upkeep) {
    const last = done.get("inspected")
    const loans = (care?.loans ?? 0) - (last?.loans ?? 0)
    if (!last) lines.push(t("To be inspected: it never was."))
    else if (upkeep.loans !== null && loans >= upkeep.loans)
      lines.push(
        ngettext(
          "To be inspected: {n} loan since the last time.",
          "To be inspected: {n} loans since the last time.",
          loans,
        ),
      )
    else if (upkeep.days !== null && daysBetween(dateOf(calendarDate(new Date(last.at))), now) >= upkeep.days)
      lines.push(t("To be inspected: the last time was {day}.", { day: dayOf(last.at) }))
  }
  return lines
}

/** "charged today, wiped Nov 3": what was done with a part by itself since the whole kit had it. */
export function seenToOf(kit: KitView, part: string, now: Date): string {
  return (kit.care?.seen_to ?? [])
    .filter((one) => one.part === part)
    .map(({ work, at }) => t("{did} {day}", { did: workWord(work), day: dateWithin(calendarDate(new Date(at)), now) }))
    .join(", ")
}

/** Whether there is something that stands against taking it out. */
export function isOutOfService({ care }: KitView): boolean {
  return care?.condition === "out_of_service"
}

/** "1 × damaged, 1 × lost": what of a part is not as it should be. */
export function amissOf(kit: KitView, part: string): string {
  const count = kit.parts.find(({ id }) => id === part)?.count ?? 1
  return (kit.care?.amiss ?? [])
    .filter((one) => one.part === part)
    .map((one) => (count > 1 ? `${one.count} × ${conditionWord(one.condition)}` : conditionWord(one.condition)))
    .join(", ")
}
