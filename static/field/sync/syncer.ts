/**
 * When cycles run: what starts one, who may run it, and what follows a failure.
 *
 * One syncer at a time over all tabs and the worker, by a Web Lock that is
 * held for a cycle. Nothing about a running attempt is stored, so a crash
 * leaves nothing stuck; what is stored is when to try again.
 */

import { StorageBroken } from "../store/connection"
import type { Exchange } from "../store/kept"
import type { Store } from "../store/store"
import type { Surroundings } from "../surroundings"
import type { Progress, TroubleCode } from "../view"
import { backOffMs, isStillAhead } from "./back-off"
import { FULL, type Pace } from "./batch"
import { cycle, type Ended } from "./cycle"
import type { Verified } from "./page"
import type { Server } from "./server"

const LOCK = "outreach-sync"
const AFTER_RECORD_MS = 1_000
/** A quiet exchange is under a kilobyte both ways; an emergency is on every phone in use within a minute. */
const EVERY_MS = 60_000
const LOCK_BUSY_RETRY_MS = 5_000
const STORAGE_RETRY_MS = 60_000
/** A frozen tab keeps its lock; the server takes the same facts twice without harm. */
const LOCK_IGNORED_AFTER_MS = 3 * 60_000

/** `busy`: another tab or the worker is at it. */
export type Attempt = Ended | { kind: "busy" }

type Trigger =
  /** A person asked for it: only a wait that the server itself asked for is heeded. */
  | "hand"
  /** Circumstances changed: our own back-off is over. */
  | "start"
  | "visible"
  | "online"
  | "enrolled"
  /** Everything waits its turn. */
  | "record"
  | "timer"

export interface SyncerParts {
  around: Surroundings
  store: Store
  server: Server
  isPersisted(): boolean | null
  beforeWipe: (() => void) | null
  /** Something that is not stored changed: progress, or whether it is sending. */
  changed(): void
  ended(attempt: Attempt): void
  broken(error: StorageBroken): void
}

export class Syncer {
  isSending = false
  progress: Progress | null = null

  #running: Promise<void> | null = null
  #again = false
  #busySince: number | null = null
  #soon: unknown = null
  #next: { at: number; timer: unknown } | null = null
  #stops: (() => void)[] = []
  #pace: Pace = { ...FULL }
  #verified: Verified = { last: null }

  constructor(private readonly parts: SyncerParts) {}

