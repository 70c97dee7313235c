/**
 * The outbox: facts, drafts and what this phone knows of itself.
 *
 * Its schema is frozen at version 1 and the database is never dropped, but for
 * a phone that was told to leave and has handed everything in. New needs go
 * into members of what is stored. Every write is one transaction with strict
 * durability: what a caller is told is kept survives a power cut.
 */

import type { DeviceState, Have, Id } from "../wire"
import type { Connection, Database, Transaction } from "./connection"
import {
  BLANK,
  type Exchange,
  type Identity,
  type KeptAnswer,
  type KeptFact,
  type KeptPhoto,
  type Meta,
  type PhotoBytes,
} from "./kept"
import { dropBefore, photosWaiting, settlePhoto, takeBackPhotos, type WaitingPhoto } from "./photos"

export const OUTBOX: Database = {
  name: "outbox",
  version: 1,
  create(db) {
    const facts = db.createObjectStore("facts", { keyPath: ["device", "seq"] })
    facts.createIndex("waiting", "waiting")
    db.createObjectStore("blobs", { keyPath: "sha256" })
    db.createObjectStore("drafts", { keyPath: ["author", "key"] })
    db.createObjectStore("meta", { keyPath: "name" })
  },
}

export type NewFact = Pick<KeptFact, "device" | "seq" | "id" | "library" | "text" | "hash" | "photosLost"> & {
  /** The photos that it names: they are kept with it, or it is not kept. */
  photos?: readonly PhotoBytes[]
}

interface DraftPlace {
  author: Id
  key: string
}

/** What the caller knew is not true any more: another tab was here. */
class Outdated extends Error {}

export type Appended =
  | { kept: KeptFact }
  /** The place is taken, by another tab: compose again with this one. */
  | { nextSeq: number }
  | { gone: true }

/** What one answer of the server means for the outbox. */
export interface Heard {
  /** For the facts that got an outcome; in any order. */
  answers: { fact: KeptFact; answer: Omit<KeptAnswer, "epoch" | "replica"> }[]
  have: Have[]
  /** Every fact held is to be sent again. */
  resend: boolean
  epoch: string
  view: string
  state: DeviceState | "unknown"
  newDevice: { device: Id; token: string } | null
  /** Left as it is where no measurement was made. */
  clock?: Meta["clock"]
  exchange: Partial<Exchange>
  /** The request told the server that storage had been lost. */
  toldOfLoss: boolean
  /** Photos that the server lacks, though it knows of them. */
  photosWanted: readonly string[]
}

type Writing = Transaction<"readwrite">
type Reading = Transaction<"readonly">

export class Outbox {
  constructor(private readonly connection: Connection) {}

