/**
 * The shapes that travel between a phone and the server, version 1. Types only.
 *
 * Made by build/wire_types.py from the server's own schemas (`make wire`); not to be changed by hand. Frozen
 * with the first release: members are added, never changed or taken away, so all is read with others allowed.
 */

export type Id = string
/** RFC 3339 with offset. */
export type Time = string
/** YYYY-MM-DD on a calendar, without a zone. */
export type CalendarDate = string

/** Server minus phone at the phone's last measurement. */
export interface ClockSample {
  offset_ms: number
  rtt_ms: number
  age_s: number
}

/** What the phone knew when it recorded. */
export interface Seen {
  epoch: Id
  seq: number
}

/** What every fact carries, whatever its kind. */
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
  seen: Seen | null
  payload: Payload
}

/** The kit goes to a staff member. */
export interface ToStaff {
  staff: Id
}

/** The kit goes to a partner; `contact` is a business contact in free text. */
export interface ToPartner {
  partner: Id
  site: Id | null
  contact: string | null
}

export type Receiver = ToStaff | ToPartner

export type PartState = "ok" | "attention" | "damaged" | "missing"

/** A part as it goes out. */
export interface PartOut {
  part: Id
  count: number
  state: PartState
}

/** A photo that a fact names; `part` is the part that it shows, null the whole. */
export interface NamedPhoto {
  sha256: string
  part: Id | null
}

/** The terms that somebody signed under, as they read then. */
export interface SignedTerms {
  version: number
  language: string
  text: string
}

/**
 * Who signed for a kit: a person at work, by name and role. `drawn` is their hand on a field of 600 by 200 points,
 * as the path of an SVG picture; without it the typed name signs.
 */
export interface SignOff {
  name: string | null
  role: string | null
  terms: SignedTerms | null
  drawn: string | null
}

/** kit.checked_out v1. An empty list of parts means the whole kit. */
export interface KitCheckedOut {
  to: Receiver
  due_on: CalendarDate | null
  parts: PartOut[]
  note: string | null
  photos?: NamedPhoto[]
  signed_off?: SignOff | null
}

export type PartResult = "present" | "missing" | "damaged" | "consumed"

/** A part as it comes back, or does not. One part may stand several times. */
export interface PartIn {
  part: Id
  count: number
  result: PartResult
  note?: string | null
}

/**
 * kit.checked_in v1. A part that is out and not listed stays out; an empty list means the whole kit. What stays
 * out is due back on `rest_due_on`; without it when all of it was.
 */
export interface KitCheckedIn {
  parts: PartIn[]
  rest_due_on?: CalendarDate
  note: string | null
  photos?: NamedPhoto[]
}

/** A partner had it, at one of its sites where one is named. */
export interface FromPartner {
  partner: Id
  site: Id | null
}

export type Giver = ToStaff | FromPartner

/**
 * kit.handed_over v1. All that the giver has of the kit goes to the taker. Either side tells it, or both do: then
 * under one `handover`, which the taker's phone reads from the giver's screen. Where it was not read the sides are
 * matched by who gave and who took. A `due_on` of null leaves the date as it is.
 */
export interface KitHandedOver {
  handover: Id
  giver: Giver
  to: Receiver
  due_on: CalendarDate | null
  note: string | null
  signed_off?: SignOff | null
}

/** kit.extended v1. Whoever has the kit keeps it until another day; null is a day that nobody knows yet. */
export interface KitExtended {
  due_on: CalendarDate | null
  note: string | null
}

export type Work = "charged" | "wiped" | "updated" | "inspected" | "repaired"

/** kit.serviced v1. An empty list of parts means the whole kit. */
export interface KitServiced {
  did: Work[]
  parts: Id[]
  note: string | null
}

export type KitCondition = "ok" | "attention" | "out_of_service"

export type Condition = "ok" | "attention" | "damaged" | "out_of_service" | "lost" | "destroyed"

/** So many of a part are in this condition. */
export interface PartCondition {
  part: Id
  count: number
  condition: Condition
}

/**
 * kit.condition_noted v1. `kit` is the condition of the whole, null where nothing is said of it. The lines of a
 * part together say all of its condition: one in the condition "ok" means that all of it is fine.
 */
export interface KitConditionNoted {
  kit: KitCondition | null
  parts: PartCondition[]
  note: string | null
}

/** So many of a part were put in. */
export interface PartAdded {
  part: Id
  count: number
}

