/**
 * What screens see: computed from what is stored on this phone, and nothing
 * else. Labels such as "waiting" and "kept" follow from it.
 */

import type { SessionView } from "./rules/session-list"
import type { StackView } from "./rules/stack-list"
import type { VisitView } from "./rules/visit-list"
import type { KeptPhoto } from "./store/kept"
import type {
  Custody,
  DeviceState,
  EmergencyPlaceRow,
  EmergencyPlanRow,
  EmergencyStaffRow,
  Envelope,
  FlyerRow,
  GuideRow,
  HandInRow,
  Id,
  InquiryRow,
  KitCare,
  KitDiscrepancy,
  Library,
  LibraryEmergency,
  ListingRow,
  NamedDiscrepancy,
  Outcome,
  Part,
  PartnerRow,
  Person,
  ReservationRow,
  SiteRow,
  SiteVisitsRow,
  SpaceRow,
  StaffRow,
  TermsRow,
  TopicRow,
  Upkeep,
  WordingRow,
} from "./wire"

export type { SessionView } from "./rules/session-list"
export type { StackView } from "./rules/stack-list"
export type { VisitView } from "./rules/visit-list"
export type { KeptPhoto } from "./store/kept"

export type Phase =
  /** Reading what is stored. */
  | "starting"
  /** Nobody has signed in on this phone. */
  | "not_enrolled"
  | "ready"
  /** The library no longer knows this phone. All facts are kept; someone signs in again and they are sent. */
  | "enrol_again"
  /** The phone was told to leave: it sends all it holds, then empties itself. Recording still works. */
  | "leaving"
  /** Everything was handed in and the phone is empty. */
  | "wiped"
  /** The phone's storage cannot be read or written. */
  | "storage_broken"

export interface KitView {
  id: Id
  code: string
  name: string
  /** The short code on its label. */
  door?: string
  parts: Part[]
  /** With the facts of this phone that the library's rows do not show yet laid over. */
  custody: Custody
  /** The same of how fit it is; left out where nothing ever happened to it. */
  care?: KitCare
  upkeep?: Upkeep
  discrepancies: KitDiscrepancy[]
  /** When its things were last looked for, as far as the library knows. */
  counted_at?: string
  /** Ids of the facts that are laid over, in the order they happened. */
  laidOver: Id[]
  /** True while one of them is still waiting on this phone. */
  hasWaiting: boolean
}

export interface FactOnPhone {
  id: Id
  fact: Envelope
  /** The author, when they are one of this phone's people or known to the library. */
  authorName: string | null
  recordedAt: number
  /** Its photos, as far as they have come. */
  photos: readonly KeptPhoto[]
  /** How many photos found no room on this phone. */
  photosLost: number
}

/** Recorded, saved on this phone, and not known to be kept by the library. */
export interface WaitingFact extends FactOnPhone {
  /** What the server said earlier, where it has since lost the fact and will get it again. */
  saidBefore: Said | null
}

export interface Said {
  outcome: Outcome
  /** Why it is in quarantine. */
  reason: string | null
  discrepancies: NamedDiscrepancy[]
  /** When the answer came, by the phone's clock. */
  answeredAt: number
}

/** Kept by the library: stored, duplicate, flagged and quarantined all mean that it has the fact. */
export interface AnsweredFact extends FactOnPhone {
  said: Said
  /** True until the library's rows on this phone show it. */
  isLaidOver: boolean
}

export type TroubleCode =
  /** No network, or nobody answered. */
  | "no_answer"
  /** Something answered that is not the library's server: a sign-in page of a Wi-Fi, a proxy. */
  | "not_the_library"
  /** The server asked to wait; see `until`. */
  | "asked_to_wait"
  /** The server answered with something this app does not know. */
  | "not_understood"
  /** A fact too large to be sent in any way; it stays here and can be saved as a file. */
  | "too_large"
  /** Facts of another library are on this phone; they stay here and can be saved as a file. */
  | "other_library"
  | "storage_full"
  | "storage_broken"

export interface Trouble {
  code: TroubleCode
  /** When it was met, by the phone's clock. */
  at: number
  /** Attempts in a row that failed. */
  failures: number
  /** When the next attempt is made by itself, if one is planned. */
  until: number | null
}

export interface Progress {
  what: "sending" | "fetching"
  done: number
  /** Null while the number is not known. */
  total: number | null
}

