/**
 * The core of the field app: everything but the screens.
 *
 * `openCore` ties storage, recording and syncing together and hands screens
 * one view and a few verbs. Nothing here waits for the network except `enrol`
 * and `syncNow`, and nothing is called kept before it is.
 */

import { type Enrolled, type EnrolRefused, enrol } from "./enrolling"
import { dateIn } from "./facts/times"
import { type Intent, NotKept, type PhotoBytes, type Recorded, record, type SavedFile, waitingFiles } from "./recording"
import { fittingVisit } from "./rules/fitting-visit"
import { BYTES_OF_CHANCE, heldUpCode, stackCode } from "./rules/flyer-codes"
import { StorageBroken } from "./store/connection"
import { type Salvaged, salvaged } from "./store/salvage"
import { Store } from "./store/store"
import type { Surroundings } from "./surroundings"
import { Server } from "./sync/server"
import { type Attempt, Syncer } from "./sync/syncer"
import type { View } from "./view"
import { type Running, viewOf } from "./view-of"
import type { EnrolRequest, Id } from "./wire"

export type { Enrolled, EnrolRefused } from "./enrolling"
export type { Intent, PhotoBytes, Recorded, SavedFile } from "./recording"
export { NotKept } from "./recording"
export type { Surroundings } from "./surroundings"
export type * from "./view"
export type * from "./wire"

export interface Core {
  /** Opens storage, shows what is stored, starts syncing. */
  start(): Promise<void>
  stop(): void
  view(): View
  /** Calls back after the view changed; gives a way to stop. */
  onChange(call: () => void): () => void

  /** Signs a person in on this phone; on an enrolled phone adds one more person. */
  enrol(to: EnrolRequest): Promise<Enrolled | EnrolRefused>
  /** Whose screens are shown; remembered. Where storage does not take it, the view's trouble says so. */
  setCurrentPerson(person: Id): Promise<void>

  /**
   * Keeps one fact. Resolves after the transaction completed with strict
   * durability: only then may a screen say "saved on this phone". Rejects with
   * `NotKept`, which still holds the fact and offers it as a file.
   */
  record(intent: Intent): Promise<Recorded>

  /** An id for what begins on this phone, such as a visit that nobody planned. */
  newId(): Id

  /** A code for one more stack of the flyer of this code, which opens the flyer before the library hears of it. */
  newStackCode(flyer: string): string

  /** By hand: at once, past the back-off. Resolves when the attempt is over; the view tells how it went. */
  /** The code that this phone holds up for the flyer of this code in a language: its own, and the same each time. */
  heldUpCode(flyer: string, language: Id | null): Promise<string>

  syncNow(): Promise<void>

  /** Drafts belong to the current person. `body` is any plain value. */
  saveDraft(key: string, body: unknown): Promise<void>
  loadDraft<T>(key: string): Promise<T | null>
  dropDraft(key: string): Promise<void>

  /** The bytes of a photo that was recorded on this phone; null where they are here no more. */
  photo(sha256: string): Promise<PhotoBytes | null>

  /**
   * Every waiting fact of this phone, exactly as kept, as files that a coordinator can bring in: one for each library.
   * Where storage is broken, all that can still be read of it.
   */
  exportWaiting(): Promise<SavedFile[]>

  /** Asks the phone once more not to clear what is stored; the view tells what it said. */
  protect(): void

  /**
   * Drops the library's rows, which are fetched anew; what was recorded is not touched. False where the library cannot
   * be reached: then nothing was dropped.
   */
  dropRows(): Promise<boolean>
}

/** How long a fact is kept after its answer, so that the phone can heal a server restored from a backup. */
const KEPT_AFTER_ANSWER_MS = 30 * 24 * 3600_000

export function openCore(around: Surroundings): Core {
  return new FieldCore(around)
}

