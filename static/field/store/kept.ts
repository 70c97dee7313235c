/** What is kept in the outbox, as it lies there. A new need goes into members; none is ever taken away. */

import type { DeviceState, Id, Library, NamedDiscrepancy, Outcome, Person } from "../wire"

export interface KeptAnswer {
  outcome: Outcome
  reason: string | null
  discrepancies: NamedDiscrepancy[]
  /** Head of the feed after the fact, in `epoch`. */
  at: number | null
  epoch: string
  /** The highest number of a replica begun when the answer came: a later one shows the fact. */
  replica: number
  answeredAt: number
}

/** A photo that a fact names, as far as it has come. Its bytes lie beside the facts, under its hash. */
export interface KeptPhoto {
  sha256: string
  size: number
  /**
   * `refused`: the library could not read it as a picture; it stays here as long as the fact does. `lost`: this phone's
   * storage lost its bytes before they were sent.
   */
  state: "waiting" | "sent" | "refused" | "lost"
  /** When that was heard. */
  at: number | null
}

/** The bytes of a photo. */
export interface PhotoBytes {
  sha256: string
  type: string
  bytes: ArrayBuffer
}

/** One fact as it is kept: the exact text that was hashed and is sent. */
export interface KeptFact {
  device: Id
  seq: number
  id: Id
  library: Id
  text: string
  hash: string
  /** Order of recording on this phone, across device ids. */
  order: number
  /** Equals `order` while no answer counts; absent after one, so that the index holds only what waits. */
  waiting?: number
  answer: KeptAnswer | null
  /** An answer that no longer counts, because the server has lost the fact. */
  before: KeptAnswer | null
  photos?: KeptPhoto[]
  /** How many photos were to go with it and found no room on this phone. */
  photosLost?: number
}

export interface Identity {
  device: Id
  token: string
  label: string
  state: DeviceState | "unknown"
  library: Library
  people: Person[]
  epoch: string
  view: string
}

export interface Exchange {
  lastExchangeAt: number | null
  lastHeardAt: number | null
  /** Our own back-off ends. */
  retryAt: number | null
  /** The server asked for quiet until then. */
  askedUntil: number | null
  failures: number
  trouble: { code: string; at: number } | null
  /** The digest differed after a fresh fetch; not fetched afresh again before this. */
  digestRetryAt: number | null
  minApp: string | null
}

export interface Meta {
  identity: Identity | null
  counts: { order: number; seqs: Record<Id, number> }
  person: Id | null
  clock: { offsetMs: number; rttMs: number; measuredAt: number } | null
  replica: {
    current: number | null
    filling: number | null
    /** The filling one was begun because a digest differed. */
    forDigest: boolean
    /** The highest number ever begun. */
    last: number
  }
  exchange: Exchange
  /** The databases were found emptied; told to the server at the next exchange. */
  lost: { device: Id; lastSeq: number } | null
  /** All was handed in and the phone is emptying itself: nothing is recorded any more. */
  wiping: boolean
}

export const BLANK: Meta = {
  identity: null,
  counts: { order: 0, seqs: {} },
  person: null,
  clock: null,
  replica: { current: null, filling: null, forDigest: false, last: 0 },
  exchange: {
    lastExchangeAt: null,
    lastHeardAt: null,
    retryAt: null,
    askedUntil: null,
    failures: 0,
    trouble: null,
    digestRetryAt: null,
    minApp: null,
  },
  lost: null,
  wiping: false,
}
