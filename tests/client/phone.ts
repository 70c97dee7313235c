/**
 * A phone for tests: the real core with a clock, chance, storage and network of the test's making.
 *
 * The network is a script: the test says what comes back for each request, in the wire's literal shapes.
 */

import "fake-indexeddb/auto"
import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { IDBFactory } from "fake-indexeddb"
import { type Core, type Intent, openCore, type SyncAnswer, type SyncRequest } from "../../static/field/core"
import type { Surroundings } from "../../static/field/surroundings"

export const NOON = Date.parse("2026-11-24T18:00:00Z")

export interface Sent {
  path: string
  headers: Headers
  text: string
  body: SyncRequest
  method: string
  /** Of a photo. */
  bytes: ArrayBuffer | null
  signal: AbortSignal | null
}

export type Script = (sent: Sent) => Response | Promise<Response>

export class Phone {
  now = NOON
  zone = "America/Chicago"
  random = 0.5
  indexedDB = new IDBFactory()
  marker: string | null = null
  /** What the browser answers, or the person whom it asks. */
  persist = async (): Promise<boolean> => true
  sent: Sent[] = []
  script: Script = () => {
    throw new TypeError("no network")
  }
  locks: Surroundings["locks"] = null
  /** Given to the next facts; made up when there are none left. */
  ids: string[] = []
  core!: Core
  #waits: { at: number; work: () => void }[] = []
  #made = 0

  constructor(readonly name = "a") {}

  get surroundings(): Surroundings {
    const phone = this
    return {
      base: "/api/v1",
      appVersion: "test",
      isInstalled: () => true,
      clock: { now: () => phone.now, steady: () => phone.now, zone: () => phone.zone },
      timers: {
        set(work, ms) {
          const wait = { at: phone.now + ms, work }
          phone.#waits.push(wait)
          return wait
        },
        clear(wait) {
          phone.#waits = phone.#waits.filter((one) => one !== wait)
        },
      },
      newId: () => phone.ids.shift() ?? `${phone.name}-fact-${++phone.#made}`,
      newNonce: () => `${phone.name}-nonce-${phone.sent.length}`,
      random: () => phone.random,
      fetch: (url, init) => phone.#answer(String(url), init),
      gzip: null,
      hash: async (text) => sha256(text),
      indexedDB: phone.indexedDB,
      get locks() {
        return phone.locks
      },
      openChannel: null,
      storage: { persist: () => phone.persist(), estimate: async () => null },
      marker: {
        read: () => phone.marker,
        write: (text) => {
          phone.marker = text
        },
        clear: () => {
          phone.marker = null
        },
      },
      signals: { isVisible: () => true, onVisible: () => () => undefined, onOnline: () => () => undefined },
      askBackgroundSync: () => undefined,
    }
  }

  /** Opens the app, as for the first time or again after a crash. */
  async open(): Promise<Core> {
    this.#waits = []
    this.core = openCore(this.surroundings)
    await this.core.start()
    return this.core
  }

  /** Opens the app and signs Ana in; nothing has been fetched yet. */
  async enrolled(): Promise<Core> {
    await this.open()
    this.script = (sent) => json(sent, ENROLLED)
    await this.core.enrol({ email: "ana@example.org", password: "right", label: "Ana's phone" })
    await this.idle()
    this.sent = []
    return this.core
  }

  /** Lets what is running come to its end. */
  async idle(): Promise<void> {
    while (this.core.view().status.isSending) await new Promise<void>((resolve) => setImmediate(resolve))
  }

  /** Time passes, and what was to happen in it happens. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    for (;;) {
      const next = this.#waits.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      this.#waits = this.#waits.filter((one) => one !== next)
      this.now = Math.max(this.now, next.at)
      next.work()
      await this.idle()
    }
    this.now = end
  }

  /** Time passes, and what was to happen in it begins. */
  skip(ms: number): void {
    this.now += ms
    const due = this.#waits.filter(({ at }) => at <= this.now)
    this.#waits = this.#waits.filter((one) => !due.includes(one))
    for (const { work } of due) work()
  }

