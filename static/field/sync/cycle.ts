/**
 * One cycle: send what waits, take in what is new, until there is neither.
 *
 * A fact counts as held by the server only by an answer, and everything an
 * answer says of facts is kept in one transaction. A cycle that is cut off at
 * any moment leaves a phone that sends again, at worst, what is held already.
 */

import { timeIn } from "../facts/times"
import type { KeptFact, Meta } from "../store/kept"
import type { Store } from "../store/store"
import type { Surroundings } from "../surroundings"
import type { Progress, TroubleCode } from "../view"
import type { Envelope, Report, SyncRequest } from "../wire"
import { isWhole, outcomes } from "./answer"
import { askedMs } from "./back-off"
import { batchOf, faster, type Pace, pageLimit, slower, smaller } from "./batch"
import { measure } from "./clock-offset"
import { takePage, type Verified } from "./page"
import { sendPhotos } from "./photos"
import type { Heard, Server, Timing } from "./server"

export type Ended =
  | { kind: "done" }
  /** There is more to do, and the lock was held long enough. */
  | { kind: "unfinished" }
  /** Nobody is enrolled, or the server does not know this phone any more. */
  | { kind: "not_enrolled" }
  /** The phone was told to leave, has handed everything in and is empty now. */
  | { kind: "wiped" }
  | { kind: "trouble"; code: TroubleCode; waitMs: number | null; isAskedByServer: boolean }

export interface CycleParts {
  around: Pick<Surroundings, "clock" | "appVersion" | "isInstalled">
  store: Store
  server: Server
  pace: Pace
  verified: Verified
  isPersisted(): boolean | null
  /** Called when all is handed in and the phone is about to be emptied; null where that is left to somebody else. */
  beforeWipe: (() => void) | null
  tell(progress: Progress): void
}

/** How long one cycle goes on asking: with the time limit of a request, the lock is held 90 seconds at most. */
const ENOUGH_MS = 30_000
/** Fresh starts in one cycle before something must be wrong. */
const MOST_RESETS = 3

/** How much of the envelope is sent: all of it, what facts need, or nothing but bytes. */
type Manner = "whole" | "bare" | "bytes"

type Identity = NonNullable<Meta["identity"]>

export async function cycle(parts: CycleParts): Promise<Ended> {
  return new Cycle(parts).run()
}

class Cycle {
  /** Hashes of facts tried in this cycle: each is sent once, so that no answer can make it go round for ever. */
  private readonly tried = new Set<string>()
  private manner: Manner = "whole"
  private brokenFields: Record<string, unknown> = {}
  private resets = 0
  private rows = 0
  private isTooLarge = false
  private started = 0

  constructor(private readonly parts: CycleParts) {}

  async run(): Promise<Ended> {
    const { store, around } = this.parts
    this.started = around.clock.steady()
    for (;;) {
      const meta = await store.outbox.loadMeta()
      if (meta.identity === null) return { kind: "not_enrolled" }
      if (around.clock.steady() - this.started > ENOUGH_MS) return { kind: "unfinished" }
      const ended = await this.round(meta, meta.identity)
      if (ended !== "go on") return ended
    }
  }

