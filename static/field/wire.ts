/**
 * The shapes that travel between a phone and the server, version 1.
 *
 * Types only. Frozen with the first release: members are added, never changed
 * or taken away, so everything here is read with other members allowed.
 */

export type Id = string
/** RFC 3339 with offset. */
export type Time = string
/** YYYY-MM-DD on a calendar, without a zone. */
export type CalendarDate = string

export type Role = "trainer" | "coordinator" | "admin"

export interface Person {
  id: Id
  name: string
  role: Role
}

export interface Library {
  id: Id
  name: string
  time_zone: string
  languages: string[]
}

// --- facts -----------------------------------------------------------------

export interface ClockSample {
  offset_ms: number
  rtt_ms: number
  age_s: number
}

export interface Envelope<Kind extends string = string, Payload = unknown> {
  id: Id
  device: Id
  seq: number
  kind: Kind
  v: number
  subject: Id
  author: Id | null
  recorded_at: Time
  occurred_at: Time
  zone: string
  local_date: CalendarDate
  visit: Id | null
  clock: ClockSample | null
  seen: { epoch: string; seq: number } | null
  payload: Payload
}

export type Receiver = { staff: Id } | { partner: Id; site: Id | null; contact: string | null }
export type PartState = "ok" | "attention" | "damaged" | "missing"
export type PartResult = "present" | "missing" | "damaged" | "consumed"

export interface KitCheckedOut {
  to: Receiver
  due_on: CalendarDate | null
  /** Empty means the whole kit. */
  parts: { part: Id; count: number; state: PartState }[]
  note: string | null
}

export interface KitCheckedIn {
  /** Empty means the whole kit; a part may stand twice (7 present, 2 consumed). */
  parts: { part: Id; count: number; result: PartResult; note: string | null }[]
  note: string | null
}

// --- POST /sync --------------------------------------------------------------

export interface Report {
  waiting: number
  oldest_at: Time | null
  persisted: boolean | null
  installed: boolean
  storage_lost: boolean
  digest_differs: boolean
}

export interface SyncRequest {
  protocol: 1
  app_version?: string
  sent_at: Time
  cursor?: string | null
  facts: string[]
  devices?: Id[]
  report?: Report
  limit?: number
}

export type Outcome = "stored" | "duplicate" | "flagged" | "quarantined"

export interface NamedDiscrepancy {
  id: Id
  kind: string
}

export interface Result {
  id: Id | null
  hash: string
  outcome: Outcome
  reason: string | null
  at: number | null
  discrepancies: NamedDiscrepancy[]
}

export interface Have {
  device: Id
  through: number
  beyond: [number, number][]
}

export interface Change {
  audience: string
  collection: string
  id: Id
  seq: number
  hash: string
  row: unknown | null
}

export interface Digest {
  count: number
  sum: number
}

export type DeviceState = "active" | "draining" | "revoked"

export interface SyncAnswer {
  protocol: 1
  server_time: Time
  results: Result[]
  have: Have[]
  resend: boolean
  epoch: string
  view: string
  reset: boolean
  changes: Change[]
  cursor: string | null
  upto: number
  more: boolean
  digest: Digest | null
  device: DeviceState
  new_device: { device: Id; token: string } | null
  photos_wanted: string[]
  backoff_s: number | null
  min_app: string | null
}

// --- POST /enrol and refusals --------------------------------------------------

export type EnrolRequest = { email: string; password: string; label: string } | { code: string; label: string }

export interface EnrolAnswer {
  device: Id
  token: string | null
  library: Library
  people: Person[]
  epoch: string
  view: string
}

export interface Problem {
  code: string
  detail?: string
  fields?: Record<string, unknown>
}

// --- rows of the feed ----------------------------------------------------------

export interface StaffRow extends Person {
  active: boolean
}

export interface PartnerRow {
  id: Id
  name: string
  kind: string
}

export interface SiteRow {
  id: Id
  partner: Id
  name: string
  address: string | null
}

export interface Part {
  id: Id
  name: string
  count: number
  tag: string | null
}

export type CustodyState = "in_store" | "out"
export type Holder = { staff: Id } | { partner: Id; site: Id | null }

export interface Custody {
  state: CustodyState
  holder: Holder | null
  since: Time | null
  due_on: CalendarDate | null
  /** What the holder has, and is still to be accounted for. */
  parts_out: { part: Id; count: number }[]
}

export interface KitDiscrepancy {
  id: Id
  kind: string
  state: string
}

export interface KitRow {
  id: Id
  code: string
  name: string
  parts: Part[]
  custody: Custody
  discrepancies: KitDiscrepancy[]
}