/** kit.restocked v1. Things were put in for what was used up, lost or destroyed. */
export interface KitRestocked {
  parts: PartAdded[]
  note: string | null
}

export type CountResult = "found" | "missing" | "unexpected"

/** A part as it was looked for; `unexpected` is a part of another kit. One part may stand as found and as missing. */
export interface PartCounted {
  part: Id
  count: number
  result: CountResult
}

/** A code as it was read, whatever it says. */
export interface UnknownCode {
  code: string | null
}

/**
 * kit.counted v1. A stocktake of what is where the kit is; a part that is not listed was not looked for. `codes`
 * are those that the phone knew nothing of.
 */
export interface KitCounted {
  parts: PartCounted[]
  codes: UnknownCode[]
  note: string | null
}

export type KitProblem = "damaged" | "missing" | "not_working" | "found" | "other"

/**
 * kit.problem_reported v1. Whoever says it need not have the kit; it moves nothing. A null part is the whole kit.
 * From the public it has no author: nobody is asked who they are.
 */
export interface KitProblemReported {
  what: KitProblem
  part: Id | null
  words: string | null
  where: string | null
  photos?: NamedPhoto[]
}

/** visit.started v1. Its subject is the visit, planned at the desk or made by the phone; `site` is where it began. */
export interface VisitStarted {
  site: Id | null
  trainers: Id[]
  note: string | null
}

export type VisitOutcome = "held" | "nobody_came" | "closed" | "called_off"

/** visit.finished v1. The last one holds, so that a summary can be put right. */
export interface VisitFinished {
  outcome: VisitOutcome
  note: string | null
}

export type SessionKind = "program" | "one_to_one" | "outreach_contact" | "staff_training"

export type SessionFormat = "onsite" | "offsite" | "virtual" | "hybrid_onsite" | "hybrid_offsite"

export type SessionAudience = "0-5" | "6-11" | "12-18" | "19+" | "general"

/** training_session.logged v1. `room_holds` is what the phone knew of the room. */
export interface SessionLogged {
  on: CalendarDate
  starts_at: Time
  ends_at: Time | null
  site: Id | null
  kind: SessionKind
  format: SessionFormat
  audience: SessionAudience
  trainers: Id[]
  attendance_in_person: number | null
  attendance_virtual: number | null
  async_views_30d: number | null
  sponsor: ("funds" | "staff_time")[] | null
  digital_literacy: boolean | null
  topic: Id | null
  languages: string[]
  kits: Id[]
  partner_share: ("space" | "staff" | "publicity" | "devices" | "refreshments" | "other")[] | null
  room_holds: number | null
  series: Id | null
  notes: string | null
}

/** When, where and by whom a session is said to be given; names the days of trainers and places that it concerns. */
export interface SessionSetting {
  on: CalendarDate
  starts_at: Time
  ends_at: Time | null
  site: Id | null
  kind: SessionKind
  audience: SessionAudience
  trainers: Id[]
}

/** The members of a session that an amendment changes; those that are not there stay as they are. */
export interface SessionChanges {
  on?: CalendarDate
  starts_at?: Time
  ends_at?: Time | null
  site?: Id | null
  kind?: SessionKind
  format?: SessionFormat
  audience?: SessionAudience
  trainers?: Id[]
  attendance_in_person?: number | null
  attendance_virtual?: number | null
  async_views_30d?: number | null
  sponsor?: ("funds" | "staff_time")[] | null
  digital_literacy?: boolean | null
  topic?: Id | null
  languages?: string[]
  kits?: Id[]
  partner_share?: ("space" | "staff" | "publicity" | "devices" | "refreshments" | "other")[] | null
  room_holds?: number | null
  series?: Id | null
  notes?: string | null
}

/**
 * training_session.amended v1. `of` is the fact that gave the version amended, `was` its setting, as the phone saw
 * them.
 */
export interface SessionAmended {
  of: Id
  was: SessionSetting
  changes: SessionChanges
  reason: string | null
}

/** training_session.withdrawn v1. It was not given, or was logged twice. */
export interface SessionWithdrawn {
  of: Id
  was: SessionSetting
  reason: string | null
}

/**
 * flyer.placed v1. A stack was laid out; its subject is the placement, whose id the phone makes. `code` is the
 * stack's: made on the phone, or printed on it. `spot` says where at the site, `language` is null where the stack
 * speaks several. The last one holds, so that what was written down wrongly can be put right.
 */
export interface FlyerPlaced {
  flyer: Id
  code: Id
  site: Id | null
  spot: string
  language: Id | null
  copies: number
  restock_on: CalendarDate | null
  note: string | null
  photos?: NamedPhoto[]
}

