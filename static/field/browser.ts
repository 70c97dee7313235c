/**
 * The surroundings as a browser gives them, in a page and in the service worker alike.
 *
 * What a worker has not (a window, local storage) is simply not there, and the core goes without.
 */

import { uuid7 } from "./facts/ids"
import type { Channel, Locks, Marker, Signals, Surroundings } from "./surroundings"

const BASE = "/api/v1"
const CHANNEL = "outreach"
const MARKER = "outreach-outbox"
export const SYNC_TAG = "outreach-sync"

/** As much of a page as is used here; the worker's own types know none of it. */
interface Page {
  document: EventTarget & { visibilityState: string }
  localStorage: {
    getItem(key: string): string | null
    setItem(key: string, text: string): void
    removeItem(key: string): void
  }
  addEventListener(name: string, call: () => void): void
  removeEventListener(name: string, call: () => void): void
  matchMedia(query: string): { matches: boolean }
}

export function browserSurroundings(appVersion: string): Surroundings {
  const page = "document" in globalThis ? (globalThis as unknown as Page) : null
  const { navigator } = globalThis
  return {
    base: BASE,
    appVersion,
    isInstalled: () =>
      page !== null &&
      (page.matchMedia("(display-mode: standalone)").matches || Reflect.get(navigator, "standalone") === true),
    clock: {
      now: () => Date.now(),
      steady: () => performance.now(),
      zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    },
    timers: { set: (work, ms) => setTimeout(work, ms), clear: (handle) => clearTimeout(handle as number) },
    newId: () => uuid7(Date.now(), randomBytes(16)),
    newNonce: () => hex(randomBytes(12)),
    random: () => Math.random(),
    fetch: (...request) => fetch(...request),
    gzip: "CompressionStream" in globalThis ? gzip : null,
    hash: async (text) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))),
    indexedDB,
    locks: "locks" in navigator ? { ifFree } : null,
    openChannel: "BroadcastChannel" in globalThis ? openChannel : null,
    storage: {
      persist: async () => {
        // Only a page may ask for it.
        const storage: { persist?(): Promise<boolean>; persisted?(): Promise<boolean> } = navigator.storage ?? {}
        return (await (storage.persist?.() ?? storage.persisted?.())) ?? false
      },
      estimate: async () => {
        const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
        return usage === undefined || quota === undefined ? null : { usage, quota }
      },
    },
    marker: page === null ? NO_MARKER : markerOf(page),
    signals: page === null ? NO_SIGNALS : signalsOf(page),
    askBackgroundSync: () => void askBackgroundSync(),
  }
}

const ifFree: Locks["ifFree"] = <T>(name: string, work: () => Promise<T>) =>
  navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? { ran: false as const } : { ran: true as const, value: await work() },
  )

function openChannel(hear: (message: unknown) => void): Channel {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => hear(data)
  return { post: (message) => channel.postMessage(message), close: () => channel.close() }
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** Where a browser forbids it there is no hint, and all else goes on. */
function markerOf(page: Page): Marker {
  const tried = <T>(use: () => T): T | null => {
    try {
      return use()
    } catch (error) {
      console.info("The browser keeps no mark that storage was here.", error)
      return null
    }
  }
  return {
    read: () => tried(() => page.localStorage.getItem(MARKER)),
    write: (text) => void tried(() => page.localStorage.setItem(MARKER, text)),
    clear: () => void tried(() => page.localStorage.removeItem(MARKER)),
  }
}

const NO_MARKER: Marker = { read: () => null, write: () => undefined, clear: () => undefined }

function signalsOf(page: Page): Signals {
  const isVisible = () => page.document.visibilityState === "visible"
  return {
    isVisible,
    onVisible(call) {
      const changed = () => isVisible() && call()
      page.document.addEventListener("visibilitychange", changed)
      page.addEventListener("pageshow", changed)
      return () => {
        page.document.removeEventListener("visibilitychange", changed)
        page.removeEventListener("pageshow", changed)
      }
    },
    onOnline(call) {
      page.addEventListener("online", call)
      return () => page.removeEventListener("online", call)
    },
  }
}

const NO_SIGNALS: Signals = { isVisible: () => true, onVisible: () => () => undefined, onOnline: () => () => undefined }

async function askBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration?.("/app/")
  const sync: { register(tag: string): Promise<void> } | undefined = registration && Reflect.get(registration, "sync")
  try {
    await sync?.register(SYNC_TAG)
  } catch (error) {
    console.info("The browser does not send in the background.", error)
  }
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
