/**
 * The one way in: what a person did becomes a fact, kept on this phone.
 *
 * Never waits for the network. The fact, its place in the device's count and
 * the end of its draft are one transaction.
 */

import { clockSample, envelope, type Told } from "./facts/envelope"
import { type Happenings, KINDS, type KindName, type Tied, type Where } from "./facts/kinds"
import { dateIn } from "./facts/times"
import { StorageBroken } from "./store/connection"
import type { KeptFact, PhotoBytes } from "./store/kept"
import type { Store } from "./store/store"
import type { Surroundings } from "./surroundings"
import type { CalendarDate, Envelope, Id } from "./wire"

interface About {
  /** When it happened, where the person set it; else it is now. */
  occurredAt?: Date
  /** The planned or running visit it belongs to; where it is left out, the one that fits. */
  visit?: Id | null
  /** Key of the draft it was typed in; dropped in the same transaction. */
  draft?: string
  /** The bytes of the photos that it names; kept in the same transaction. */
  bytes?: readonly PhotoBytes[]
}

/** What screens say happened, by kind. `parts: []` means the whole kit. */
export type Intent = { [Name in KindName]: About & { kind: Name } & Happenings[Name] }[KindName]

export interface Recorded {
  id: Id
  /** What it is about, also where the phone made that up. */
  subject: Id
  visit: Id | null
  device: Id
  seq: number
  recordedAt: number
  localDate: CalendarDate
}

export type { PhotoBytes } from "./store/kept"

export interface SavedFile {
  name: string
  text: string
}

/** The fact is not on this phone's disk. It is still here, and `file` can be saved or shared. */
export class NotKept extends Error {
  constructor(
    readonly code: "storage_full" | "storage_broken" | "not_enrolled",
    readonly file: SavedFile | null,
    cause?: unknown,
  ) {
    super(code, { cause })
    this.name = "NotKept"
  }
}

type Around = Pick<Surroundings, "clock" | "newId" | "hash">

/** Which visit something belongs to that names none. */
export type Fitting = (where: Where & { at: number; zone: string }) => Id | null

/**
 * Resolves after the transaction completed with strict durability; rejects with `NotKept`. On a phone that is full the
 * fact is kept without its photos, which is noted with it.
 */
export async function record(
  around: Around,
  store: Store,
  author: Id | null,
  intent: Intent,
  fitting: Fitting,
): Promise<Recorded> {
  if (!intent.bytes?.length) return recordOnce(around, store, author, intent, fitting, 0)
  try {
    return await recordOnce(around, store, author, intent, fitting, 0)
  } catch (error) {
    if (!(error instanceof NotKept) || error.code !== "storage_full") throw error
    const { bytes = [], ...bare } = { ...intent, photos: [] }
    return recordOnce(around, store, author, bare as Intent, fitting, bytes.length)
  }
}

async function recordOnce(
  around: Around,
  store: Store,
  author: Id | null,
  intent: Intent,
  fitting: Fitting,
  photosLost: number,
): Promise<Recorded> {
  const { identity, counts, clock } = store.snapshot.meta
  if (identity === null) throw new NotKept("not_enrolled", null)
  const { replica } = store.snapshot
  const now = around.clock.now()
  const zone = around.clock.zone()
  const id = around.newId()
  const visit = tied(intent, { at: intent.occurredAt?.getTime() ?? now, zone }, fitting)
  const told: Omit<Told, "seq"> = {
    ...said(intent, { visit, newId: around.newId }),
    id,
    device: identity.device,
    author,
    visit,
    recordedAt: now,
    occurredAt: intent.occurredAt?.getTime() ?? null,
    zone,
    clock: clockSample(clock, now),
    seen: replica && { epoch: replica.epoch, seq: replica.upto },
  }
  const draft = author !== null && intent.draft !== undefined ? { author, key: intent.draft } : null

  let seq = (counts.seqs[identity.device] ?? 0) + 1
  for (;;) {
    const fact = envelope({ ...told, seq })
    const text = JSON.stringify(fact)
    const place = {
      device: fact.device,
      seq,
      id: fact.id,
      library: identity.library.id,
      ...(intent.bytes?.length && { photos: intent.bytes }),
      ...(photosLost > 0 && { photosLost }),
    }
    // Hashed before the transaction begins: one that waits for anything but storage ends by itself.
    const appended = await keep(store, { ...place, text, hash: await around.hash(text) }, draft, () =>
      fileOf([text], identity.library.id, fact),
    )
    if ("kept" in appended) {
      const { id, subject, device, local_date: localDate } = fact
      return { id, subject, visit, device, seq, recordedAt: now, localDate }
    }
    if ("gone" in appended) throw new NotKept("not_enrolled", fileOf([text], identity.library.id, fact))
    seq = appended.nextSeq
  }
}

/** Facts exactly as they are kept, in files that a coordinator can bring in at the desk: one for each library. */
export function waitingFiles(
  { clock }: Pick<Surroundings, "clock">,
  waiting: readonly Pick<KeptFact, "library" | "text">[],
): SavedFile[] {
  const today = { local_date: dateIn(clock.zone(), clock.now()) }
  const libraries = [...new Set(waiting.map(({ library }) => library))]
  return libraries.map((library, at) => {
    const texts = waiting.filter((fact) => fact.library === library).map(({ text }) => text)
    const file = fileOf(texts, library, today)
    return at === 0 ? file : { ...file, name: file.name.replace(".json", `-${at + 1}.json`) }
  })
}

function fileOf(facts: string[], library: Id, { local_date }: Pick<Envelope, "local_date">): SavedFile {
  const content = { format: "outreach-facts", version: 1, library, facts }
  return { name: `outreach-facts-${local_date}.json`, text: JSON.stringify(content, null, 1) }
}

function said(intent: Intent, tied: Tied): Pick<Told, "kind" | "v" | "subject" | "payload"> {
  const kind = kindOf(intent)
  return { kind: intent.kind, v: kind.v, subject: kind.subject(intent, tied), payload: kind.payload(intent) }
}

function tied(intent: Intent, when: { at: number; zone: string }, fitting: Fitting): Id | null {
  if (intent.visit !== undefined) return intent.visit
  const where = kindOf(intent).where?.(intent)
  return where === undefined ? null : fitting({ ...where, ...when })
}

/** One kind's own functions are given that kind's own happening; the union hides it from the compiler. */
function kindOf(intent: Intent) {
  return KINDS[intent.kind] as {
    v: number
    subject(it: Intent, tied: Tied): Id
    where?(it: Intent): Where
    payload(it: Intent): unknown
  }
}

async function keep(
  store: Store,
  fact: Parameters<Store["append"]>[0],
  draft: Parameters<Store["append"]>[1],
  file: () => SavedFile,
): ReturnType<Store["append"]> {
  try {
    return await store.append(fact, draft)
  } catch (error) {
    if (error instanceof StorageBroken) throw new NotKept(error.code, file(), error)
    throw error
  }
}