/** flyer.restocked v1. So many were added to the stack; `left` were still there, null where nobody counted. */
export interface FlyerRestocked {
  copies: number
  left: number | null
  restock_on: CalendarDate | null
  note: string | null
  photos?: NamedPhoto[]
}

export type RemovalReason = "gone" | "removed" | "expired"

/**
 * flyer.removed v1. The stack lies there no more: it was all gone, taken away, or out of date. `code` is the
 * stack's.
 */
export interface FlyerRemoved {
  code: Id
  reason: RemovalReason
  left: number | null
  note: string | null
}

/**
 * flyer.handed_out v1. Flyers went from hand to hand, or a code was shown; less than nought takes back. Its
 * subject is the visit, or an id that the phone makes where there is none. `code` is told when a phone begins to
 * hold up a code of its own for this flyer in this language: with a count of nought, and once, not with each that
 * is handed out.
 */
export interface FlyerHandedOut {
  flyer: Id
  language: Id | null
  count: number
  site: Id | null
  code?: Id | null
}

/** outcome.answered v1. What one person said of the session that is its subject; nobody is told who or when. */
export interface OutcomeAnswered {
  knowledge: number | null
  confidence: number | null
  application: number | null
  awareness: number | null
  words: string | null
}

export type NeedTopic = "connectivity" | "device" | "digital_skills" | "tech_support" | "content" | "other"

/** need.heard v1. What people asked for; `words` is a line about it that names nobody. */
export interface NeedHeard {
  site: Id | null
  topic: NeedTopic
  count: number
  words: string | null
}

/** referral.given v1. That people were sent on to a listing of the directory, or with a topic alone. */
export interface ReferralGiven {
  site: Id | null
  listing: Id | null
  topic: NeedTopic
  count: number
}

export type HelpSort = "one_to_one" | "table"

/** help.tallied v1. One-to-one help, or people who stopped at a table. */
export interface HelpTallied {
  site: Id | null
  sort: HelpSort
  topic: Id | null
  count: number
}

export type ContactWay = "in_person" | "phone" | "email" | "other"

/**
 * partner.contacted v1. A talk with a partner: what was said, and what is to be done next and by when. There is a
 * next step where there is a day for it. `done` names earlier talks whose next step is done with this one.
 */
export interface PartnerContacted {
  site: Id | null
  way: ContactWay
  note: string | null
  next_step: string | null
  next_on: CalendarDate | null
  done: Id[]
}

export type PartnerWish = "kit" | "class" | "flyers" | "problem" | "other"

/**
 * partner.asked v1. On the partner's own page somebody there asked for something, or told of a problem. `contact`
 * is a business contact: whom to answer, at work.
 */
export interface PartnerAsked {
  sort: PartnerWish
  site: Id | null
  words: string | null
  contact: string | null
}

export type ListingFault = "gone" | "hours" | "phone" | "place" | "cost" | "other"

/** listing.change_suggested v1. On the public page of a listing somebody said what is otherwise; nobody asked who. */
export interface ListingChangeSuggested {
  sort: ListingFault
  words: string | null
}

/**
 * hand_in.amended v1, from a phone. What is said of a hand-in that came back, which makes it another version. `of`
 * is the version that was looked at. `counted` is the kit.counted fact that was recorded along with it; null where
 * the hand-in is right as recorded.
 */
export interface HandInAmended {
  of: Id
  counted: Id | null
  words: string | null
}

export type InquiryAnswer = "right" | "mistaken" | "unsure"

/** discrepancy.answered v1. What the asked one says: it is as recorded, it was a mistake, or they do not know. */
export interface DiscrepancyAnswered {
  asked: Id
  answer: InquiryAnswer
  words: string | null
}

/** What is said to everybody in one language. */
export interface EmergencyWords {
  language: string
  text: string
}

/**
 * emergency.declared v1. Its subject is the library's one history of emergencies. `emergency` is its id, made by
 * whoever declares it; `after` the last emergency that they knew to be over.
 */
export interface EmergencyDeclared {
  emergency: Id
  name: string
  words: EmergencyWords[]
  after: Id | null
}

/** emergency.updated v1. It is called otherwise, or something else is said to everybody. */
export interface EmergencyUpdated {
  emergency: Id
  name: string
  words: EmergencyWords[]
}

/** emergency.ended v1. */
export interface EmergencyEnded {
  emergency: Id
  note: string | null
}

