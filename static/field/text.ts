/**
 * Every word that a person reads: gettext for the phone.
 *
 * The English text is the key; a catalogue gives the other languages. Dates and ages are told by
 * Intl, in the same language. A screen that reads a text is drawn again when the language changes.
 */

import { batch, signal } from "@preact/signals"

type Values = Readonly<Record<string, string | number>>

export const LANGUAGES = { en: "English", es: "Español" } as const

export type Language = keyof typeof LANGUAGES

type Catalogue = Readonly<Record<string, readonly string[]>>

interface Words {
  first(): Promise<Catalogue>
  /** What only screens say that are not in the first load. */
  rooms(): Promise<Catalogue>
}

const NONE: Catalogue = {}
const none = async () => NONE

/** Few phones need more than one, so each is a part of the app of its own. */
const CATALOGUES: Readonly<Record<Language, Words>> = {
  en: { first: none, rooms: none },
  es: {
    first: async () => (await import("catalog:es")).default,
    rooms: async () => (await import("catalog:es/rooms")).default,
  },
}

export const language = signal<Language>("en")

const catalogue = signal<Catalogue>(NONE)

/** The language that was wanted last, whether or not its words have come. */
export let lastWanted: Language = "en"
let areRoomsOpen = false
/** Whose words are there, those of the rooms too. */
let whole: Language | null = null

/** Speaks that language once its words are here, unless another was wanted meanwhile; rejects where they could not be fetched. */
export async function speakIn(wanted: Language): Promise<void> {
  lastWanted = wanted
  const { first, rooms } = CATALOGUES[wanted]
  const withRooms = areRoomsOpen
  const [some, others] = await Promise.all([first(), withRooms ? rooms() : NONE])
  if (wanted !== lastWanted) return
  batch(() => {
    catalogue.value = { ...some, ...others }
    language.value = wanted
  })
  if (withRooms) whole = wanted
}

/** Brings the words that screens of rooms say, in the language that is wanted and in each one after it; rejects as `speakIn` does. */
export async function openRooms(): Promise<void> {
  areRoomsOpen = true
  if (whole !== lastWanted) await speakIn(lastWanted)
}

/** The text in the person's language, with `{name}` filled in. */
export function t(text: string, values: Values = {}): string {
  return filled(catalogue.value[text]?.[0] ?? text, values)
}

/** The text for one or for many; `{n}` is the number. */
export function ngettext(one: string, many: string, n: number, values: Values = {}): string {
  // English and Spanish share the rule; a third language brings its own.
  const form = n === 1 ? 0 : 1
  const text = catalogue.value[one]?.[form] ?? (form === 0 ? one : many)
  return filled(text, { n: amount(n), ...values })
}

/** Which of our languages the person's device prefers, from its list. */
export function preferred(list: readonly string[]): Language {
  for (const tag of list) {
    const found = tag.slice(0, 2).toLowerCase()
    if (found === "en" || found === "es") return found
  }
  return "en"
}

export function amount(n: number): string {
  return made("amount", (tag) => new Intl.NumberFormat(tag)).format(n)
}

/** "1, 2 and 3", as the language joins them. */
export function listed(words: readonly string[]): string {
  return made("list", (tag) => new Intl.ListFormat(tag, { type: "conjunction" })).format(words)
}

/** "8:52 AM". */
export function clock(at: Date): string {
  return dates(at, TIME_OF_DAY).format(at)
}

/** "Today 8:52 AM", "Yesterday 5:05 PM", "Mon, Nov 16, 9:10 AM". */
export function moment(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0 || days === -1) {
    const day = days === 0 ? t("Today") : t("Yesterday")
    return t("{day} {time}", { day, time: clock(at) })
  }
  return dates(at, { ...day(at, now), ...TIME_OF_DAY }).format(at)
}

