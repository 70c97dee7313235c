/**
 * The service worker: keeps the shell of one build, so that the app opens without network.
 *
 * It answers pages under /app/ with the shell, and the shell's own files from their cache. Everything else, the API
 * above all, is none of its business. Rows live in IndexedDB, never here. A new build waits until a person agrees.
 */

import { browserSurroundings, SYNC_TAG } from "../field/browser"
import { Store } from "../field/store/store"
import { Server } from "../field/sync/server"
import { Syncer } from "../field/sync/syncer"

declare const self: ServiceWorkerGlobalScope
declare global {
  /** Only Chromium has it, so no library of types does. */
  interface ServiceWorkerGlobalScopeEventMap {
    sync: ExtendableEvent & { tag: string }
  }
}

const SHELL = "/app/"
const PREFIX = "shell-"
const CACHE = `${PREFIX}${__BUILD__}`
const FILES = __PRECACHE__
const OWN = new Set(FILES.map(({ url }) => url))
/** Which build is in use, by the name of its cache: one that was fetched and never used is not "the build before". */
const NOTES = "notes"
/** What is larger is not fetched again for a build that did not change it: phones pay for what they load. */
const LARGE = 250_000
const IN_USE = `${SHELL}build-in-use`

self.addEventListener("install", (event) => event.waitUntil(keepShell()))
self.addEventListener("activate", (event) => event.waitUntil(dropOldBuilds()))

self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") void self.skipWaiting()
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== location.origin) return
  if (request.mode === "navigate") {
    if (url.pathname.startsWith(SHELL)) event.respondWith(kept(SHELL, event))
  } else if (OWN.has(url.pathname)) event.respondWith(kept(url.pathname, event))
  else if (url.pathname.startsWith("/static/")) event.respondWith(keptByAny(url.pathname, request))
})

self.addEventListener("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendInBackground())
})

/** All of it or nothing: any failure rejects, the build before stays, and the browser tries again later. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(
    FILES.map(async ({ url, sha256, bytes }) => {
      const before = bytes > LARGE ? await unchanged(url, sha256) : null
      if (before !== null) {
        await cache.put(url, before)
        return
      }
      const response = await fetch(url, { cache: "reload", integrity: sha256, redirect: "error", credentials: "omit" })
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      await cache.put(url, response)
    }),
  )
}

/** A large file as another build kept it, where every byte of it is the one that is wanted. */
async function unchanged(url: string, sha256: string): Promise<Response | null> {
  const found = await caches.match(url)
  if (found === undefined) return null
  const digest = await crypto.subtle.digest("SHA-256", await found.clone().arrayBuffer())
  const told = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return `sha256-${told}` === sha256 ? found : null
}

/** The build before is kept: a page that it opened may still ask for its files. */
async function dropOldBuilds(): Promise<void> {
  const notes = await caches.open(NOTES)
  const before = await (await notes.match(IN_USE))?.text()
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  await Promise.all(builds.filter((name) => name !== CACHE && name !== before).map((name) => caches.delete(name)))
  await notes.put(IN_USE, new Response(CACHE))
}

async function kept(url: string, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(CACHE)
  const found = await cache.match(url)
  if (found !== undefined) return found
  // An evicted file is fetched; what it weighs is known by its name, so it cannot be another build's.
  mending ??= keepShell()
    .catch((error: unknown) => console.info("The files of this app could not be kept again.", error))
    .finally(() => {
      mending = null
    })
  event.waitUntil(mending)
  return fetch(event.request)
}

/** While what a browser took away is fetched again, so that the app opens without a network as before. */
let mending: Promise<void> | null = null

async function keptByAny(url: string, request: Request): Promise<Response> {
  return (await caches.match(url)) ?? (await fetch(request))
}

/** One cycle for an app that is closed. A rejection asks the browser to try again. */
async function sendInBackground(): Promise<void> {
  const around = browserSurroundings(__BUILD__)
  const store = new Store(around)
  const channel = around.openChannel?.(() => undefined)
  const syncer = new Syncer({
    around,
    store,
    server: new Server(around),
    isPersisted: () => null,
    // Only a page may empty the phone: it holds the mark that tells a wipe from a loss.
    beforeWipe: null,
    changed: () => undefined,
    ended: () => undefined,
    broken: () => undefined,
  })
  try {
    const { kind } = await syncer.once()
    channel?.post(kind === "wiped" ? "wiped" : "changed")
    if (kind === "trouble") throw new Error("not all was sent")
  } finally {
    channel?.close()
    store.close()
  }
}