export interface Status {
  /** Facts of everyone on this phone that are waiting. */
  waiting: number
  /** Photos that the library does not hold yet, of facts that it may have. */
  photosWaiting: number
  /** When the oldest of them was recorded. */
  oldestAt: number | null
  /** When all was last handed over and fetched, by the phone's clock. */
  lastExchangeAt: number | null
  /** When the server last answered anything, by the phone's clock. */
  lastHeardAt: number | null
  isSending: boolean
  progress: Progress | null
  trouble: Trouble | null
  /** True when the browser promised not to evict what is stored; null when not asked yet. */
  isPersisted: boolean | null
  /** Whether the library's rows are here, and as of when (the phone's clock). */
  replica: { isComplete: boolean; asOf: number | null; rows: number }
  /** The rows differ from the library's after fetching them afresh; tried again in a day. */
  digestDiffers: boolean
  /** Server minus phone at the last measurement. */
  clockOffsetMs: number | null
  /** The oldest app version that the server wishes for; a hint. */
  minApp: string | null
}

export interface View {
  phase: Phase
  library: Library | null
  /** The people of this phone. */
  people: Person[]
  /** The person whose screens are shown. */
  me: Person | null
  kits: KitView[]
  /** Everyone of the library that may hold a kit or wrote a fact. */
  staff: StaffRow[]
  partners: PartnerRow[]
  sites: SiteRow[]
  /** Those that this phone's people go to, or went to lately, and those begun here; by when they begin. */
  visits: VisitView[]
  /** Those of this phone's people of the last 90 days, and what was logged here; the newest first. */
  sessions: SessionView[]
  /** What classes are about, in the library's order; with those that are offered no more. */
  topics: TopicRow[]
  /** Rooms of the library that classes are held in. */
  rooms: SpaceRow[]
  /** What may be handed out, and what might once. */
  flyers: FlyerRow[]
  /** Stacks of flyers: those that lie somewhere first. */
  stacks: StackView[]
  /** Services that people can be sent to. */
  listings: ListingRow[]
  /** Which kits are promised to whom, the soonest first. */
  reservations: ReservationRow[]
  /** What partners sign under when a kit is lent to them; null where the library wrote nothing. */
  terms: TermsRow | null
  /** What the desk asks this phone's people and they have not answered, the oldest first. */
  inquiries: InquiryRow[]
  /** The disaster plan that holds; null where the library has none. */
  plan: EmergencyPlanRow | null
  /** Hand-ins that the desk returned to this phone's people and they have not answered, the oldest first. */
  handIns: HandInRow[]
  /** The last emergency, whether it runs or is over; null where there never was one. */
  emergency: LibraryEmergency | null
  /** While one runs: where what is open, and how the staff are, as the library knows. */
  emergencyPlaces: EmergencyPlaceRow[]
  emergencyStaff: EmergencyStaffRow[]
  byId: {
    kits: ReadonlyMap<Id, KitView>
    staff: ReadonlyMap<Id, StaffRow>
    partners: ReadonlyMap<Id, PartnerRow>
    sites: ReadonlyMap<Id, SiteRow>
    sessions: ReadonlyMap<Id, SessionView>
    visits: ReadonlyMap<Id, VisitView>
    topics: ReadonlyMap<Id, TopicRow>
    flyers: ReadonlyMap<Id, FlyerRow>
    stacks: ReadonlyMap<Id, StackView>
    listings: ReadonlyMap<Id, ListingRow>
    /** The last visits to a place, whoever went. */
    siteVisits: ReadonlyMap<Id, SiteVisitsRow>
    /** What the library asks about its sessions in its own words, by language. */
    wordings: ReadonlyMap<string, WordingRow>
    /** How kits are used, by kit. */
    guides: ReadonlyMap<Id, GuideRow>
  }
  /** Of all the phone's people, oldest first. A screen shows each person their own: `fact.author`. */
  waiting: WaitingFact[]
  /** The last 30 days, newest answer first. */
  answered: AnsweredFact[]
  status: Status
  device: { id: Id; label: string; state: DeviceState | "unknown" } | null
  /** The databases were emptied by the phone itself: what had not been sent is gone. Say so before enrolling. */
  storageLost: { device: Id; lastSeq: number } | null
}