  /** Until the script has been asked for its next answer. */
  async asked(): Promise<void> {
    const before = this.sent.length
    while (this.sent.length === before) await new Promise<void>((resolve) => setImmediate(resolve))
  }

  get syncs(): Sent[] {
    return this.sent.filter(({ path }) => path === "/api/v1/sync")
  }

  async #answer(path: string, init: RequestInit = {}): Promise<Response> {
    const raw = init.body ?? ""
    const bytes = raw instanceof ArrayBuffer ? raw : null
    const text = bytes ? "" : typeof raw === "string" ? raw : gunzipSync(raw as Uint8Array).toString()
    const sent: Sent = {
      path,
      headers: new Headers(init.headers),
      text,
      body: parsed(text),
      method: init.method ?? "GET",
      bytes,
      signal: init.signal ?? null,
    }
    this.sent.push(sent)
    return this.script(sent)
  }
}

function parsed(text: string): SyncRequest {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { protocol: 1, sent_at: "", facts: [] }
  }
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}

/** An answer of the library's server. */
export function json(sent: Sent, body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { "Outreach-Nonce": sent.headers.get("Outreach-Nonce") ?? "", ...init.headers },
  })
}

export const ENROLLED = {
  device: "dev-1",
  token: "token-1",
  library: { id: "lib-1", name: "Cedar County Library", time_zone: "America/Chicago", languages: ["en", "es"] },
  people: [{ id: "ana", name: "Ana", role: "trainer" }],
  epoch: "epoch-1",
  view: "view-1",
}

/** The answer to a request that brings nothing new: its facts are stored. */
export function quiet(sent: Sent, over: Partial<SyncAnswer> = {}): SyncAnswer {
  const at = over.upto ?? 10
  return {
    protocol: 1,
    server_time: new Date(NOON).toISOString(),
    results: sent.body.facts.map((text) => ({
      id: JSON.parse(text).id,
      hash: sha256(text),
      outcome: "stored",
      reason: null,
      at,
      discrepancies: [],
    })),
    have: [],
    resend: false,
    epoch: "epoch-1",
    view: "view-1",
    reset: sent.body.cursor === null || sent.body.cursor === undefined,
    changes: [],
    cursor: `cursor-${at}`,
    upto: at,
    more: false,
    digest: null,
    device: "active",
    new_device: null,
    photos_wanted: [],
    backoff_s: null,
    min_app: null,
    ...over,
  }
}

/** A server that keeps what it is sent and has nothing to tell. */
export const keepsAll: Script = (sent) => json(sent, quiet(sent))

export function takeOut(kit: string, over: Partial<Extract<Intent, { kind: "kit.checked_out" }>> = {}): Intent {
  return { kind: "kit.checked_out", kit, to: { staff: "ana" }, due_on: null, parts: [], note: null, ...over }
}

export function bringBack(kit: string, over: Partial<Extract<Intent, { kind: "kit.checked_in" }>> = {}): Intent {
  return { kind: "kit.checked_in", kit, parts: [], note: null, ...over }
}

export function kitRow(id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    code: id.toUpperCase(),
    name: `Kit ${id}`,
    parts: [
      { id: "p1", name: "Tablet", count: 1, tag: "T-1" },
      { id: "p2", name: "Chargers", count: 10, tag: null },
    ],
    custody: { state: "in_store", holder: null, since: null, due_on: null, parts_out: [] },
    discrepancies: [],
    ...over,
  }
}

export function change(collection: string, row: { id?: unknown }, seq: number, audience = "all") {
  const text = JSON.stringify(row)
  const hash = sha256(`${audience}\n${collection}\n${row.id}\n${text}\n`).slice(0, 8)
  return { audience, collection, id: String(row.id), seq, hash, row }
}

export function digestOf(changes: { hash: string }[]): { count: number; sum: number } {
  return {
    count: changes.length,
    sum: changes.reduce((sum, { hash }) => (sum + Number.parseInt(hash, 16)) % 2 ** 32, 0),
  }
}
