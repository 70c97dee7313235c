/**
 * What the core needs from the world, so that tests can hand it another one.
 *
 * Clock, chance, network, storage and locks come only through here; the real
 * ones are put together in `browser.ts`.
 */

export interface Clock {
  /** The phone's wall clock, in milliseconds since 1970. It may be wrong. */
  now(): number
  /** Milliseconds that only go forward; for measuring how long things take. */
  steady(): number
  /** The IANA zone the phone is set to. */
  zone(): string
}

export interface Timers {
  set(work: () => void, ms: number): unknown
  clear(handle: unknown): void
}

export interface Locks {
  /** Runs `work` under the named lock when it is free now; else says so. */
  ifFree<T>(name: string, work: () => Promise<T>): Promise<{ ran: true; value: T } | { ran: false }>
}

export interface Channel {
  post(message: unknown): void
  close(): void
}

export interface PersistentStorage {
  /** Asks the browser to protect what is stored; answers whether it does. */
  persist(): Promise<boolean>
  estimate(): Promise<{ usage: number; quota: number } | null>
}

/** A small note outside IndexedDB that survives when the databases are evicted. Only a hint. */
export interface Marker {
  read(): string | null
  write(text: string): void
  clear(): void
}

export interface Signals {
  isVisible(): boolean
  /** Calls back when the app becomes visible again; gives a way to stop. */
  onVisible(call: () => void): () => void
  /** Calls back when the phone believes that it is online. A hint, not a truth. */
  onOnline(call: () => void): () => void
}

export interface Surroundings {
  /** Where the API lives, for example `/api/v1`. */
  base: string
  appVersion: string
  isInstalled(): boolean
  clock: Clock
  timers: Timers
  /** A UUIDv7. */
  newId(): string
  /** A fresh value for the Outreach-Nonce header. */
  newNonce(): string
  /** Uniform in [0, 1). */
  random(): number
  fetch: typeof fetch
  /** Null where the browser cannot compress. */
  gzip: ((text: string) => Promise<Uint8Array<ArrayBuffer>>) | null
  /** SHA-256, lower-case hex, of the text's UTF-8 bytes. */
  hash(text: string): Promise<string>
  indexedDB: IDBFactory
  /** Null where the browser has no Web Locks. */
  locks: Locks | null
  /** Null where the browser has no BroadcastChannel. */
  openChannel: ((hear: (message: unknown) => void) => Channel) | null
  storage: PersistentStorage
  marker: Marker
  signals: Signals
  /** Asks for a Background Sync where that exists; a bonus that nothing depends on. */
  askBackgroundSync(): void
}
