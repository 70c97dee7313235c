/**
 * The disk of one phone: IndexedDB that can be cut at any operation.
 *
 * What a phone's program sees is a factory of its own for each time that it
 * runs. A program that was killed keeps its old one, on which nothing works
 * any more; what its transactions had not completed is undone, or has just
 * been completed without a word, as the cut falls.
 */

import { IDBFactory } from "fake-indexeddb"

/** What the next operations are to meet: at the n-th from now. */
export type Cut =
  | { fault: "killed_before" | "killed_after"; at: number }
  /** From the n-th write on the disk is full, for so many writes. */
  | { fault: "quota"; at: number; writes: number }
  | { fault: "connection_lost"; at: number }

export class Disk {
  factory = new IDBFactory()
  cut: Cut | null = null
  #life: { isDead: boolean } = { isDead: false }

  constructor(
    private readonly counted: () => void,
    private readonly killed: () => void,
    private readonly used: (fault: string) => void,
  ) {}

  /** What a program that starts now sees. */
  opened(): IDBFactory {
    const life = { isDead: false }
    this.#life = life
    const disk = this
    return new Proxy(this.factory, {
      get(factory, name) {
        const value = Reflect.get(factory, name)
        if (typeof value !== "function") return value
        return (...words: unknown[]) => {
          if (life.isDead) throw new DOMException("the program was killed", "InvalidStateError")
          disk.counted()
          const request = value.apply(factory, words)
          if (name === "open") {
            disk.#meetOpening(life)
            request.addEventListener("success", () => disk.#watch(request.result, life))
            request.addEventListener("upgradeneeded", () => disk.counted())
          }
          return request
        }
      },
    })
  }

  /** The program that runs is no more. */
  kill(): void {
    this.#life.isDead = true
    this.cut = null
  }

  /** Databases as the browser's eviction leaves them. */
  async evict(which: "outbox" | "replicas" | "all"): Promise<void> {
    for (const { name } of await this.factory.databases()) {
      if (name === undefined || (which !== "all" && (name === "outbox") !== (which === "outbox"))) continue
      await asked(this.factory.deleteDatabase(name))
    }
  }

  /** The same databases on another phone. */
  async copyTo(other: Disk): Promise<void> {
    for (const { name, version } of await this.factory.databases()) {
      if (name === undefined) continue
      const from = await asked(this.factory.open(name))
      const opening = other.factory.open(name, version)
      opening.onupgradeneeded = () => likewise(from, opening)
      const to = await asked(opening)
      for (const store of from.objectStoreNames) {
        const rows = await asked(from.transaction(store).objectStore(store).getAll())
        const tx = to.transaction(store, "readwrite")
        for (const row of rows) tx.objectStore(store).put(row)
        await new Promise((resolve) => tx.addEventListener("complete", resolve))
      }
      from.close()
      to.close()
    }
  }

  /** All rows of a store, read past the program; none where there is no such database. */
  async rows<Row>(database: string, store: string): Promise<Row[]> {
    const names = (await this.factory.databases()).map(({ name }) => name)
    if (!names.includes(database)) return []
    const db = await asked(this.factory.open(database))
    try {
      if (!db.objectStoreNames.contains(store)) return []
      return (await asked(db.transaction(store).objectStore(store).getAll())) as Row[]
    } finally {
      db.close()
    }
  }

  /** A phone can be cut while it opens a database, too; what is cut then is not opened. */
  #meetOpening(life: { isDead: boolean }): void {
    const { cut } = this
    if (cut === null || !cut.fault.startsWith("killed") || cut.at-- > 0) return
    this.used("killed_opening")
    this.cut = null
    life.isDead = true
    this.killed()
  }

  #watch(db: IDBDatabase, life: { isDead: boolean }): void {
    const transaction = db.transaction.bind(db)
    db.transaction = (names, mode, options) => {
      if (life.isDead) throw new DOMException("the program was killed", "InvalidStateError")
      const tx = transaction(names, mode, options)
      const objectStore = tx.objectStore.bind(tx)
      tx.objectStore = (name) => this.#watchStore(objectStore(name), db, life)
      return tx
    }
  }

  #watchStore(store: IDBObjectStore, db: IDBDatabase, life: { isDead: boolean }): IDBObjectStore {
    for (const name of [...WRITES, ...READS] as const) {
      if (Object.hasOwn(store, name)) return store
      const work = store[name].bind(store) as (...words: unknown[]) => IDBRequest
      const value = (...words: unknown[]): IDBRequest => {
        if (life.isDead) throw new DOMException("the program was killed", "InvalidStateError")
        this.counted()
        const request = work(...words)
        this.#meet(request, db, (WRITES as readonly string[]).includes(name))
        return request
      }
      Object.defineProperty(store, name, { value, configurable: true, writable: true })
    }
    return store
  }

  #meet(request: IDBRequest, db: IDBDatabase, isWrite: boolean): void {
    const { cut } = this
    const tx = request.transaction
    if (cut === null || tx === null || (cut.fault === "quota" && !isWrite)) return
    if (cut.at-- > 0) return
    this.used(cut.fault)
    if (cut.fault === "quota") {
      if (--cut.writes <= 0) this.cut = null
      fail(tx, request, "QuotaExceededError")
      return
    }
    this.cut = null
    if (cut.fault === "connection_lost") {
      fail(tx, request, "UnknownError")
      db.close()
      return
    }
    const life = this.#life
    const end = () => {
      if (life.isDead) return
      life.isDead = true
      this.killed()
    }
    if (cut.fault === "killed_before") {
      tx.abort()
      end()
    } else {
      // The cut falls between the commit and the word of it.
      tx.addEventListener("complete", end)
    }
  }
}

/** As a browser says it: the request that met it has the error, and so has its transaction, which is undone. */
function fail(tx: IDBTransaction, request: IDBRequest, name: string): void {
  const error = new DOMException(`the storage said ${name}`, name)
  Object.defineProperty(request, "error", { get: () => error, set: () => undefined })
  const abort = (tx as unknown as { _abort(name: string): void })._abort
  abort.call(tx, name)
}

const WRITES = ["put", "add", "delete"] as const
const READS = ["get", "getAll", "getAllKeys", "openCursor", "count"] as const

function likewise(from: IDBDatabase, opening: IDBOpenDBRequest): void {
  for (const name of from.objectStoreNames) {
    const store = from.transaction(name).objectStore(name)
    const made = opening.result.createObjectStore(name, { keyPath: store.keyPath, autoIncrement: store.autoIncrement })
    for (const one of store.indexNames) {
      const { keyPath, unique, multiEntry } = store.index(one)
      made.createIndex(one, keyPath, { unique, multiEntry })
    }
  }
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
