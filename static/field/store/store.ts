/**
 * All that is stored on this phone, and a copy of it in memory that screens
 * are computed from. The copy changes only after a transaction is complete.
 */

import type { Timers } from "../surroundings"
import type { Change, Id } from "../wire"
import { Connection, StorageBroken } from "./connection"
import { BLANK, type KeptFact, type KeptPhoto, type Meta } from "./kept"
import { type Appended, type Heard, type NewFact, OUTBOX, Outbox } from "./outbox"
import { photosWaiting, type WaitingPhoto } from "./photos"
import { type Page, Replica, type ReplicaState, type Row, replicaNamed } from "./replica"

export interface Snapshot {
  /** In the order of recording. */
  facts: readonly KeptFact[]
  meta: Meta
  /** Of the replica that screens read; a new map whenever it changes. */
  rows: ReadonlyMap<string, Row>
  replica: (ReplicaState & { n: number }) | null
}

/** Where the next page of the feed goes. */
export interface Target {
  replica: Replica | null
  /** Null where the replica is yet empty. */
  state: ReplicaState | null
  isFilling: boolean
  /** It is filled because the digest of the one before differed. */
  isForDigest: boolean
}

const NOTHING: Snapshot = { facts: [], meta: BLANK, rows: new Map(), replica: null }

export class Store {
  readonly outbox: Outbox
  #snapshot: Snapshot = NOTHING
  #isLoaded = false
  #replicas = new Map<number, Replica>()