  private async round(meta: Meta, identity: Identity): Promise<Ended | "go on"> {
    const { store, pace, server } = this.parts
    const { facts, count } = await store.outbox.nextWaiting(MOST_LOADED + this.tried.size)
    const waiting = facts.filter(({ hash, library }) => !this.tried.has(hash) && library === identity.library.id)
    const batch = batchOf(waiting, pace)
    if (batch.length > 0) this.tell({ what: "sending", done: this.tried.size, total: this.tried.size + count })
    if (this.manner === "bytes") {
      if (batch.length === 0) return this.afterBroken()
      return this.asBytes(identity, batch)
    }
    if (this.manner === "bare" && batch.length === 0) return this.afterBroken()

    const target = await store.target()
    const cursor = target.state?.cursor ?? null
    const request = await this.request(meta, identity, batch, { cursor, oldest: facts[0], count })
    const heard = await server.sync(identity.token, request)
    if (heard.kind !== "answer") return this.noAnswer(identity, batch, heard)

    const answer = heard.body
    const now = this.parts.around.clock.now()
    if (!isWhole(answer, batch.length)) return trouble("not_understood")
    for (const { hash } of batch) this.tried.add(hash)
    faster(pace)
    const isHeard = await store.hear({
      answers: outcomes(batch, answer.results, now),
      have: answer.have ?? [],
      resend: answer.resend,
      epoch: answer.epoch,
      view: answer.view,
      state: answer.device,
      newDevice: answer.new_device,
      clock: measure(meta.clock, answer.server_time, heard.timing),
      toldOfLoss: request.report?.storage_lost ?? false,
      photosWanted: answer.photos_wanted ?? [],
      exchange: {
        lastHeardAt: now,
        askedUntil: null,
        retryAt: answer.backoff_s === null ? null : now + askedMs(answer.backoff_s),
        minApp: answer.min_app,
      },
    })

    if (!isHeard) return { kind: "not_enrolled" }
    if (answer.device !== "active") return this.leave(identity, batch.length)
    // An answer to less than the whole envelope brings rows for another cursor.
    if (this.manner === "bare") return "go on"
    if (answer.more && answer.changes.length === 0 && answer.cursor === cursor) return trouble("not_understood")
    if (answer.reset && ++this.resets > MOST_RESETS) return trouble("not_understood")
    this.rows += answer.changes.length
    if (target.isFilling || answer.reset) this.tell({ what: "fetching", done: this.rows, total: null })
    const isMore = await takePage(store, target, answer, this.parts.verified, now)
    if (isMore || waiting.length > batch.length) return "go on"
    return this.isFinished(identity)
  }

  /** Facts may have been recorded, or taken back, while the answer was on its way. */
  private async isFinished(identity: Identity): Promise<Ended | "go on"> {
    const { facts } = await this.parts.store.outbox.nextWaiting(MOST_LOADED + this.tried.size)
    const isLeft = facts.some(({ hash, library }) => !this.tried.has(hash) && library === identity.library.id)
    if (isLeft) return "go on"
    return (await this.photos(identity)) ?? (this.isTooLarge ? trouble("too_large") : { kind: "done" })
  }

  /** Photos come after the facts that name them. Null when none is left to be tried. */
  private async photos(identity: Identity): Promise<Ended | "go on" | null> {
    const { store, server, pace, around } = this.parts
    const sent = await sendPhotos({
      store,
      server,
      pace,
      identity,
      tried: this.tried,
      now: () => around.clock.now(),
      isEnough: () => around.clock.steady() - this.started > ENOUGH_MS,
      tell: (done, total) => this.tell({ what: "sending", done, total }),
    })
    if (sent === "all") return null
    if (sent === "unfinished") return { kind: "unfinished" }
    return this.noAnswer(identity, [], sent)
  }

  private async leave(identity: Identity, sent: number): Promise<Ended | "go on"> {
    if (await this.isWiped()) return { kind: "wiped" }
    if (sent > 0) return "go on"
    const photos = await this.photos(identity)
    if (photos !== null) return photos
    return { kind: (await this.isWiped()) ? "wiped" : "done" }
  }

  /** Empties the phone where nothing is left on it. */
  private async isWiped(): Promise<boolean> {
    const { store, beforeWipe } = this.parts
    if (beforeWipe === null || !(await store.outbox.closeForWipe())) return false
    beforeWipe()
    await store.wipe()
    return true
  }