  /** Everything but blobs and drafts. */
  load(): Promise<{ facts: KeptFact[]; meta: Meta }> {
    return this.#read(async (tx) => {
      const [facts, meta] = await Promise.all([tx.objectStore("facts").getAll(), readMeta(tx)])
      return { facts, meta }
    })
  }

  loadMeta(): Promise<Meta> {
    return this.#read(readMeta)
  }

  /** The next facts to send, oldest first, and how many wait in all. */
  nextWaiting(most: number): Promise<{ facts: KeptFact[]; count: number }> {
    return this.#read(async (tx) => {
      const waiting = tx.objectStore("facts").index("waiting")
      const [facts, count] = await Promise.all([waiting.getAll(null, most), waiting.count()])
      return { facts, count }
    })
  }

  /** Device ids whose facts are still held here. */
  devices(): Promise<Id[]> {
    return this.#read(async (tx) => {
      const keys = (await tx.objectStore("facts").getAllKeys()) as [Id, number][]
      return [...new Set(keys.map(([device]) => device))]
    })
  }

  /**
   * Puts one fact at its place in the device's gapless count, and ends its draft.
   *
   * `counts` are those that the caller knows. Where they are still true, what is asked and what is written go to the
   * disk in one journey: a person waits for it.
   */
  async append(fact: NewFact, draft: DraftPlace | null, counts: Meta["counts"] | null = null): Promise<Appended> {
    if (counts !== null && fact.seq === (counts.seqs[fact.device] ?? 0) + 1) {
      try {
        return await this.#appendAtOnce(fact, draft, counts)
      } catch (error) {
        if (!(error instanceof Outdated)) throw error
      }
    }
    return this.#appendAfterLooking(fact, draft)
  }

  #appendAtOnce(fact: NewFact, draft: DraftPlace | null, counts: Meta["counts"]): Promise<Appended> {
    return this.#write(storesFor(fact), async (tx) => {
      const looked = readMeta(tx).then(({ counts: now, wiping, identity }) => {
        const isTrue = now.order === counts.order && now.seqs[fact.device] === counts.seqs[fact.device]
        // Nothing of it stays: the transaction is given up before its first write is answered.
        if (!isTrue || wiping || identity === null) throw new Outdated()
      })
      const put = putAppended(tx, fact, draft, counts)
      const [, kept] = await Promise.all([looked, put])
      return { kept }
    })
  }

  #appendAfterLooking(fact: NewFact, draft: DraftPlace | null): Promise<Appended> {
    return this.#write(storesFor(fact), async (tx) => {
      const { counts, wiping, identity } = await readMeta(tx)
      if (wiping || identity === null) return { gone: true }
      const last = counts.seqs[fact.device] ?? 0
      if (fact.seq !== last + 1) {
        // The connection may have died after the commit and before the word of it.
        const there: KeptFact | undefined = await tx.objectStore("facts").get([fact.device, fact.seq])
        return there?.hash === fact.hash ? { kept: there } : { nextSeq: last + 1 }
      }
      return { kept: await putAppended(tx, fact, draft, counts) }
    })
  }

  /**
   * Takes in what an answer says of facts and of this device, all or nothing; gives the facts that it changed and what
   * the phone knows of itself from now on, or null when the phone was emptied meanwhile.
   */
  hear(heard: Heard): Promise<{ changed: KeptFact[]; meta: Meta } | null> {
    return this.#write(["facts", "meta"], async (tx) => {
      const before = await readMeta(tx)
      const { identity, exchange, replica, lost } = before
      if (identity === null) return null
      const changed: KeptFact[] = []
      if (heard.resend || heard.epoch !== identity.epoch) changed.push(...(await takeBackAll(tx)))
      for (const { fact, answer } of heard.answers) {
        changed.push(...(await settle(tx, fact, { ...answer, epoch: heard.epoch, replica: replica.last })))
      }
      changed.push(...(await takeBackMissing(tx, heard.have)))
      if (heard.photosWanted.length > 0) changed.push(...(await takeBackPhotos(tx, new Set(heard.photosWanted))))
      const { epoch, view, state } = heard
      const after: Partial<Meta> = {
        identity: { ...identity, ...heard.newDevice, epoch, view, state },
        exchange: { ...exchange, ...heard.exchange },
        ...(heard.clock !== undefined && { clock: heard.clock }),
        ...(lost !== null && heard.toldOfLoss && { lost: null }),
      }
      for (const name of Object.keys(after) as (keyof Meta)[]) await putMeta(tx, name, after[name] as Meta[typeof name])
      return { changed, meta: { ...before, ...after } }
    })
  }

  /** A person signed in: the first one, one more, or again after the server had lost this phone. */
  enrolled(identity: Omit<Identity, "token"> & { token: string | null }, person: Id | null): Promise<void> {
    return this.#write(["facts", "meta"], async (tx) => {
      const before = await readMeta(tx)
      const token = identity.token ?? before.identity?.token
      if (token === undefined) throw new Error("enrolled without a token, and none was here before")
      if (before.identity !== null && before.identity.epoch !== identity.epoch) await takeBackAll(tx)
      if (before.identity !== null && before.identity.library.id !== identity.library.id) {
        // Rows of one library are never shown to the people of another.
        await putMeta(tx, "replica", { ...before.replica, current: null, filling: null, forDigest: false })
      }
      await Promise.all([
        putMeta(tx, "identity", { ...identity, token }),
        putMeta(tx, "person", person ?? before.person),
        putMeta(tx, "wiping", false),
      ])
    })
  }

  /** Changes one thing that this phone knows of itself; gives all that it knows from now on. */
  update<Name extends keyof Meta>(name: Name, change: (now: Meta[Name]) => Meta[Name]): Promise<Meta> {
    return this.#write(["meta"], async (tx) => {
      const meta = await readMeta(tx)
      const value = change(meta[name])
      await putMeta(tx, name, value)
      return { ...meta, [name]: value }
    })
  }

  /** The bytes of a photo, as long as a fact that names it is here. */
  photo(sha256: string): Promise<PhotoBytes | null> {
    return this.connection.run(["blobs"], "readonly", "default", async (tx) => {
      return (await tx.objectStore("blobs").get(sha256)) ?? null
    })
  }

  /** Notes how far a photo has come with the facts that name it; gives those that it changed. */
  settlePhoto(photo: WaitingPhoto, state: KeptPhoto["state"], at: number): Promise<KeptFact[]> {
    return this.#write(["facts"], (tx) => settlePhoto(tx, photo, state, at))
  }

  /** Drops facts whose answer is older than that, with their photos where these are at the library. */
  async dropAnsweredBefore(time: number): Promise<void> {
    await this.#write(["facts", "blobs"], (tx) => dropBefore(tx, time))
  }

  /** True when nothing waits any more, photos too; from then on nothing is recorded. */
  closeForWipe(): Promise<boolean> {
    return this.#write(["facts", "meta"], async (tx) => {
      if ((await tx.objectStore("facts").index("waiting").count()) > 0) return false
      const { identity } = await readMeta(tx)
      const facts: KeptFact[] = await tx.objectStore("facts").getAll()
      if (photosWaiting(facts).some(({ library }) => library === identity?.library.id)) return false
      await putMeta(tx, "wiping", true)
      return true
    })
  }

  saveDraft(author: Id, key: string, body: unknown): Promise<void> {
    return this.#write(["drafts"], async (tx) => {
      const put = tx.objectStore("drafts").put({ author, key, body })
      // The page may be going: nobody would be there to let the transaction end by itself.
      tx.commit()
      await put
    })
  }

  loadDraft(author: Id, key: string): Promise<unknown> {
    return this.connection.run(["drafts"], "readonly", "default", async (tx) => {
      return (await tx.objectStore("drafts").get([author, key]))?.body ?? null
    })
  }

  dropDraft(author: Id, key: string): Promise<void> {
    return this.#write(["drafts"], (tx) => tx.objectStore("drafts").delete([author, key]))
  }

  close(): void {
    this.connection.close()
  }

  destroy(): Promise<void> {
    return this.connection.destroy()
  }

  #read<T>(work: (tx: Reading) => Promise<T>): Promise<T> {
    return this.connection.run(["facts", "meta"], "readonly", "default", work)
  }

  #write<T>(stores: string[], work: (tx: Writing) => Promise<T>): Promise<T> {
    return this.connection.run(stores, "readwrite", "strict", work)
  }
}