export type EmergencyPlaceState = "open" | "closed" | "gone"

export type Weekday = "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU"

/** Open at these hours on this weekday of every week; an end that is not after the start is on the next day. */
export interface WeeklyHours {
  byday: Weekday
  opens_at: string
  closes_at: string
}

/** From one day to another in place of the week's hours: these, or closed where there are none. */
export interface HoursOtherwise {
  valid_from: CalendarDate
  valid_to: CalendarDate
  opens_at: string | null
  closes_at: string | null
}

/** When a place is open, by the clock on its wall. */
export interface OpeningHours {
  weekly: WeeklyHours[]
  otherwise: HoursOtherwise[]
}

export type EmergencyService =
  | "charging"
  | "internet"
  | "devices"
  | "forms"
  | "information"
  | "printing"
  | "hotspots"
  | "air"
  | "water"
  | "children"
  | "other"

/**
 * emergency.place_told v1. Its subject is the emergency. What a place offers and when; `gone` is told no more.
 * `place` is the id of one of the partners' sites, or made for one that is none of them, which then has a name.
 */
export interface PlaceTold {
  place: Id
  name: string | null
  address: string | null
  state: EmergencyPlaceState
  hours: OpeningHours | null
  services: EmergencyService[]
  words: EmergencyWords[]
}

export type EmergencyState = "safe" | "available" | "need_help"

/**
 * emergency.checked_in v1. Its subject is a day of the emergency. How one of the staff is; where only if they say
 * so.
 */
export interface CheckedIn {
  staff: Id
  state: EmergencyState
  place: Id | null
}

/**
 * emergency.people_helped v1. Its subject is a day of the emergency; less than nought takes back what was too
 * much.
 */
export interface PeopleHelped {
  place: Id | null
  service: EmergencyService
  count: number
}

export type EmergencyItem = "flyer" | "hotspot" | "charger" | "device" | "form" | "water" | "hygiene" | "other"

/** emergency.handed_out v1. Its subject is a day of the emergency; less than nought takes back what was too much. */
export interface HandedOut {
  place: Id | null
  item: EmergencyItem
  count: number
}

/** What a phone tells of itself, for the desk's page of devices. */
export interface Report {
  waiting?: number
  oldest_at?: Time | null
  persisted?: boolean | null
  installed?: boolean | null
  storage_lost?: boolean | null
  digest_differs?: boolean | null
}

/** POST /sync. Only protocol, sent_at and facts must be there, so that a phone can always hand in facts. */
export interface SyncRequest {
  protocol: 1
  sent_at: Time
  facts: string[]
  app_version?: string
  cursor?: string | null
  devices?: Id[]
  report?: Report | null
  limit?: number | null
}

export type Outcome = "stored" | "duplicate" | "flagged" | "quarantined"

export type Reason =
  | "unreadable"
  | "bad_shape"
  | "unknown_kind"
  | "unknown_version"
  | "same_id_other_bytes"
  | "device_revoked"
  | "not_storable"
  | "too_large"
  | "fault"

/** A discrepancy that names a fact. */
export interface NamedDiscrepancy {
  id: Id
  kind: string
}

/** What became of one element of `facts`; all outcomes mean that the server has it. */
export interface Result {
  id: Id | null
  hash: string
  outcome: Outcome
  reason: Reason | null
  at: number | null
  discrepancies: NamedDiscrepancy[]
}

/** Which places of a device the server holds: 1..through, and the ranges above. */
export interface Have {
  device: Id
  through: number
  beyond: [number, number][]
}

/** One row of the feed; null removes. */
export interface Change {
  audience: string
  collection: string
  id: Id
  seq: number
  hash: string
  row: Record<string, unknown> | null
}

/** Count of the live rows that the device may see, and the sum of their hashes modulo 2^32. */
export interface Digest {
  count: number
  sum: number
}

export type DeviceState = "active" | "draining" | "revoked"

/** An identity to use for facts recorded from now on. */
export interface NewDevice {
  device: Id
  token: string
}

/** 200 whenever the envelope could be read. */
export interface SyncAnswer {
  protocol: 1
  server_time: Time
  results: Result[]
  have: Have[]
  resend: boolean
  epoch: Id
  view: Id
  reset: boolean
  changes: Change[]
  cursor: string | null
  upto: number
  more: boolean
  digest: Digest | null
  device: DeviceState
  new_device: NewDevice | null
  photos_wanted: string[]
  backoff_s: number | null
  min_app: string | null
}