  start(): void {
    const { signals, timers } = this.parts.around
    let tick: unknown
    const every = () => {
      tick = timers.set(every, EVERY_MS)
      if (signals.isVisible()) this.#trigger("timer")
    }
    tick = timers.set(every, EVERY_MS)
    this.#stops = [
      signals.onVisible(() => this.#trigger("visible")),
      signals.onOnline(() => this.#trigger("online")),
      () => timers.clear(tick),
      () => timers.clear(this.#soon),
      () => timers.clear(this.#next?.timer),
    ]
    this.#trigger("start")
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
  }

  /** A fact was recorded; more may follow within the second. */
  recorded(): void {
    const { timers } = this.parts.around
    timers.clear(this.#soon)
    this.#soon = timers.set(() => this.#trigger("record"), AFTER_RECORD_MS)
  }

  enrolled(): void {
    this.#trigger("enrolled")
  }

  /** By hand. Resolves when the attempt is over, or when the server asked for more time. */
  async now(): Promise<void> {
    const now = this.parts.around.clock.now()
    const { askedUntil } = this.parts.store.snapshot.meta.exchange
    if (!isStillAhead(askedUntil, now)) await this.#run()
  }

  /** One attempt, for the worker's Background Sync. */
  async once(): Promise<Attempt> {
    const { askedUntil } = (await this.parts.store.outbox.loadMeta()).exchange
    if (isStillAhead(askedUntil, this.parts.around.clock.now())) {
      return { kind: "trouble", code: "asked_to_wait", waitMs: null, isAskedByServer: true }
    }
    const attempt = await this.#underLock()
    if (attempt.kind === "done") await this.#keepEnd(attempt)
    return attempt
  }

  #trigger(trigger: Trigger): void {
    const now = this.parts.around.clock.now()
    const { askedUntil, retryAt, failures } = this.parts.store.snapshot.meta.exchange
    // With no failure behind it, a wait of ours is one that the server hinted at.
    const isOwn = failures > 0 && trigger !== "record" && trigger !== "timer"
    const until = [askedUntil, isOwn ? null : retryAt].filter((at) => isStillAhead(at, now))
    if (until.length === 0) void this.#run()
    else this.#runAt(Math.max(...(until as number[])))
  }

  #run(): Promise<void> {
    if (this.#running !== null) this.#again = true
    this.#running ??= this.#attempts().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #attempts(): Promise<void> {
    const { changed } = this.parts
    this.isSending = true
    changed()
    try {
      for (let attempt: Attempt | null = null; attempt === null || this.#again || attempt.kind === "unfinished"; ) {
        this.#again = false
        attempt = await this.#underLock()
        await this.#keepEnd(attempt)
        this.parts.ended(attempt)
        if (attempt.kind === "trouble" || attempt.kind === "busy") break
      }
    } catch (error) {
      if (!(error instanceof StorageBroken)) throw error
      this.parts.broken(error)
      this.#runAt(this.parts.around.clock.now() + STORAGE_RETRY_MS)
    } finally {
      this.isSending = false
      this.progress = null
      changed()
    }
  }

  async #underLock(): Promise<Attempt> {
    const { around, store, server, isPersisted, beforeWipe, changed } = this.parts
    const work = () =>
      cycle({
        around,
        store,
        server,
        pace: this.#pace,
        verified: this.#verified,
        isPersisted,
        beforeWipe,
        tell: (progress) => {
          this.progress = progress
          changed()
        },
      })
    if (around.locks === null) return work()
    const now = around.clock.steady()
    if (this.#busySince !== null && now - this.#busySince > LOCK_IGNORED_AFTER_MS) {
      this.#busySince = null
      return work()
    }
    const under = await around.locks.ifFree(LOCK, work)
    this.#busySince = under.ran ? null : (this.#busySince ?? now)
    return under.ran ? under.value : { kind: "busy" }
  }

  async #keepEnd(attempt: Attempt): Promise<void> {
    const { store, around } = this.parts
    const now = around.clock.now()
    switch (attempt.kind) {
      case "busy":
        this.#runAt(now + LOCK_BUSY_RETRY_MS)
        return
      case "done":
        await store.update("exchange", (exchange) => ({
          ...exchange,
          lastExchangeAt: now,
          failures: 0,
          trouble: null,
        }))
        return
      case "trouble": {
        await store.update("exchange", (exchange) => this.#afterTrouble(exchange, attempt, now))
        const { retryAt, askedUntil } = store.snapshot.meta.exchange
        this.#runAt(Math.max(retryAt ?? 0, askedUntil ?? 0))
        return
      }
      default:
        return
    }
  }

  #afterTrouble(exchange: Exchange, { code, waitMs, isAskedByServer }: Trouble, now: number): Exchange {
    const failures = exchange.failures + 1
    const backOff = backOffMs(failures, this.parts.around.random())
    return {
      ...exchange,
      failures,
      trouble: { code, at: now },
      // A wait that was asked for wins over our own.
      retryAt: now + (waitMs ?? backOff),
      askedUntil: isAskedByServer && waitMs !== null ? now + waitMs : null,
    }
  }

  #runAt(at: number): void {
    const { timers, clock } = this.parts.around
    timers.clear(this.#next?.timer)
    const timer = timers.set(
      () => {
        this.#next = null
        this.#trigger("timer")
      },
      Math.max(0, at - clock.now()),
    )
    this.#next = { at, timer }
  }
}

interface Trouble {
  code: TroubleCode
  waitMs: number | null
  isAskedByServer: boolean
}
