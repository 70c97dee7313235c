/**
 * One open database, and the one way to read or write it.
 *
 * Browsers drop IndexedDB connections: when memory is short, when the phone
 * slept, when another tab wants the database gone. A dead connection is
 * reopened once and the work is done again from its start; when that fails too
 * the caller is told in one typed error, and still holds what it wanted to keep.
 */

import { type IDBPDatabase, type IDBPTransaction, wrap } from "idb"
import type { Timers } from "../surroundings"

/** The phone's storage did not do what was asked: it is full, or broken. Nothing of the work was kept. */
export class StorageBroken extends Error {
  constructor(
    readonly code: "storage_full" | "storage_broken",
    cause?: unknown,
  ) {
    super(code, { cause })
    this.name = "StorageBroken"
  }
}

export interface Database {
  name: string
  version: number
  create(db: IDBDatabase): void
}

// biome-ignore lint/suspicious/noExplicitAny: idb's own name for a database without a declared schema is any.
type Untyped = any
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Untyped, string[], Mode>

const OPEN_WITHIN_MS = 5_000
/** What a browser says when the connection, not the work, is at fault. */
const DEAD = ["InvalidStateError", "UnknownError", "AbortError", "TimeoutError"]

export class Connection {
  #opening: Promise<IDBPDatabase> | null = null

  constructor(
    private readonly around: { indexedDB: IDBFactory; timers: Timers },
    private readonly database: Database,
  ) {}

  get name(): string {
    return this.database.name
  }

  /** Does the work in one transaction; resolves when it is complete, on disk where `durability` is strict. */
  async run<Mode extends IDBTransactionMode, T>(
    stores: string[],
    mode: Mode,
    durability: IDBTransactionDurability,
    work: (tx: Transaction<Mode>) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const db = await this.#open()
        return await inOneTransaction(db, stores, mode, durability, work)
      } catch (error) {
        if (!isFromStorage(error)) throw error
        if (error.name === "QuotaExceededError") throw new StorageBroken("storage_full", error)
        this.close()
        if (attempt === 2 || !DEAD.includes(error.name)) throw new StorageBroken("storage_broken", error)
      }
    }
  }

  close(): void {
    const opening = this.#opening
    this.#opening = null
    opening?.then(
      (db) => db.close(),
      () => undefined, // whoever waited for it to open was told
    )
  }

  /**
   * Deletes the database. Other tabs are asked to let go of it, and do; a frozen one hears of nothing. It is not waited
   * for: the browser deletes when that one is gone.
   */
  async destroy(): Promise<void> {
    this.close()
    const request = this.around.indexedDB.deleteDatabase(this.database.name)
    await this.#within(
      new Promise<void>((resolve, reject) => {
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      }),
    ).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === "TimeoutError")) throw error
      console.info(`${this.database.name} is still held by another window.`)
    })
  }

  #open(): Promise<IDBPDatabase> {
    // Kept before anything is awaited, so that two callers never open twice.
    this.#opening ??= this.#within(this.#openNow()).catch((error) => {
      this.#opening = null
      throw error
    })
    return this.#opening
  }

  #openNow(): Promise<IDBPDatabase> {
    const request = this.around.indexedDB.open(this.database.name, this.database.version)
    return new Promise((resolve, reject) => {
      request.onupgradeneeded = () => this.database.create(request.result)
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const db = request.result
        const letGo = () => {
          db.close()
          this.#opening = null
        }
        db.onversionchange = letGo
        db.onclose = letGo
        resolve(wrap(db))
      }
    })
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    let timer: unknown
    const late = new Promise<never>((_, reject) => {
      timer = this.around.timers.set(
        () => reject(new DOMException(`${this.database.name} does not open`, "TimeoutError")),
        OPEN_WITHIN_MS,
      )
    })
    try {
      return await Promise.race([work, late])
    } finally {
      this.around.timers.clear(timer)
    }
  }
}

async function inOneTransaction<Mode extends IDBTransactionMode, T>(
  db: IDBPDatabase,
  stores: string[],
  mode: Mode,
  durability: IDBTransactionDurability,
  work: (tx: Transaction<Mode>) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(stores, mode, { durability }) as unknown as Transaction<Mode>
  const working = work(tx).catch((error) => {
    // Half of the work must not stay because the rest of it failed.
    if (tx.error === null) abort(tx)
    throw error
  })
  const [result] = await Promise.all([working, tx.done])
  return result
}

function abort(tx: Transaction<IDBTransactionMode>): void {
  try {
    tx.abort()
  } catch (error) {
    if (!isFromStorage(error)) throw error // already over: nothing to undo
  }
}

function isFromStorage(error: unknown): error is DOMException {
  return error instanceof DOMException || (error instanceof Error && error.name in STORAGE_ERRORS)
}

/** Some engines throw plain errors under these names. */
const STORAGE_ERRORS: Record<string, true> = {
  AbortError: true,
  ConstraintError: true,
  DataError: true,
  InvalidStateError: true,
  NotFoundError: true,
  QuotaExceededError: true,
  TimeoutError: true,
  TransactionInactiveError: true,
  UnknownError: true,
  VersionError: true,
}
