/**
 * What the form of a session says before anybody filled it in: from the visit, the place and the session before.
 *
 * Only what mostly stays the same is put in. What nobody can know beforehand, such as how many came, is left open.
 */

import { clockIn, dateIn, daysAfter } from "../facts/times"
import type { CalendarDate, Id, SessionRow, TopicRow, VisitRow } from "../wire"
import type { SessionForm } from "./session-form"

export interface Known {
  session: Id
  me: Id | null
  now: number
  zone: string
  visit: Pick<
    VisitRow,
    | "id"
    | "site"
    | "starts_at"
    | "ends_at"
    | "started_at"
    | "finished_at"
    | "trainers"
    | "kits"
    | "holds"
    | "room_holds"
  > | null
  /** Where one is, if no visit says so. */
  site: Id | null
  /** The newest first. */
  sessions: readonly SessionRow[]
  topics: readonly TopicRow[]
  /** Kits that this person carries. */
  held: readonly Id[]
  /** The library's; the main one first. */
  languages: readonly string[]
}

const MINUTE_MS = 60_000
const FIVE_MS = 5 * MINUTE_MS
const USUAL_MS = 60 * MINUTE_MS
const SHORTEST_MS = 15 * MINUTE_MS
const LONGEST_MS = 4 * 60 * MINUTE_MS

export function blankForm(known: Known): SessionForm {
  const { visit, me } = known
  const site = visit?.site ?? known.site
  const given = known.sessions.filter(({ withdrawn, review }) => !withdrawn && review !== "rejected")
  const last = given[0]
  const there = given.find((one) => one.site === site)
  const going = visit?.trainers ?? []
  return {
    session: known.session,
    visit: visit?.id ?? null,
    ...whenOf(known, given),
    site,
    // It decides what is counted, and it is folded away: never from before.
    kind: "program",
    format: there?.format ?? (site === null ? "onsite" : "offsite"),
    // Whom it was for is known of the place, if at all; and "all ages" would go unnoticed where another group came.
    audience: there === undefined || there.audience === "general" ? null : there.audience,
    trainers: me === null || going.includes(me) ? [...going] : [me],
    attendance_in_person: null,
    attendance_virtual: null,
    async_views_30d: null,
    sponsor: (there ?? last)?.sponsor ?? null,
    digital_literacy: (there ?? last)?.digital_literacy ?? null,
    topic: topicIn(visit?.holds ?? "", known.topics),
    languages: (there ?? last)?.languages ?? known.languages.slice(0, 1),
    kits: [...(visit !== null && visit.kits.length > 0 ? visit.kits : known.held)],
    partner_share: there?.partner_share ?? null,
    room_holds: visit?.room_holds ?? there?.room_holds ?? null,
    series: null,
    notes: "",
  }
}

/** The same again, as one of a series: a week later, or today where that is yet to come. */
export function againForm(
  of: SessionRow,
  form: SessionForm,
  known: Pick<Known, "session" | "now" | "zone">,
): SessionForm {
  return {
    ...form,
    session: known.session,
    visit: null,
    on: earlier(daysAfter(of.on, 7), dateIn(known.zone, known.now)),
    attendance_in_person: null,
    attendance_virtual: null,
    async_views_30d: null,
    series: of.series ?? of.id,
    notes: "",
  }
}

/** Topics that are offered: those of the last sessions first, then the library's order; one that is chosen stays. */
export function topicsOffered(
  topics: readonly TopicRow[],
  sessions: readonly Pick<SessionRow, "topic">[],
  chosen: Id | null,
): TopicRow[] {
  const used = new Map<Id, number>()
  for (const { topic } of sessions.slice(0, LAST)) if (topic !== null) used.set(topic, (used.get(topic) ?? 0) + 1)
  return topics
    .filter(({ id, retired }) => !retired || id === chosen)
    .sort((one, other) => (used.get(other.id) ?? 0) - (used.get(one.id) ?? 0) || one.position - other.position)
}

const LAST = 40

function whenOf(known: Known, given: readonly SessionRow[]): Pick<SessionForm, "on" | "from" | "to" | "begun"> {
  const { zone } = known
  const [from, to] = spanOf(known, given)
  return { on: dateIn(zone, from), from: clockIn(zone, from), to: to === null ? "" : clockIn(zone, to), begun: null }
}

/** In a visit from its beginning, or from the end of what was given before in it, until now; else as long as usual, until now. */
function spanOf({ visit, now, site }: Known, given: readonly SessionRow[]): [number, number | null] {
  const until = Math.floor(now / FIVE_MS) * FIVE_MS
  const begins = visit && Date.parse(visit.started_at ?? visit.starts_at ?? "")
  if (visit === null || begins === null || Number.isNaN(begins)) {
    const before = given.find((one) => one.site === site && one.ends_at !== null)
    const lasted = before ? Date.parse(before.ends_at ?? "") - Date.parse(before.starts_at) : USUAL_MS
    return [until - Math.min(Math.max(lasted, SHORTEST_MS), LONGEST_MS), until]
  }
  const before = given
    .filter((one) => one.visit === visit.id)
    .map((one) => Date.parse(one.ends_at ?? one.starts_at))
    .filter((end) => end > begins && end <= now)
  const from = Math.max(begins, ...before)
  // It has not begun: nobody knows how it will be.
  if (from > now) return [from, null]
  const over = [visit.finished_at, visit.ends_at].map((at) => Date.parse(at ?? "")).find((at) => at > from && at <= now)
  if (over !== undefined) return [from, over]
  return [from, until - from >= FIVE_MS && until - from <= LONGEST_MS ? until : null]
}

function topicIn(text: string, topics: readonly TopicRow[]): Id | null {
  const said = text.toLocaleLowerCase()
  const named = topics.filter(({ name, retired }) => !retired && said.includes(name.toLocaleLowerCase()))
  return named.sort((one, other) => other.name.length - one.name.length)[0]?.id ?? null
}

function earlier(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one < other ? one : other
}
