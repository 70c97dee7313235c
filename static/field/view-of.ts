/** The view, from what is stored and the little that is not. Pure. */

import { layOver as careAfter } from "./rules/care"
import { layOver, loansAmong } from "./rules/custody"
import { lastEmergency } from "./rules/emergency"
import { inHistory } from "./rules/history"
import { openAmong, returnedAmong } from "./rules/inquiries"
import { sessionsOf } from "./rules/session-list"
import { isLaidOver } from "./rules/shown"
import { stacksOf } from "./rules/stack-list"
import { visitsOf } from "./rules/visit-list"
import type { KeptAnswer, KeptFact, KeptPhoto } from "./store/kept"
import { photosWaiting } from "./store/photos"
import type { Row } from "./store/replica"
import type { Snapshot } from "./store/store"
import type {
  AnsweredFact,
  FactOnPhone,
  KitView,
  Phase,
  Progress,
  Said,
  Status,
  Trouble,
  TroubleCode,
  View,
  WaitingFact,
} from "./view"
import type {
  EmergencyPlaceRow,
  EmergencyPlanRow,
  EmergencyStaffRow,
  Envelope,
  FlyerRow,
  GuideRow,
  HandInRow,
  Id,
  InquiryRow,
  KitRow,
  Library,
  ListingRow,
  PartnerRow,
  PlacementRow,
  ReservationRow,
  SessionRow,
  SiteRow,
  SiteVisitsRow,
  SpaceRow,
  StaffRow,
  TermsRow,
  TopicRow,
  VisitRow,
  WordingRow,
} from "./wire"

/** What is true of the running app and stored nowhere. */
export interface Running {
  isLoaded: boolean
  isWiped: boolean
  /** The library that this phone handed everything in to before it was emptied. */
  leftLibrary: Library | null
  broken: { code: "storage_full" | "storage_broken"; at: number } | null
  isSending: boolean
  progress: Progress | null
  isPersisted: boolean | null
}

interface Named {
  kits: KitRow[]
  staff: StaffRow[]
  partners: PartnerRow[]
  sites: SiteRow[]
  visits: VisitRow[]
  sessions: SessionRow[]
  topics: TopicRow[]
  rooms: SpaceRow[]
  reservations: ReservationRow[]
  flyers: FlyerRow[]
  placements: PlacementRow[]
  listings: ListingRow[]
  topicsById: ReadonlyMap<Id, TopicRow>
  siteVisits: ReadonlyMap<Id, SiteVisitsRow>
  wordings: ReadonlyMap<string, WordingRow>
  guides: ReadonlyMap<Id, GuideRow>
  library: Library | null
  terms: TermsRow | null
  inquiries: InquiryRow[]
  plan: EmergencyPlanRow | null
  handIns: HandInRow[]
  emergencyPlaces: EmergencyPlaceRow[]
  emergencyStaff: EmergencyStaffRow[]
}

export function viewOf(stored: Snapshot, running: Running): View {
  const { identity, person, lost } = stored.meta
  const rows = named(stored.rows)
  const people = identity?.people ?? []
  const staff = byIdOf(rows.staff)
  const names = new Map([...people, ...rows.staff].map(({ id, name }) => [id, name]))
  const { waiting, answered, laidOver } = factsOf(stored, names)
  const kits = kitsOf(rows.kits, laidOver)
  const sessions = sessionsOf(rows.sessions, laidOver)
  const visits = visitsOf(rows.visits, laidOver)
  const stacks = stacksOf(rows.placements, laidOver)
  return {
    phase: phaseOf(stored, running),
    library: rows.library ?? identity?.library ?? running.leftLibrary,
    people,
    me: people.find(({ id }) => id === person) ?? people[0] ?? null,
    kits: kits.list,
    staff: rows.staff,
    partners: rows.partners,
    sites: rows.sites,
    visits: visits.list,
    sessions: sessions.list,
    topics: rows.topics,
    rooms: rows.rooms,
    reservations: rows.reservations,
    flyers: rows.flyers,
    stacks: stacks.list,
    listings: rows.listings,
    terms: rows.terms,
    inquiries: openAmong(rows.inquiries, laidOver),
    plan: rows.plan,
    handIns: returnedAmong(rows.handIns, laidOver),
    emergency: lastEmergency(rows.library?.emergency, laidOver.get("emergencies")),
    emergencyPlaces: rows.emergencyPlaces,
    emergencyStaff: rows.emergencyStaff,
    byId: {
      kits: kits.byId,
      staff,
      partners: byIdOf(rows.partners),
      sites: byIdOf(rows.sites),
      visits: visits.byId,
      sessions: sessions.byId,
      topics: rows.topicsById,
      flyers: byIdOf(rows.flyers),
      stacks: stacks.byId,
      listings: byIdOf(rows.listings),
      siteVisits: rows.siteVisits,
      wordings: rows.wordings,
      guides: rows.guides,
    },
    waiting,
    answered,
    status: statusOf(stored, running, waiting),
    device: identity && { id: identity.device, label: identity.label, state: identity.state },
    storageLost: lost,
  }
}