/** POST /enrol: an address with a password, or a code. */
export interface EnrolRequest {
  label: string
  email?: string
  password?: string
  code?: string
}

/** What is said in one language. */
export interface LibraryWords {
  language: string
  text: string
}

/** The last emergency of the library, whether it runs or is over. */
export interface LibraryEmergency {
  id: Id
  name: string
  since: Time
  over: boolean
  words: LibraryWords[]
}

/** The library that the device belongs to. */
export interface Library {
  id: Id
  name: string
  time_zone: string
  languages: string[]
  loan_days?: number
  emergency?: LibraryEmergency
}

export type Role = "trainer" | "coordinator" | "admin"

/** A staff member who uses the device. */
export interface Person {
  id: Id
  name: string
  role: Role
}

/** 200. `token` is null where the device keeps the one it has. */
export interface EnrolAnswer {
  device: Id
  token: string | null
  library: Library
  people: Person[]
  epoch: Id
  view: Id
}

/** GET /hello. */
export interface Hello {
  protocol: 1
  server_time: Time
}

/** POST /quarantine, 202: the SHA-256 of the bytes that are kept, hex. */
export interface QuarantineAnswer {
  hash: string
}

/** PUT /photos: how many bytes from its start are held, and whether the photo is whole; it is on disk. */
export interface PhotoAnswer {
  offset: number
  complete: boolean
}

/** RFC 9457 with a stable code, and what is wrong with each member. */
export interface Problem {
  type?: string
  title: string
  status: number
  code: string
  detail: string
  fields?: Record<string, unknown>
}

/** A colleague; no address. */
export interface StaffRow {
  id: Id
  name: string
  role: Role
  active: boolean
}

export type PartnerStage = "prospect" | "active" | "dormant" | "ended"

/** Somebody of a partner who can be reached at work; what is not known is empty. */
export interface BusinessContact {
  name: string
  role: string
  phone: string
  mail: string
}

/** A community organisation. */
export interface PartnerRow {
  id: Id
  name: string
  kind: string
  stage?: PartnerStage
  notes?: string
  contacts?: BusinessContact[]
  into?: Id
}

/** The network of a place that is for everybody; without a password it is open. */
export interface SiteWifi {
  name: string
  password: string
}

/** One of a partner's places. */
export interface SiteRow {
  id: Id
  partner: Id
  name: string
  address: string | null
  contact?: string
  phone?: string
  mail?: string
  closed_on?: CalendarDate
  opening?: OpeningHours
  position?: string
  room?: string
  capacity?: number
  power?: string
  access?: string
  languages?: string
  wifi?: SiteWifi
}

/** The terms in one language. */
export interface TermsText {
  language: string
  text: string
}

/** The terms as they are now; the last row of them is the only one that phones have. */
export interface TermsRow {
  id: Id
  version: number
  texts: TermsText[]
}

/** A tagged item or a counted thing in a kit. */
export interface Part {
  id: Id
  name: string
  count: number
  tag: string | null
  door?: string
}

export type CustodyState = "in_store" | "out"

/** A staff member has the kit. */
export interface WithStaff {
  staff: Id
}

/** A partner has the kit, at one of its sites where one is named. */
export interface WithPartner {
  partner: Id
  site: Id | null
}

export type Holder = WithStaff | WithPartner

/** What the holder has of a part and is still to be accounted for. */
export interface PartOutRow {
  part: Id
  count: number
}

/** Who has the kit now; `parts_out` is what is still to be accounted for. */
export interface Custody {
  state: CustodyState
  holder: Holder | null
  since: Time | null
  due_on: CalendarDate | null
  parts_out: PartOutRow[]
}

/** So many of a part are not as they should be. */
export interface PartAmissRow {
  part: Id
  condition: Condition
  count: number
}

/** When the whole kit was last seen to in this way, and how many loans it had had by then. */
export interface ServicedRow {
  work: Work
  at: Time
  loans: number
}

/** When a part was last seen to in this way, where that was after the whole kit was. */
export interface SeenToRow {
  part: Id
  work: Work
  at: Time
}

/** How fit a kit is: null where the whole is fine; what of its parts is amiss or lacking; what was done for it. */
export interface KitCare {
  condition: KitCondition | null
  amiss: PartAmissRow[]
  short: PartOutRow[]
  serviced: ServicedRow[]
  loans: number
  seen_to?: SeenToRow[]
}

/** After how many days, or how many loans, a kit is to be inspected again. */
export interface Upkeep {
  days: number | null
  loans: number | null
}

