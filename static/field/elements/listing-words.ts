/** Listings of the directory, in words. */

import type { ListingCost, ListingHours, ListingRow, NeedTopic } from "../core"
import { dateWithin, languageName, listed, locale, t } from "../text"
import { NEED_TOPICS, needTopic } from "./heard-words"
import { wallTime } from "./wall-time"

/** The library's own topics by their words; others by the name that they came with. */
export function topicName(topic: string): string {
  return isNeed(topic) ? needTopic(topic) : (ownTopic(topic) ?? topic)
}

/** What the library's own topics are called beyond those that are heard and counted. */
function ownTopic(topic: string): string | null {
  switch (topic) {
    case "job_search":
      return t("Job search")
    case "telehealth":
      return t("Health portals and video visits")
    case "online_forms":
      return t("Benefits and forms online")
    case "taxes":
      return t("Tax help")
    case "online_safety":
      return t("Safety online")
    case "assistive_technology":
      return t("Assistive technology")
    case "online_learning":
      return t("Learning online")
    default:
      return null
  }
}

/** What a referral to it is counted under. */
export function topicOf(listing: ListingRow): NeedTopic {
  return listing.topics.find(isNeed) ?? "other"
}

function isNeed(topic: string): topic is NeedTopic {
  return (NEED_TOPICS as readonly string[]).includes(topic)
}

export function costName(cost: ListingCost): string {
  switch (cost) {
    case "free":
      return t("Free")
    case "paid":
      return t("Costs something")
    case "unknown":
      return t("Cost not known")
  }
}

export function languagesOf({ languages }: ListingRow): string {
  return listed(languages.map((one) => languageName(one)))
}

/** "The Annex, Westfork"; how many more there are is said by the listing itself. */
export function whereOf({ places }: ListingRow): string {
  return [...new Set(places.map(({ city, name }) => city || name).filter(Boolean))].slice(0, FEW).join(", ")
}

const FEW = 3

export function agesOf({ from_age, to_age }: ListingRow): string | null {
  if (from_age !== null && to_age !== null) return t("Ages {from} to {to}", { from: from_age, to: to_age })
  if (from_age !== null) return t("From age {from}", { from: from_age })
  return to_age === null ? null : t("Up to age {to}", { to: to_age })
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
/** A Monday, from which the names of days are told. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY = 86_400_000

/** "Monday and Wednesday: 9:00 AM – 5:00 PM". */
export function hoursLine(hours: ListingHours, now: Date): string {
  const days = listed(hours.days.map(dayOf))
  const ordinal = hours.freq === "MONTHLY" && hours.month_days.length > 0
  const when = ordinal ? t("On day {days} of the month", { days: listed(hours.month_days.map(String)) }) : days
  const times = hours.opens && hours.closes ? `${wallTime(hours.opens)} – ${wallTime(hours.closes)}` : ""
  const every = hours.freq === "WEEKLY" && hours.interval > 1 ? t("every {n} weeks", { n: hours.interval }) : ""
  const until = hours.valid_to ? t("until {day}", { day: dateWithin(hours.valid_to, now) }) : ""
  const told = [[when, times].filter(Boolean).join(": "), every, until].filter(Boolean).join(", ")
  return told || hours.note
}

/** "Monday"; by the month "first Monday", "last Friday". */
function dayOf(day: string): string {
  const found = /^([+-]?\d+)?([A-Z]{2})$/.exec(day)
  const at = DAYS.indexOf(found?.[2] ?? "")
  if (at < 0) return day
  const name = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" }).format(MONDAY + at * DAY)
  switch (found?.[1]?.replace("+", "")) {
    case undefined:
      return name
    case "1":
      return t("first {weekday}", { weekday: name })
    case "2":
      return t("second {weekday}", { weekday: name })
    case "3":
      return t("third {weekday}", { weekday: name })
    case "4":
      return t("fourth {weekday}", { weekday: name })
    case "-1":
      return t("last {weekday}", { weekday: name })
    default:
      return `${found?.[1]} ${name}`
  }
}

/** All that somebody needs who is sent there, as plain text: for a message, or to be read out. */
export function asText(listing: ListingRow, address: string, now: Date): string {
  const lines = [
    listing.name,
    listing.organization,
    listing.alert,
    ...listing.phones.map(({ number, extension }) =>
      extension === null ? number : t("{number}, extension {n}", { number, n: extension }),
    ),
    listing.web,
    ...listing.places.map(({ name, address: street }) => [name, street].filter(Boolean).join(", ")),
    ...listing.hours.map((one) => hoursLine(one, now)),
    listing.cost === "unknown" ? "" : costName(listing.cost),
    address,
  ]
  return lines.filter(Boolean).join("\n")
}