  constructor(
    private readonly around: { indexedDB: IDBFactory; timers: Timers },
    private readonly changed: () => void = () => undefined,
  ) {
    this.outbox = new Outbox(new Connection(around, OUTBOX))
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /** Reads everything. Later changes made through this store keep the copy up to date. */
  async load(): Promise<void> {
    const { current } = (await this.outbox.loadMeta()).replica
    const { rows, state } = current === null ? { rows: [], state: null } : await this.#replica(current).load()
    // Last, since rows take long to read: what is recorded meanwhile must not vanish from the screens.
    const { facts, meta } = await this.outbox.load()
    if (meta.replica.current !== current) return this.load()
    this.#isLoaded = true
    this.#show({
      facts: inOrder(facts),
      meta,
      rows: new Map(rows.map((row) => [keyOf(row), row])),
      replica: current !== null && state?.isComplete ? { ...state, n: current } : null,
    })
  }

  /** Deletes replicas that nothing points at: a switch or a wipe was cut short. */
  async tidy(): Promise<void> {
    const { current, filling, last } = (await this.outbox.loadMeta()).replica
    for (let n = Math.max(1, last - LEFTOVERS); n <= last; n++) {
      if (n !== current && n !== filling) await this.#drop(n)
    }
  }

  /**
   * Keeps a fact. When the disk is full, replicas make room for it before it is refused; they make none for photos,
   * without which the fact can be kept: a trainer without the library's rows has lost more than a picture.
   */
  async append(fact: NewFact, draft: { author: Id; key: string } | null): Promise<Appended> {
    for (;;) {
      try {
        const appended = await this.outbox.append(fact, draft, this.#isLoaded ? this.#snapshot.meta.counts : null)
        if ("kept" in appended) await this.#showAppended(appended.kept)
        return appended
      } catch (error) {
        const isFull = error instanceof StorageBroken && error.code === "storage_full"
        if (!isFull || fact.photos !== undefined || !(await this.#makeRoom())) throw error
      }
    }
  }

  async hear(heard: Heard): Promise<boolean> {
    const told = await this.outbox.hear(heard)
    if (told === null) await this.#reloadOutbox()
    else if (this.#isLoaded) {
      const facts = told.changed.length === 0 ? this.#snapshot.facts : withFacts(this.#snapshot.facts, told.changed)
      this.#show({ ...this.#snapshot, facts, meta: told.meta })
    }
    return told !== null
  }

  /** Photos that are still to be sent. */
  async photosWaiting(): Promise<WaitingPhoto[]> {
    return photosWaiting(this.#isLoaded ? this.#snapshot.facts : (await this.outbox.load()).facts)
  }

  /** Notes how far a photo has come. */
  async settlePhoto(photo: WaitingPhoto, state: KeptPhoto["state"], at: number): Promise<void> {
    const changed = await this.outbox.settlePhoto(photo, state, at)
    if (this.#isLoaded) this.#show({ ...this.#snapshot, facts: withFacts(this.#snapshot.facts, changed) })
  }

  async enrolled(...to: Parameters<Outbox["enrolled"]>): Promise<void> {
    await this.outbox.enrolled(...to)
    await this.load()
  }

  async update<Name extends keyof Meta>(name: Name, change: (now: Meta[Name]) => Meta[Name]): Promise<void> {
    const meta = await this.outbox.update(name, change)
    if (this.#isLoaded) this.#show({ ...this.#snapshot, meta })
  }

  async dropAnsweredBefore(time: number): Promise<void> {
    if (!this.#snapshot.facts.some(({ answer }) => answer !== null && answer.answeredAt < time)) return
    await this.outbox.dropAnsweredBefore(time)
    await this.#reloadOutbox()
  }

  async target(): Promise<Target> {
    const { current, filling, forDigest } = (await this.outbox.loadMeta()).replica
    const n = filling ?? current
    const isFilling = filling !== null
    const replica = n === null ? null : this.#replica(n)
    return { replica, state: (await replica?.state()) ?? null, isFilling, isForDigest: isFilling && forDigest }
  }

  /** A new, empty replica beside the current one. */
  async beginReplica(why: { forDigest: boolean }): Promise<Replica> {
    let old: number | null = null
    let n = 0
    await this.update("replica", (replica) => {
      old = replica.filling
      n = replica.last + 1
      return { ...replica, ...why, filling: n, last: n }
    })
    if (old !== null) await this.#drop(old)
    return this.#replica(n)
  }

  /** Takes a page into that replica, all or nothing; false when it does not follow what is there. */
  async apply(replica: Replica, page: Page): Promise<boolean> {
    const isTaken = await replica.apply(page)
    if (isTaken && this.#isLoaded && replica.n === this.#snapshot.meta.replica.current) {
      const rows = page.changes.length === 0 ? this.#snapshot.rows : withChanges(this.#snapshot.rows, page.changes)
      this.#show({ ...this.#snapshot, rows, replica: { ...page.state, n: replica.n } })
    }
    return isTaken
  }

  /** From now on screens read the replica that was being filled. */
  async switchTo(replica: Replica): Promise<void> {
    let old: number | null = null
    await this.outbox.update("replica", (now) => {
      old = now.current
      return { ...now, current: replica.n, filling: null, forDigest: false }
    })
    if (this.#isLoaded) await this.load()
    if (old !== null && old !== replica.n) await this.#drop(old)
  }

  /** Lets go of the rows, which come again; works also where they are what is broken. */
  async dropRows(): Promise<void> {
    const { last } = (await this.outbox.loadMeta()).replica
    await this.outbox.update("replica", (replica) => ({ ...replica, current: null, filling: null, forDigest: false }))
    for (let n = Math.max(1, last - LEFTOVERS); n <= last; n++) await this.#drop(n)
    if (this.#isLoaded) await this.load()
  }

  /** Empties the phone: replicas first, the outbox last. Only after `outbox.closeForWipe`. */
  async wipe(): Promise<void> {
    const { last, current } = (await this.outbox.loadMeta()).replica
    for (let n = Math.max(1, Math.min(last - LEFTOVERS, current ?? last)); n <= last; n++) await this.#drop(n)
    await this.outbox.destroy()
    this.#show(NOTHING)
  }

  close(): void {
    this.outbox.close()
    for (const replica of this.#replicas.values()) replica.close()
  }

  #replica(n: number): Replica {
    let replica = this.#replicas.get(n)
    if (replica === undefined) {
      replica = new Replica(n, new Connection(this.around, replicaNamed(n)))
      this.#replicas.set(n, replica)
    }
    return replica
  }

  async #drop(n: number): Promise<void> {
    await this.#replica(n).destroy()
    this.#replicas.delete(n)
  }

  /** Rows come again from the library; a fact does not. */
  async #makeRoom(): Promise<boolean> {
    const { filling, current } = (await this.outbox.loadMeta()).replica
    const n = filling ?? current
    if (n === null) return false
    await this.#drop(n)
    await this.outbox.update("replica", (replica) => ({ ...replica, [filling === null ? "current" : "filling"]: null }))
    if (this.#isLoaded) await this.load()
    return true
  }

  async #showAppended(fact: KeptFact): Promise<void> {
    if (!this.#isLoaded) return
    const { meta, facts } = this.#snapshot
    const counts = { order: fact.order, seqs: { ...meta.counts.seqs, [fact.device]: fact.seq } }
    this.#show({ ...this.#snapshot, meta: { ...meta, counts }, facts: [...facts, fact] })
  }

  async #reloadOutbox(): Promise<void> {
    if (!this.#isLoaded) return
    const { facts, meta } = await this.outbox.load()
    this.#show({ ...this.#snapshot, facts: inOrder(facts), meta })
  }

  #show(snapshot: Snapshot): void {
    this.#snapshot = snapshot
    this.changed()
  }
}

/** How many of the last replicas may have been left behind. */
const LEFTOVERS = 8

function inOrder(facts: KeptFact[]): KeptFact[] {
  return facts.sort((one, other) => one.order - other.order)
}

/** Those that did not change stay the same objects: what was made of them holds. */
function withFacts(facts: readonly KeptFact[], changed: readonly KeptFact[]): KeptFact[] {
  const placeOf = ({ device, seq }: KeptFact) => `${device} ${seq}`
  const byPlace = new Map(facts.map((fact) => [placeOf(fact), fact]))
  for (const fact of changed) byPlace.set(placeOf(fact), fact)
  return inOrder([...byPlace.values()])
}

function keyOf({ audience, collection, id }: { audience: string; collection: string; id: string }): string {
  return `${audience} ${collection} ${id}`
}

function withChanges(rows: ReadonlyMap<string, Row>, changes: Change[]): ReadonlyMap<string, Row> {
  const changed = new Map(rows)
  for (const change of changes) {
    if (change.row === null) changed.delete(keyOf(change))
    else changed.set(keyOf(change), change)
  }
  return changed
}