class FieldCore implements Core {
  readonly #store: Store
  readonly #server: Server
  readonly #syncer: Syncer
  readonly #listeners = new Set<() => void>()
  #stops: (() => void)[] = []
  #tell: (message: Message) => void = () => undefined
  #view: View | null = null
  #running: Omit<Running, "isSending" | "progress"> = {
    isLoaded: false,
    isWiped: false,
    leftLibrary: null,
    broken: null,
    isPersisted: null,
  }

  constructor(private readonly around: Surroundings) {
    this.#store = new Store(around, () => this.#changed())
    this.#server = new Server(around)
    this.#syncer = new Syncer({
      around,
      store: this.#store,
      server: this.#server,
      isPersisted: () => this.#running.isPersisted,
      beforeWipe: () => this.#leave(),
      changed: () => this.#changed(),
      ended: (attempt) => this.#ended(attempt),
      broken: (error) => this.#broke(error.code),
    })
  }

  async start(): Promise<void> {
    try {
      await this.#open()
    } catch (error) {
      if (!(error instanceof StorageBroken)) throw error
      this.#broke(error.code)
      return
    }
    this.#listen()
    this.#syncer.start()
    this.protect()
  }

  stop(): void {
    this.#syncer.stop()
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#store.close()
  }

  view(): View {
    const { isSending, progress } = this.#syncer
    this.#view ??= viewOf(this.#store.snapshot, { ...this.#running, isSending, progress })
    return this.#view
  }

  onChange(call: () => void): () => void {
    this.#listeners.add(call)
    return () => this.#listeners.delete(call)
  }

  async enrol(to: EnrolRequest): Promise<Enrolled | EnrolRefused> {
    const enrolled = await enrol(this.#store, this.#server, to)
    if (enrolled.ok) {
      this.#run({ isWiped: false })
      this.#mark()
      this.#tell("changed")
      this.protect()
      this.#syncer.enrolled()
    }
    return enrolled
  }

  async setCurrentPerson(person: Id): Promise<void> {
    try {
      await this.#store.update("person", () => person)
    } catch (error) {
      if (!(error instanceof StorageBroken)) throw error
      this.#broke(error.code)
      return
    }
    this.#tell("changed")
  }

  async record(intent: Intent): Promise<Recorded> {
    let recorded: Recorded
    try {
      const author = this.#author()
      const { visits } = this.view()
      recorded = await record(this.around, this.#store, author, intent, (it) => {
        return fittingVisit(visits, { ...it, who: author, dateOf: (moment) => dateIn(it.zone, moment) })?.id ?? null
      })
    } catch (error) {
      // A phone that was emptied behind our back has a storage that cannot be relied on.
      if (error instanceof NotKept) this.#broke(error.code === "not_enrolled" ? "storage_broken" : error.code)
      throw error
    }
    if (this.#running.broken !== null) this.#run({ broken: null })
    this.#mark()
    this.#tell("changed")
    this.#syncer.recorded()
    this.around.askBackgroundSync()
    return recorded
  }

  newId(): Id {
    return this.around.newId()
  }

  newStackCode(flyer: string): string {
    const byte = () => Math.floor(this.around.random() * 256)
    let code: string | null = null
    // Hardly ever are too few of the bytes fair.
    while (code === null) code = stackCode(flyer, Uint8Array.from({ length: BYTES_OF_CHANCE }, byte))
    return code
  }

  async heldUpCode(flyer: string, language: Id | null): Promise<string> {
    const device = this.#store.snapshot.meta.identity?.device ?? ""
    return heldUpCode(flyer, await this.around.hash(`${device} ${flyer} ${language ?? ""}`))
  }

  syncNow(): Promise<void> {
    return this.#syncer.now()
  }

  async saveDraft(key: string, body: unknown): Promise<void> {
    const author = this.#author()
    if (author !== null) await this.#store.outbox.saveDraft(author, key, body)
  }

  async loadDraft<T>(key: string): Promise<T | null> {
    const author = this.#author()
    return author === null ? null : ((await this.#store.outbox.loadDraft(author, key)) as T | null)
  }

  async dropDraft(key: string): Promise<void> {
    const author = this.#author()
    if (author !== null) await this.#store.outbox.dropDraft(author, key)
  }

  async photo(sha256: string): Promise<PhotoBytes | null> {
    return this.#store.outbox.photo(sha256)
  }

  async exportWaiting(): Promise<SavedFile[]> {
    let facts: readonly Salvaged[] = this.#store.snapshot.facts
    // What was read before storage broke is as good as what can be read of it now.
    if (this.#running.broken !== null || !this.#running.isLoaded) facts = together(facts, await salvaged(this.around))
    return waitingFiles(
      this.around,
      facts.filter(({ waiting }) => waiting !== undefined),
    )
  }

  protect(): void {
    if (this.#store.snapshot.meta.identity === null) return
    // Some browsers ask the person, who may never answer: nothing waits for it.
    void this.around.storage.persist().then((isPersisted) => this.#run({ isPersisted }))
  }

  async dropRows(): Promise<boolean> {
    if (!(await this.#server.isThere())) return false
    try {
      await this.#store.dropRows()
    } catch (error) {
      // The rows are broken with the rest of storage: the app can be fetched anew all the same.
      if (!(error instanceof StorageBroken)) throw error
      this.#broke(error.code)
    }
    return true
  }

  async #open(): Promise<void> {
    const { clock, marker } = this.around
    await this.#store.load()
    const { identity, wiping } = this.#store.snapshot.meta
    if (wiping) {
      this.#leave()
      await this.#store.wipe()
      this.#run({ isWiped: true })
    } else if (identity === null) {
      // Also tells now, rather than at the first fact, whether this browser lets anything be written.
      await this.#noteLoss(readMarker(marker.read()))
    } else {
      // What is stored is shown at once; putting it in order keeps nobody waiting.
      this.#run({ isLoaded: true })
      await this.#store.tidy()
      await this.#store.dropAnsweredBefore(clock.now() - KEPT_AFTER_ANSWER_MS)
      this.#mark()
    }
    this.#run({ isLoaded: true })
  }

  #listen(): void {
    const { openChannel, signals } = this.around
    const channel = openChannel?.((message) => {
      if (message === "wiped") this.#run({ isWiped: true, leftLibrary: this.view().library })
      void this.#reload()
    })
    this.#tell = (message) => channel?.post(message)
    // Another tab or the worker may have worked while this one slept, and a frozen tab hears nothing.
    this.#stops = [signals.onVisible(() => void this.#reload()), () => channel?.close()]
  }

  async #reload(): Promise<void> {
    const wasSomeones = this.#store.snapshot.meta.identity !== null
    try {
      await this.#store.load()
      const isEmptied = wasSomeones && this.#store.snapshot.meta.identity === null && !this.#running.isWiped
      if (isEmptied) await this.#noteLoss(readMarker(this.around.marker.read()))
      this.#run({ broken: null })
    } catch (error) {
      if (!(error instanceof StorageBroken)) throw error
      this.#broke(error.code)
    }
  }

  #ended(attempt: Attempt): void {
    this.#run(attempt.kind === "wiped" ? { isWiped: true, broken: null } : { broken: null })
    this.#tell(attempt.kind === "wiped" ? "wiped" : "changed")
  }

  /** The phone is about to be emptied as it should be: nobody is to take that for a loss. */
  #leave(): void {
    this.#run({ leftLibrary: this.view().library })
    this.around.marker.clear()
  }

  async #noteLoss(lost: { device: Id; lastSeq: number } | null): Promise<void> {
    await this.#store.update("lost", (before) => lost ?? before)
  }

  #author(): Id | null {
    return this.view().me?.id ?? null
  }

  /** Leaves a note outside the databases by which their loss is noticed. */
  #mark(): void {
    const { identity, counts } = this.#store.snapshot.meta
    if (identity === null) return
    const { device } = identity
    this.around.marker.write(JSON.stringify({ device, last_seq: counts.seqs[device] ?? 0 }))
  }

  #broke(code: StorageBroken["code"]): void {
    this.#run({ broken: { code, at: this.around.clock.now() } })
  }

  #run(change: Partial<Running>): void {
    this.#running = { ...this.#running, ...change }
    this.#changed()
  }

  #changed(): void {
    this.#view = null
    for (const call of this.#listeners) call()
  }
}

function together(facts: readonly Salvaged[], more: readonly Salvaged[]): Salvaged[] {
  const known = new Set(facts.map(({ text }) => text))
  return [...facts, ...more.filter(({ text }) => !known.has(text))]
}

/** What tabs and the worker tell each other: only that there is something to read. */
type Message = "changed" | "wiped"

function readMarker(text: string | null): { device: Id; lastSeq: number } | null {
  if (text === null) return null
  const [, device, seq] = MARKER.exec(text) ?? []
  return device === undefined ? null : { device, lastSeq: Number(seq) }
}

const MARKER = /^\{"device":"([A-Za-z0-9_-]{1,64})","last_seq":(\d+)\}$/
