/** Looking for listings on the phone, with no network: as the desk does it, so that the same words find the same. Pure. */

import type { CalendarDate, ListingCost, ListingRow } from "../wire"
import { split } from "./letters"
import { isOpenAt } from "./listing-hours"
import { Vocabulary } from "./vocabulary"

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
const NAME = 8
const TOPIC = 3
const OTHER = 1

/** A listing's words, with a space before each; those that nobody looked for yet are not made. */
class Worded {
  readonly name: string
  private rest: readonly [topics: string, others: string] | null = null

  constructor(readonly row: ListingRow) {
    this.name = plain(row.name)
  }

  get topics(): string {
    return this.made()[0]
  }

  get others(): string {
    return this.made()[1]
  }

  private made(): readonly [string, string] {
    this.rest ??= [plain(this.row.topics.join(" ")), plain(othersOf(this.row))]
    return this.rest
  }
}

/** The listings of a phone, ready to be looked through. */
export class Directory {
  readonly rows: readonly ListingRow[]
  private readonly worded: Worded[]
  private readonly vocabulary = new Vocabulary<Worded>()
  private readonly counted = new Map<Facet, readonly [string, number][]>()
  /** How many rows have given their words to the vocabulary. */
  private ready = 0

  constructor(rows: readonly ListingRow[]) {
    this.worded = rows.map(worded).sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    this.rows = this.worded.map(({ row }) => row)
  }

  /** The listings that fit, best first; by name where no words are asked for. With `openAt` those that are open then. */
  search(sought: Sought, openAt: Wall | null = null): Found {
    const asked = split(sought.words).slice(0, MOST_WORDS)
    const exact = asked.map((word) => [word])
    const among = (one: Worded) => fits(one.row, sought) && (openAt === null || isOpen(one.row, openAt))
    const listings = having(this.near(exact).filter(among), exact)
    if (listings.length > 0 || asked.length === 0) return { listings, meant: new Map() }
    const groups = asked.map((word) => this.meantBy(word))
    if (groups.some((group) => group.length === 0)) return { listings, meant: new Map() }
    const meant = new Map<string, string>()
    asked.forEach((word, at) => {
      const nearest = groups[at]?.[0]
      if (nearest !== undefined && nearest !== word) meant.set(word, nearest)
    })
    return { listings: having(this.near(groups).filter(among), groups), meant }
  }

  /** The values of a facet with how many listings have each, the most frequent first; the same list each time. */
  choices(facet: Facet): readonly [string, number][] {
    const known = this.counted.get(facet)
    if (known !== undefined) return known
    const many = new Map<string, number>()
    for (const row of this.rows) for (const value of valuesOf(row, facet)) many.set(value, (many.get(value) ?? 0) + 1)
    const found = [...many].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    this.counted.set(facet, found)
    return found
  }

  /** Make ready what looking for words needs, so many rows at a time; true once all is. */
  prepare(rows: number): boolean {
    const end = Math.min(this.ready + rows, this.worded.length)
    for (; this.ready < end; this.ready += 1) {
      const one = this.worded[this.ready]
      if (one !== undefined) this.vocabulary.add(one, `${one.name}${one.topics}${one.others}`)
    }
    return this.ready === this.worded.length
  }

  /** Those that may have something of each group; all, while their words are not ready. */
  private near(groups: readonly (readonly string[])[]): readonly Worded[] {
    const [first] = groups
    if (first === undefined || this.ready < this.worded.length) return this.worded
    const found = this.vocabulary.having(first)
    return this.worded.filter((one) => found.has(one))
  }

  private meantBy(word: string): string[] {
    this.prepare(this.worded.length)
    return this.vocabulary.meantBy(word)
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
  const beginnings = groups.map((group) => group.map((word) => ` ${word}`))
  const found: { row: ListingRow; score: number }[] = []
  for (const one of among) {
    const score = scoreOf(one, beginnings)
    if (score > 0) found.push({ row: one.row, score })
  }
  // Sorting keeps the order by name among those that fit as well.
  return found.sort((one, other) => other.score - one.score).map(({ row }) => row)
}

/** How well a listing has something of each group; nought where it lacks one. */
function scoreOf(one: Worded, groups: readonly (readonly string[])[]): number {
  let score = 0
  for (const group of groups) {
    let best = 0
    for (const word of group) best = Math.max(best, weight(one, word))
    if (best === 0) return 0
    score += best
  }
  return score
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
    known = new Worded(row)
    words.set(row, known)
  }
  return known
}

function othersOf(row: ListingRow): string {
  const places = row.places.map((place) => `${place.name} ${place.address} ${place.city}`)
  return [row.description, row.organization, row.for_whom, row.area, row.alert, ...places].join(" ")
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