/** Something of the kit that does not add up. */
export interface KitDiscrepancy {
  id: Id
  kind: string
  state: "open" | "settled"
}

/** A kit with its contents, its custody, and what does not add up. */
export interface KitRow {
  id: Id
  code: string
  name: string
  door?: string
  parts: Part[]
  custody: Custody
  care?: KitCare
  upkeep?: Upkeep
  discrepancies: KitDiscrepancy[]
  counted_at?: Time
}

export type GuideBlockKind = "text" | "points" | "steps"

/** A paragraph with its lines, or a list with its entries; those of `steps` are numbered on from `first`. */
export interface GuideBlock {
  kind: GuideBlockKind
  first: number
  lines: string[]
}

/** A guide in one language. */
export interface GuideText {
  language: Id
  blocks: GuideBlock[]
}

/** How to use the kit of this id, in those languages that the library wrote it in. */
export interface GuideRow {
  id: Id
  texts: GuideText[]
}

/** A kit that is promised. `busy_from` and `busy_until` are its time with the ways and until it is ready again. */
export interface ReservationRow {
  id: Id
  kit: Id
  visit: Id | null
  partner: Id | null
  site: Id | null
  staff: Id[]
  starts_at: Time
  ends_at: Time
  busy_from: Time
  busy_until: Time
}

export type VisitState = "planned" | "started" | "finished"

/** Something of the visit that does not add up. */
export interface VisitDiscrepancy {
  id: Id
  kind: string
  state: "open" | "settled"
}

/** What the desk asks about a visit that it returned. */
export interface VisitAsked {
  text: string
  by: Id | null
  at: Time
}

/** A visit: what was planned (null or empty where it began on the spot) and what became of it. */
export interface VisitRow {
  id: Id
  on: CalendarDate | null
  site: Id | null
  starts_at: Time | null
  ends_at: Time | null
  zone: string | null
  trainers: Id[]
  kits: Id[]
  holds: string
  access: string
  parking: string
  power: string
  wifi: string
  contact: string
  room_holds: number | null
  called_off: boolean
  state: VisitState
  people: Id[]
  started_at: Time | null
  finished_at: Time | null
  outcome: string | null
  sessions: number
  attendance: number
  discrepancies: VisitDiscrepancy[]
  asked?: VisitAsked
}

/** A visit that is over: when, who was there, what was held. */
export interface PastVisit {
  id: Id
  on: CalendarDate
  people: Id[]
  sessions: number
  attendance: number
}

/** The last visits to a place, the latest first; `id` is the place's. */
export interface SiteVisitsRow {
  id: Id
  visits: PastVisit[]
}

export type ReviewState = "received" | "edited" | "has_issues" | "approved" | "rejected"

/** What the desk wrote to the trainers. */
export interface SessionComment {
  text: string
  by: Id | null
  at: Time
}

/** Something of the session that does not add up; `part` is the member that it is about, if any. */
export interface SessionDiscrepancy {
  id: Id
  kind: string
  state: "open" | "settled"
}

/** A session as it stands. `version` is the fact that an amendment names as `of`; notes stay with the library. */
export interface SessionRow {
  id: Id
  author: Id | null
  visit: Id | null
  version: Id
  versions: number
  review: ReviewState
  withdrawn: boolean
  on: CalendarDate
  starts_at: Time
  ends_at: Time | null
  site: Id | null
  kind: SessionKind
  format: SessionFormat
  audience: SessionAudience
  trainers: Id[]
  attendance_in_person: number | null
  attendance_virtual: number | null
  async_views_30d: number | null
  sponsor: ("funds" | "staff_time")[] | null
  digital_literacy: boolean | null
  topic: Id | null
  languages: string[]
  kits: Id[]
  partner_share: ("space" | "staff" | "publicity" | "devices" | "refreshments" | "other")[] | null
  room_holds: number | null
  series: Id | null
  comments: SessionComment[]
  discrepancies: SessionDiscrepancy[]
  pulse_code?: string
  merged_into?: Id | null
}

/** A subject of classes. */
export interface TopicRow {
  id: Id
  name: string
  position: number
  retired: boolean
}

export type SpaceSort = "room" | "devices"

/** A room of the library, or a set of devices that is used in it. */
export interface SpaceRow {
  id: Id
  name: string
  sort: SpaceSort
  capacity: number | null
  retired: boolean
}

export type FlyerTemplate = "handout" | "half_sheet" | "poster" | "business_card" | "table_tent"