function phaseOf({ meta }: Snapshot, { isLoaded, isWiped, broken }: Running): Phase {
  if (broken?.code === "storage_broken") return "storage_broken"
  if (!isLoaded) return "starting"
  if (meta.identity === null) return isWiped ? "wiped" : "not_enrolled"
  if (meta.identity.state === "unknown") return "enrol_again"
  return meta.wiping || meta.identity.state !== "active" ? "leaving" : "ready"
}

function statusOf({ meta, replica, rows, facts }: Snapshot, running: Running, waiting: WaitingFact[]): Status {
  const { exchange, clock, identity } = meta
  const isOfOther = facts.some((fact) => fact.waiting !== undefined && fact.library !== identity?.library.id)
  return {
    waiting: waiting.length,
    photosWaiting: photosWaiting(facts).length,
    oldestAt: waiting.length === 0 ? null : Math.min(...waiting.map(({ recordedAt }) => recordedAt)),
    lastExchangeAt: exchange.lastExchangeAt,
    lastHeardAt: exchange.lastHeardAt,
    isSending: running.isSending,
    progress: running.progress,
    trouble: troubleOf(meta.exchange, running.broken, isOfOther),
    isPersisted: running.isPersisted,
    replica: { isComplete: replica !== null, asOf: replica?.asOf ?? null, rows: rows.size },
    digestDiffers: exchange.digestRetryAt !== null,
    clockOffsetMs: clock?.offsetMs ?? null,
    minApp: exchange.minApp,
  }
}

function troubleOf(
  { trouble, failures, retryAt, askedUntil }: Snapshot["meta"]["exchange"],
  broken: Running["broken"],
  isOfOther: boolean,
): Trouble | null {
  if (broken !== null) return { ...broken, failures: 1, until: null }
  if (trouble !== null) {
    const until = Math.max(retryAt ?? 0, askedUntil ?? 0) || null
    return { code: trouble.code as TroubleCode, at: trouble.at, failures, until }
  }
  return isOfOther ? { code: "other_library", at: 0, failures: 0, until: null } : null
}

interface Kits {
  list: KitView[]
  byId: ReadonlyMap<Id, KitView>
}

const plainKits = new WeakMap<readonly KitRow[], Kits>()

/** The kits, each of its row alone made once for a set of rows: only those that a fact is laid over are made anew. */
function kitsOf(rows: readonly KitRow[], laidOver: ReadonlyMap<Id, Laid[]>): Kits {
  let plain = plainKits.get(rows)
  if (plain === undefined) {
    const list = rows.map((row): KitView => ({ ...row, laidOver: [], hasWaiting: false }))
    plain = { list, byId: byId(list) }
    plainKits.set(rows, plain)
  }
  if (laidOver.size === 0) return plain
  const list = plain.list.map((kit) => {
    const facts = laidOver.get(kit.id)
    return facts === undefined ? kit : withFacts(kit, facts)
  })
  return { list, byId: byId(list) }
}

function withFacts(kit: KitView, facts: Laid[]): KitView {
  const history = inHistory(facts.map(({ fact }) => fact))
  return {
    ...kit,
    custody: layOver(kit, history),
    care: careAfter(kit, history, loansAmong(kit, history)),
    laidOver: history.map(({ id }) => id),
    hasWaiting: facts.some(({ isWaiting }) => isWaiting),
  }
}

interface Laid {
  fact: Envelope
  isWaiting: boolean
}

function factsOf(
  { facts, replica }: Snapshot,
  names: ReadonlyMap<Id, string>,
): { waiting: WaitingFact[]; answered: AnsweredFact[]; laidOver: Map<Id, Laid[]> } {
  const waiting: WaitingFact[] = []
  const answered: AnsweredFact[] = []
  const laidOver = new Map<Id, Laid[]>()
  for (const kept of facts) {
    const shown = factOnPhone(kept, names)
    const isLaid = isLaidOver(kept.answer, replica)
    if (kept.answer === null) waiting.push({ ...shown, saidBefore: said(kept.before) })
    else answered.push({ ...shown, said: said(kept.answer), isLaidOver: isLaid })
    if (isLaid) {
      const { subject } = shown.fact
      const laid = { fact: shown.fact, isWaiting: kept.answer === null }
      laidOver.set(subject, [...(laidOver.get(subject) ?? []), laid])
    }
  }
  answered.sort((one, other) => other.said.answeredAt - one.said.answeredAt)
  return { waiting, answered, laidOver }
}

