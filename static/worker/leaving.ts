/**
 * The worker that takes itself away: what the server publishes at the worker's address where OUTREACH_FIELD_WORKER is off.
 *
 * For a worker that went wrong on many phones. It takes the place of whatever worker is there without waiting, drops the
 * files that were kept for use without a network, and unregisters. It touches no database: what was recorded stays, and
 * the app goes on as a page that needs a network to open, until the server publishes a worker again.
 */

declare const self: ServiceWorkerGlobalScope

self.addEventListener("install", () => void self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(leave()))

async function leave(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}

export {}