/** What a flyer says in one language. */
export interface FlyerWords {
  language: Id
  title: string
  text: string
  action: string
  alt?: string
}

/** The picture of a flyer, as it lies behind the flyer's own code; `content` is its name there. */
export interface FlyerPicture {
  content: Id
  width: number
  height: number
}

/** A flyer; `address` is where its button leads beyond its own page. Hours are the library's own. */
export interface FlyerRow {
  id: Id
  code: Id
  version: number
  template: FlyerTemplate
  words: FlyerWords[]
  address: string | null
  valid_from: CalendarDate | null
  valid_until: CalendarDate | null
  on: CalendarDate | null
  starts: string | null
  ends: string | null
  place: string
  retired: boolean
  picture?: FlyerPicture
}

/** That a stack lies there no more. */
export interface Removal {
  reason: RemovalReason
  on: CalendarDate
}

export type PlacementDiscrepancyState = "open" | "settled"

/** Something about a stack that does not add up. */
export interface PlacementDiscrepancy {
  id: Id
  kind: string
  state: PlacementDiscrepancyState
}

/** A stack of flyers: `copies` lie there as far as is known, of `laid` in all. */
export interface PlacementRow {
  id: Id
  flyer: Id
  code: Id
  site: Id | null
  spot: string
  language: Id | null
  copies: number
  laid: number
  placed_on: CalendarDate
  restocked_on: CalendarDate | null
  restock_on: CalendarDate | null
  removed: Removal | null
  discrepancies: PlacementDiscrepancy[]
}

export type ListingStatus = "active" | "inactive" | "defunct" | "temporarily closed"

/** A telephone number as it was given. */
export interface ListingPhone {
  number: string
  dial: string
  extension: number | null
  note: string
}

/** Where a service is given. */
export interface ListingPlace {
  id: Id
  name: string
  address: string
  city: string
  latitude: number | null
  longitude: number | null
  transport: string
}

export type Frequency = "WEEKLY" | "MONTHLY"

/** When it is open, by the rules of RFC 5545 as far as the standard uses them; `place` is None for all of them. */
export interface ListingHours {
  place: Id | null
  freq: Frequency | null
  interval: number
  days: string[]
  month_days: number[]
  opens: string | null
  closes: string | null
  begins: CalendarDate | null
  valid_from: CalendarDate | null
  valid_to: CalendarDate | null
  note: string
}

export type ListingCost = "free" | "paid" | "unknown"

/** A service that people can be sent to. `topics` are codes of the library's own, or names of others'. */
export interface ListingRow {
  id: Id
  name: string
  organization: string
  description: string
  status: ListingStatus
  alert: string
  web: string
  mail: string
  phones: ListingPhone[]
  places: ListingPlace[]
  hours: ListingHours[]
  topics: string[]
  languages: string[]
  cost: ListingCost
  cost_note: string
  for_whom: string
  from_age: number | null
  to_age: number | null
  area: string
  access: string
  how_to_apply: string
  to_bring: string[]
  verified_on: CalendarDate | null
}

/**
 * What a question is about: the sort of subject, the subject, and what does not add up, in the asked one's
 * language.
 */
export interface AskedAbout {
  fold: string
  subject: Id
  told: string
}

/** A question of the desk; it leaves when it was answered or taken back. */
export interface InquiryRow {
  id: Id
  discrepancy: Id
  of: Id
  question: string
  about: AskedAbout
  by: Id | null
  at: Time
}

/** Who approved it, and when: a staff member, or a body in words. */
export interface PlanApproval {
  on: CalendarDate
  staff: Id | null
  by: string
}

/** What somebody is responsible for: "staff:<id>" or "contact:<id>", who is first named first. */
export interface PlanRole {
  id: Id
  name: string
  duties: string
  holders: string[]
}

/** A function outside the library, with a business contact; what is not known is empty. */
export interface PlanContact {
  id: Id
  name: string
  organization: string
  person: string
  phone: string
  mail: string
}

/**
 * Who is called ("role:<id>", "staff:<id>", "contact:<id>"), and by whose call; that is empty where the tree
 * begins.
 */
export interface PlanCall {
  id: Id
  who: string
  caller: string
  phone: string
  note: string
}

/** What is offered, and how, step by step; without a name it is called by what it is. */
export interface PlanService {
  id: Id
  service: EmergencyService
  name: string
  steps: string[]
}