const NO_PHOTOS: readonly KeptPhoto[] = []

const parsed = new WeakMap<KeptFact, Envelope>()

function factOnPhone(kept: KeptFact, names: ReadonlyMap<Id, string>): FactOnPhone {
  let fact = parsed.get(kept)
  if (fact === undefined) {
    fact = JSON.parse(kept.text) as Envelope
    parsed.set(kept, fact)
  }
  const authorName = fact.author === null ? null : (names.get(fact.author) ?? null)
  const { photos = NO_PHOTOS, photosLost = 0 } = kept
  return { id: kept.id, fact, authorName, recordedAt: Date.parse(fact.recorded_at), photos, photosLost }
}

function said(answer: KeptAnswer): Said
function said(answer: KeptAnswer | null): Said | null
function said(answer: KeptAnswer | null): Said | null {
  if (answer === null) return null
  const { outcome, reason, discrepancies, answeredAt } = answer
  return { outcome, reason, discrepancies, answeredAt }
}

const sorted = new WeakMap<ReadonlyMap<string, Row>, Named>()

/** Rows by collection, in the order that lists show them; made once for a set of rows. */
function named(rows: ReadonlyMap<string, Row>): Named {
  let lists = sorted.get(rows)
  if (lists === undefined) {
    lists = sortedRows(rows)
    sorted.set(rows, lists)
  }
  return lists
}

function sortedRows(rows: ReadonlyMap<string, Row>): Named {
  // Where two audiences bring one id, the later row is the one to show.
  const latest = new Map<string, Row>()
  for (const row of rows.values()) {
    const key = `${row.collection} ${row.id}`
    if ((latest.get(key)?.seq ?? -1) < row.seq) latest.set(key, row)
  }
  const collections: Record<string, unknown[]> = {}
  for (const { collection, row } of latest.values()) {
    collections[collection] ??= []
    collections[collection].push(row)
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  const list = <Shape>(collection: string, word: (row: Shape) => string): Shape[] =>
    ((collections[collection] ?? []) as Shape[]).sort((one, other) => compare(word(one), word(other)))
  const topics = ((collections.topics ?? []) as TopicRow[]).sort((one, other) => one.position - other.position)
  return {
    kits: list<KitRow>("kits", ({ code }) => code),
    staff: list<StaffRow>("people", ({ name }) => name),
    partners: list<PartnerRow>("partners", ({ name }) => name),
    sites: list<SiteRow>("sites", ({ name }) => name),
    // Put in order where facts are laid over them.
    visits: (collections.visits ?? []) as VisitRow[],
    sessions: (collections.training_sessions ?? []) as SessionRow[],
    topics,
    rooms: list<SpaceRow>("spaces", ({ name }) => name).filter(({ sort, retired }) => sort === "room" && !retired),
    reservations: list<ReservationRow>("reservations", ({ busy_from }) => busy_from),
    flyers: (collections.flyers ?? []) as FlyerRow[],
    placements: (collections.placements ?? []) as PlacementRow[],
    // Put in order where they are looked through.
    listings: (collections.listings ?? []) as ListingRow[],
    topicsById: byId(topics),
    siteVisits: byId((collections.site_visits ?? []) as SiteVisitsRow[]),
    wordings: byId((collections.pulse_wordings ?? []) as WordingRow[]),
    guides: byId((collections.kit_guides ?? []) as GuideRow[]),
    library: (collections.library?.[0] as Library | undefined) ?? null,
    inquiries: list<InquiryRow>("inquiries", ({ at }) => at),
    handIns: list<HandInRow>("hand_ins", ({ at }) => at),
    emergencyPlaces: (collections.emergency_places ?? []) as EmergencyPlaceRow[],
    emergencyStaff: (collections.emergency_staff ?? []) as EmergencyStaffRow[],
    terms: (collections.lending_terms?.[0] as TermsRow | undefined) ?? null,
    plan: (collections.emergency_plan?.[0] as EmergencyPlanRow | undefined) ?? null,
  }
}

function byId<Shape extends { id: Id }>(list: readonly Shape[]): ReadonlyMap<Id, Shape> {
  return new Map(list.map((one) => [one.id, one]))
}

const maps = new WeakMap<object, ReadonlyMap<Id, unknown>>()

/** The same for a list of rows, which stays the same list while nothing in it changes. */
function byIdOf<Shape extends { id: Id }>(list: readonly Shape[]): ReadonlyMap<Id, Shape> {
  const known = maps.get(list) as ReadonlyMap<Id, Shape> | undefined
  const map = known ?? byId(list)
  if (known === undefined) maps.set(list, map)
  return map
}