async function readMeta(tx: Reading | Writing): Promise<Meta> {
  const stored: { name: keyof Meta; value: unknown }[] = await tx.objectStore("meta").getAll()
  // Members that a later version added are filled from the blank ones.
  const meta: Record<string, unknown> = { ...BLANK }
  for (const { name, value } of stored) {
    const blank = meta[name]
    meta[name] = isObject(blank) && isObject(value) ? { ...blank, ...value } : value
  }
  return meta as unknown as Meta
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}

async function putMeta<Name extends keyof Meta>(tx: Writing, name: Name, value: Meta[Name]): Promise<void> {
  await tx.objectStore("meta").put({ name, value })
}

function storesFor({ photos }: NewFact): string[] {
  return photos === undefined ? ["facts", "meta", "drafts"] : ["facts", "meta", "drafts", "blobs"]
}

async function putAppended(
  tx: Writing,
  { photos, ...fact }: NewFact,
  draft: DraftPlace | null,
  counts: Meta["counts"],
): Promise<KeptFact> {
  const order = counts.order + 1
  const kept: KeptFact = { ...fact, order, waiting: order, answer: null, before: null }
  if (photos !== undefined) {
    const names = new Map(photos.map(({ sha256, bytes }) => [sha256, bytes.byteLength]))
    kept.photos = [...names].map(([sha256, size]) => ({ sha256, size, state: "waiting", at: null }))
  }
  await Promise.all([
    ...(photos ?? []).map((photo) => tx.objectStore("blobs").put(photo)),
    tx.objectStore("facts").add(kept),
    putMeta(tx, "counts", { order, seqs: { ...counts.seqs, [fact.device]: fact.seq } }),
    draft && tx.objectStore("drafts").delete([draft.author, draft.key]),
  ])
  return kept
}

/** These give the facts that they changed, as they are now. */
async function settle(tx: Writing, { device, seq, hash }: KeptFact, answer: KeptAnswer): Promise<KeptFact[]> {
  const facts = tx.objectStore("facts")
  const there: KeptFact | undefined = await facts.get([device, seq])
  if (there?.hash !== hash) return []
  const { waiting: _, ...fact } = there
  const settled: KeptFact = { ...fact, answer, before: null }
  await facts.put(settled)
  return [settled]
}

async function takeBackAll(tx: Writing): Promise<KeptFact[]> {
  const changed: KeptFact[] = []
  for (const fact of (await tx.objectStore("facts").getAll()) as KeptFact[]) changed.push(...(await takeBack(tx, fact)))
  return changed
}

async function takeBack(tx: Writing, fact: KeptFact): Promise<KeptFact[]> {
  if (fact.waiting !== undefined) return []
  const waiting: KeptFact = { ...fact, waiting: fact.order, answer: null, before: fact.answer }
  await tx.objectStore("facts").put(waiting)
  return [waiting]
}

/** Facts that were answered and whose place the server does not hold are waiting again. */
async function takeBackMissing(tx: Writing, have: Have[]): Promise<KeptFact[]> {
  const facts = tx.objectStore("facts")
  const changed: KeptFact[] = []
  const keys = have.length > 0 ? ((await facts.getAllKeys()) as [Id, number][]) : []
  for (const { device, through, beyond } of have) {
    for (const [of, seq] of keys) {
      if (of !== device || seq <= through || beyond.some(([from, to]) => from <= seq && seq <= to)) continue
      const fact: KeptFact = await facts.get([of, seq])
      // What quarantine took may have no readable place; only `resend` sends it again.
      if (fact.answer?.outcome !== "quarantined") changed.push(...(await takeBack(tx, fact)))
    }
  }
  return changed
}