  private async noAnswer(
    identity: Identity,
    batch: KeptFact[],
    heard: Exclude<Heard<unknown>, { kind: "answer" }>,
  ): Promise<Ended | "go on"> {
    const { pace, store } = this.parts
    switch (heard.kind) {
      case "no_answer":
        if (heard.isLate) slower(pace)
        return trouble("no_answer")
      case "not_the_library":
        return trouble("not_the_library")
      case "wait":
        return trouble("asked_to_wait", heard.seconds, heard.isServer)
      case "too_large":
        if (batch.length === 0) return trouble("not_understood")
        if (batch.length === 1) return this.asBytes(identity, batch)
        smaller(pace, batch.length)
        return "go on"
      case "refused":
        if (heard.status === 401 && heard.problem.code === "device.unknown") {
          await store.update("identity", (now) => (now?.token === identity.token ? { ...now, state: "unknown" } : now))
          return { kind: "not_enrolled" }
        }
        if (heard.status !== 400 || heard.problem.code !== "envelope.broken") return trouble("not_understood")
        if (this.manner === "whole") this.brokenFields = heard.problem.fields ?? {}
        this.manner = this.manner === "whole" ? "bare" : "bytes"
        return "go on"
    }
  }

  /** The facts are handed in; what remains is the envelope, which one fresh cursor may mend. */
  private async afterBroken(): Promise<Ended | "go on"> {
    if (!("cursor" in this.brokenFields)) return trouble("not_understood")
    this.brokenFields = {}
    this.manner = "whole"
    await this.parts.store.beginReplica({ forDigest: false })
    return "go on"
  }

  /** For what `/sync` cannot carry: each fact by itself, byte for byte. */
  private async asBytes(identity: Identity, batch: KeptFact[]): Promise<Ended | "go on"> {
    const { server, store } = this.parts
    for (const fact of batch) {
      this.tried.add(fact.hash)
      const heard = await server.quarantine(identity.token, fact.text)
      if (heard.kind === "too_large") {
        this.isTooLarge = true
        continue
      }
      if (heard.kind === "refused" && heard.status === 400) return trouble("not_understood")
      if (heard.kind !== "answer") return this.noAnswer(identity, [], heard)
      if (heard.body.hash !== fact.hash) return trouble("not_understood")
      await store.hear(this.tookBytes(identity, fact, heard.timing))
    }
    return "go on"
  }

  private tookBytes(identity: Identity, fact: KeptFact, timing: Timing): Parameters<Store["hear"]>[0] {
    const answeredAt = timing.midpoint
    const answer = { outcome: "quarantined", reason: "sent_as_bytes", at: null, discrepancies: [], answeredAt } as const
    return {
      answers: [{ fact, answer: { ...answer, discrepancies: [] } }],
      have: [],
      resend: false,
      epoch: identity.epoch,
      view: identity.view,
      state: identity.state,
      newDevice: null,
      toldOfLoss: false,
      photosWanted: [],
      exchange: { lastHeardAt: answeredAt },
    }
  }

  private async request(
    meta: Meta,
    identity: Identity,
    batch: KeptFact[],
    seen: { cursor: string | null; oldest: KeptFact | undefined; count: number },
  ): Promise<SyncRequest> {
    const { around, store, pace, isPersisted } = this.parts
    const { clock } = around
    const facts = batch.map(({ text }) => text)
    const bare: SyncRequest = { protocol: 1, sent_at: timeIn(clock.zone(), clock.now()), facts }
    if (this.manner !== "whole") return bare
    const held = await store.outbox.devices()
    const report: Report = {
      waiting: seen.count,
      oldest_at: seen.oldest === undefined ? null : (JSON.parse(seen.oldest.text) as Envelope).recorded_at,
      persisted: isPersisted(),
      installed: around.isInstalled(),
      storage_lost: meta.lost !== null,
      digest_differs: meta.exchange.digestRetryAt !== null,
    }
    const limit = pageLimit(pace)
    return {
      protocol: 1,
      app_version: around.appVersion,
      sent_at: bare.sent_at,
      cursor: seen.cursor,
      facts,
      devices: [identity.device, ...held.filter((device) => device !== identity.device)],
      report,
      ...(limit === undefined ? {} : { limit }),
    }
  }

  private tell(progress: Progress): void {
    this.parts.tell(progress)
  }
}

const MOST_LOADED = 101

function trouble(code: TroubleCode, seconds: number | null = null, isAskedByServer = false): Ended {
  return { kind: "trouble", code, waitMs: seconds === null ? null : askedMs(seconds), isAskedByServer }
}
