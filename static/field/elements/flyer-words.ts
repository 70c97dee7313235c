/** Flyers and their stacks in words: what one is called, whether it is true today, how a stack stands. */

import type { CalendarDate, FlyerRow, FlyerWords, StackView, View } from "../core"
import { calendarDate, dateWithin, ngettext, language as spoken, t } from "../text"

/** What a flyer says in a language: the one asked for, else the phone's, else its first. */
export function wordsIn(flyer: FlyerRow, language?: string): FlyerWords | null {
  const by = (code: string | undefined) => flyer.words.find((one) => one.language === code)
  return by(language) ?? by(spoken.value) ?? flyer.words[0] ?? null
}

export function flyerName(flyer: FlyerRow | undefined): string {
  return (flyer && wordsIn(flyer)?.title) || t("A flyer that is not on this phone")
}

/** Whether it may be handed out on this day. */
export function isCurrent({ retired, valid_from, valid_until }: FlyerRow, today: CalendarDate): boolean {
  return !retired && (valid_from === null || valid_from <= today) && (valid_until === null || today <= valid_until)
}

/** Why a flyer should not be handed out now; null where it may. */
export function outOfDate(flyer: FlyerRow, now: Date): string | null {
  if (isCurrent(flyer, calendarDate(now))) return null
  if (flyer.retired) return t("The library hands it out no more.")
  const { valid_from, valid_until } = flyer
  if (valid_until !== null && valid_until < calendarDate(now))
    return t("It was true until {day}.", { day: dateWithin(valid_until, now) })
  return t("It is true from {day} on.", { day: dateWithin(valid_from ?? "", now) })
}

/** The flyers that may be handed out today, by what they are called. */
export function currentFlyers(view: View, now: Date): FlyerRow[] {
  const today = calendarDate(now)
  const { compare } = new Intl.Collator()
  return view.flyers
    .filter((one) => isCurrent(one, today))
    .sort((one, other) => compare(flyerName(one), flyerName(other)))
}

/** "Place S1, by the door". */
export function whereItLies({ site, spot }: StackView, view: View): string {
  const place = site === null ? undefined : view.byId.sites.get(site)?.name
  return [place, spot].filter(Boolean).join(", ")
}

/** How a stack stands: how many lie there, and when it is to be filled up. */
export function stackStands(stack: StackView, now: Date): string {
  if (stack.removed !== null) {
    const day = dateWithin(stack.removed.on, now)
    if (stack.removed.reason === "gone") return t("All gone {day}", { day })
    return stack.removed.reason === "expired"
      ? t("Taken away {day}, out of date", { day })
      : t("Taken away {day}", { day })
  }
  const copies = ngettext("{n} copy", "{n} copies", stack.copies)
  return stack.restock_on === null
    ? copies
    : t("{copies}, to be filled up {day}", { copies, day: dateWithin(stack.restock_on, now) })
}

export function isToFillUp(stack: StackView, today: CalendarDate): boolean {
  return stack.removed === null && (stack.copies === 0 || (stack.restock_on !== null && stack.restock_on <= today))
}

/** A language in its own words. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code
}