/** Where services are offered: a site that tells of itself, or a place of the library; `services` are ids. */
export interface PlanPlace {
  id: Id
  site: string
  name: string
  address: string
  power: string
  wifi: string
  services: Id[]
  note: string
}

/** A kit that goes to a place of the plan, by its id; that is empty where it stays ready. */
export interface PlanKit {
  id: Id
  kit: Id
  place: string
  note: string
}

/** A form or page that people need. */
export interface PlanLink {
  id: Id
  name: string
  address: string
  note: string
}

/** A flyer that is ready for it. */
export interface PlanFlyer {
  id: Id
  flyer: Id
  note: string
}

/** The plan that holds; one without an approval is a draft that nobody approved. */
export interface EmergencyPlanRow {
  id: Id
  number: number
  name: string
  about: string
  approved: PlanApproval | null
  review_on: CalendarDate | null
  roles: PlanRole[]
  contacts: PlanContact[]
  calls: PlanCall[]
  services: PlanService[]
  places: PlanPlace[]
  kits: PlanKit[]
  links: PlanLink[]
  flyers: PlanFlyer[]
}

export type HandInKind = "kit.checked_in" | "kit.handed_over"

/** What the desk wrote about a hand-in. */
export interface HandInComment {
  text: string
  by: Id | null
  at: Time
}

/** A hand-in that the desk returned. `version` is the fact that an answer names as `of`. */
export interface HandInRow {
  id: Id
  version: Id
  kind: HandInKind
  kit: Id
  at: Time
  people: Id[]
  comments: HandInComment[]
}

/**
 * What the library asks about its sessions in one language, which is the id; empty where it asks as the product
 * does.
 */
export interface WordingRow {
  id: string
  knowledge: string
  confidence: string
  application: string
  awareness: string
}

/** What a place offers in the emergency that runs. */
export interface EmergencyPlaceRow {
  id: Id
  name: string | null
  address: string | null
  state: EmergencyPlaceState
  hours: OpeningHours | null
  services: EmergencyService[]
  words: EmergencyWords[]
  at: Time
}

/** How a colleague is in the emergency that runs, as they said last. */
export interface EmergencyStaffRow {
  id: Id
  state: EmergencyState
  place: Id | null
  at: Time
}

/** The payload of each kind of fact that phones record. */
export interface Payloads {
  "kit.checked_out": KitCheckedOut
  "kit.checked_in": KitCheckedIn
  "kit.handed_over": KitHandedOver
  "kit.extended": KitExtended
  "kit.serviced": KitServiced
  "kit.condition_noted": KitConditionNoted
  "kit.restocked": KitRestocked
  "kit.counted": KitCounted
  "kit.problem_reported": KitProblemReported
  "visit.started": VisitStarted
  "visit.finished": VisitFinished
  "training_session.logged": SessionLogged
  "training_session.amended": SessionAmended
  "training_session.withdrawn": SessionWithdrawn
  "flyer.placed": FlyerPlaced
  "flyer.restocked": FlyerRestocked
  "flyer.removed": FlyerRemoved
  "flyer.handed_out": FlyerHandedOut
  "outcome.answered": OutcomeAnswered
  "need.heard": NeedHeard
  "referral.given": ReferralGiven
  "help.tallied": HelpTallied
  "partner.contacted": PartnerContacted
  "partner.asked": PartnerAsked
  "listing.change_suggested": ListingChangeSuggested
  "hand_in.amended": HandInAmended
  "discrepancy.answered": DiscrepancyAnswered
  "emergency.declared": EmergencyDeclared
  "emergency.updated": EmergencyUpdated
  "emergency.ended": EmergencyEnded
  "emergency.place_told": PlaceTold
  "emergency.checked_in": CheckedIn
  "emergency.people_helped": PeopleHelped
  "emergency.handed_out": HandedOut
}

/** The row of each collection that phones mirror. */
export interface Rows {
  library: Library
  people: StaffRow
  partners: PartnerRow
  sites: SiteRow
  lending_terms: TermsRow
  kits: KitRow
  kit_guides: GuideRow
  reservations: ReservationRow
  visits: VisitRow
  site_visits: SiteVisitsRow
  training_sessions: SessionRow
  topics: TopicRow
  spaces: SpaceRow
  flyers: FlyerRow
  placements: PlacementRow
  listings: ListingRow
  inquiries: InquiryRow
  emergency_plan: EmergencyPlanRow
  hand_ins: HandInRow
  pulse_wordings: WordingRow
  emergency_places: EmergencyPlaceRow
  emergency_staff: EmergencyStaffRow
}
