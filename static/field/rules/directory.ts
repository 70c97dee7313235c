/** Looking for listings on the phone, with no network: as the desk does it, so that the same words find the same. Pure. */

import type { CalendarDate, ListingCost, ListingRow } from "../wire"
import { split, wrongLetters } from "./letters"
import { isOpenAt } from "./listing-hours"

export interface Sought {
  words: string
  topic: string | null
  language: string | null
  city: string | null
  cost: ListingCost | null
}

/** A moment by the clock on the library's wall. */
export interface Wall {
  day: CalendarDate
  time: string
}

export interface Found {
  listings: ListingRow[]
  /** What was taken for a word that was typed wrong. */
  meant: ReadonlyMap<string, string>
}

export type Facet = "topic" | "language" | "city" | "cost"

const MOST_WORDS = 8
/** How many letters may be wrong in a word of so many, and how many other words are tried for it. */
const WRONG: readonly (readonly [letters: number, wrong: number])[] = [
  [8, 2],
  [4, 1],
]
const MOST_MEANT = 8
const NAME = 8
const TOPIC = 3
const OTHER = 1

interface Worded {
  row: ListingRow
  /** Words with a space before each. */
  name: string
  topics: string
  others: string
}

/** The listings of a phone, ready to be looked through. */
export class Directory {
  readonly rows: readonly ListingRow[]
  private readonly worded: Worded[]
  private vocabulary: string[] | null = null

  constructor(rows: readonly ListingRow[]) {
    this.worded = rows.map(worded).sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    this.rows = this.worded.map(({ row }) => row)
  }

  /** The listings that fit, best first; by name where no words are asked for. With `openAt` those that are open then. */
  search(sought: Sought, openAt: Wall | null = null): Found {
    const asked = split(sought.words).slice(0, MOST_WORDS)
    const among = this.worded.filter(({ row }) => fits(row, sought) && (openAt === null || isOpen(row, openAt)))
    const listings = having(
      among,
      asked.map((word) => [word]),
    )
    if (listings.length > 0 || asked.length === 0) return { listings, meant: new Map() }
    const groups = asked.map((word) => this.meantBy(word))
    if (groups.some((group) => group.length === 0)) return { listings, meant: new Map() }
    const meant = new Map<string, string>()
    asked.forEach((word, at) => {
      const nearest = groups[at]?.[0]
      if (nearest !== undefined && nearest !== word) meant.set(word, nearest)
    })
    return { listings: having(among, groups), meant }
  }

  /** The values of a facet with how many listings have each, the most frequent first. */
  choices(facet: Facet): [string, number][] {
    const many = new Map<string, number>()
    for (const row of this.rows) for (const value of valuesOf(row, facet)) many.set(value, (many.get(value) ?? 0) + 1)
    return [...many].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  }

  /** The word itself where a listing has one that begins so, else those that it may have been meant to be. */
  private meantBy(word: string): string[] {
    this.vocabulary ??= [...new Set(this.worded.flatMap((one) => `${one.name}${one.topics}${one.others}`.split(" ")))]
    if (this.vocabulary.some((known) => known.startsWith(word))) return [word]
    const most = WRONG.find(([letters]) => word.length >= letters)?.[1] ?? 0
    if (most === 0) return []
    return this.vocabulary
      .map((known) => ({ known, wrong: wrongLetters(word, known, most) }))
      .filter(({ wrong }) => wrong <= most)
      .sort((one, other) => one.wrong - other.wrong || (one.known < other.known ? -1 : 1))
      .slice(0, MOST_MEANT)
      .map(({ known }) => known)
  }
}

export function valuesOf(row: ListingRow, facet: Facet): readonly string[] {
  switch (facet) {
    case "topic":
      return row.topics
    case "language":
      return row.languages
    case "city":
      return [...new Set(row.places.map(({ city }) => city).filter(Boolean))]
    case "cost":
      return [row.cost]
  }
}

function fits(row: ListingRow, { topic, language, city, cost }: Sought): boolean {
  return (
    (topic === null || row.topics.includes(topic)) &&
    (language === null || row.languages.includes(language)) &&
    (cost === null || row.cost === cost) &&
    (city === null || row.places.some((place) => place.city === city))
  )
}

function isOpen({ hours }: ListingRow, { day, time }: Wall): boolean {
  return isOpenAt(hours, day, time)
}

/** Those that have for each group a word that begins with one of the group. */
function having(among: readonly Worded[], groups: readonly (readonly string[])[]): ListingRow[] {
  if (groups.length === 0) return among.map(({ row }) => row)
  const found: { row: ListingRow; score: number }[] = []
  for (const one of among) {
    let score = 0
    for (const group of groups) {
      const best = Math.max(...group.map((word) => weight(one, ` ${word}`)))
      if (best === 0) {
        score = 0
        break
      }
      score += best
    }
    if (score > 0) found.push({ row: one.row, score })
  }
  // Sorting keeps the order by name among those that fit as well.
  return found.sort((one, other) => other.score - one.score).map(({ row }) => row)
}

function weight(one: Worded, word: string): number {
  if (one.name.includes(word)) return NAME
  if (one.topics.includes(word)) return TOPIC
  return one.others.includes(word) ? OTHER : 0
}

/** Made once for a row, which stays the same one while others change. */
const words = new WeakMap<ListingRow, Worded>()

function worded(row: ListingRow): Worded {
  let known = words.get(row)
  if (known === undefined) {
    known = inWords(row)
    words.set(row, known)
  }
  return known
}

function inWords(row: ListingRow): Worded {
  const places = row.places.map((place) => `${place.name} ${place.address} ${place.city}`)
  const others = [row.description, row.organization, row.for_whom, row.area, row.alert, ...places]
  return { row, name: plain(row.name), topics: plain(row.topics.join(" ")), others: plain(others.join(" ")) }
}

function plain(text: string): string {
  return split(text)
    .map((word) => ` ${word}`)
    .join("")
}

const made = new WeakMap<readonly ListingRow[], Directory>()

/** The directory of a set of rows, made once for it. */
export function directoryOf(rows: readonly ListingRow[]): Directory {
  let directory = made.get(rows)
  if (directory === undefined) {
    directory = new Directory(rows)
    made.set(rows, directory)
  }
  return directory
}