/** The same in the middle of a sentence: "today at 8:52 AM". */
export function momentWithin(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0) return t("today at {time}", { time: clock(at) })
  if (days === -1) return t("yesterday at {time}", { time: clock(at) })
  return dates(at, { ...day(at, now), ...TIME_OF_DAY }).format(at)
}

/** "Tuesday, November 24". */
export function wholeDate(at: Date): string {
  return dates(at, { weekday: "long", day: "numeric", month: "long" }).format(at)
}

/** How long ago: "just now", "25 min. ago", "3 days ago". */
export function age(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (seconds > -60) return t("just now")
  const past = made("past", (tag) => new Intl.RelativeTimeFormat(tag, { style: "short", numeric: "always" }))
  if (seconds > -3600) return past.format(Math.round(seconds / 60), "minute")
  if (seconds > -86_400) return past.format(Math.round(seconds / 3600), "hour")
  return past.format(Math.round(seconds / 86_400), "day")
}

/** A calendar date as people say it: "today", "tomorrow", "Friday", "Nov 30". */
export function dateWithin(date: string, now: Date): string {
  const at = dateOf(date)
  const days = daysBetween(now, at)
  if (days === 0) return t("today")
  if (days === 1) return t("tomorrow")
  if (days === -1) return t("yesterday")
  if (days > 1 && days < 7) return dates(at, { weekday: "long" }).format(at)
  return dates(at, day(at, now)).format(at)
}

/** "45 min", "2 h", "1 h 45 min". */
export function length(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h === 0) return t("{m} min", { m })
  return m === 0 ? t("{h} h", { h }) : t("{h} h {m} min", { h, m })
}

/** A language's name in the person's own: "Spanish", "español". */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag
  } catch (error) {
    // What another phone wrote down need not be a tag.
    if (error instanceof RangeError) return tag
    throw error
  }
}

/** "10:00 AM – 12:00 PM". */
export function clockRange(from: Date, to: Date): string {
  return dates(from, TIME_OF_DAY).formatRange(from, to)
}

/** A day by its name and date: "Today", "Tomorrow", "Thu, Nov 26". */
export function dayName(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0) return t("Today")
  if (days === 1) return t("Tomorrow")
  return dates(at, day(at, now)).format(at)
}

/** Whole calendar days from one moment to another, on this phone's calendar. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}

/** The moment that a calendar date begins on this phone. */
export function dateOf(date: string): Date {
  const [year = 1970, month = 1, dayOfMonth = 1] = date.split("-").map(Number)
  return new Date(year, month - 1, dayOfMonth)
}

/** A moment's date on this phone's calendar, as `2026-11-24`. */
export function calendarDate(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0")
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function day(at: Date, now: Date): Intl.DateTimeFormatOptions {
  const sameYear = at.getFullYear() === now.getFullYear()
  const base: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" }
  return sameYear ? base : { ...base, year: "numeric" }
}

const TIME_OF_DAY: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" }

function dates(at: Date, how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A phone that travels has another zone from one moment to the next; a formatter keeps the one it was made in.
  const zone = at.getTimezoneOffset()
  return made(`${zone} ${Object.values(how)} ${Object.keys(how)}`, (tag) => new Intl.DateTimeFormat(tag, how))
}

const formatters = new Map<string, unknown>()

/** What Intl takes milliseconds to make on a slow phone is made once for a language. */
function made<Formatter>(name: string, make: (tag: string) => Formatter): Formatter {
  const tag = locale()
  const key = `${tag} ${name}`
  let formatter = formatters.get(key) as Formatter | undefined
  if (formatter === undefined) {
    formatter = make(tag)
    formatters.set(key, formatter)
  }
  return formatter
}

/** The device's own region where it speaks the chosen language: it decides 5 PM or 17:00. */
/** The tag by which numbers, days and names are told. */
export function locale(): string {
  const chosen = language.value
  const own = navigator.languages?.find((tag) => tag.slice(0, 2).toLowerCase() === chosen)
  return own ?? chosen
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
