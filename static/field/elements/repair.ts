/**
 * "Repair the app": the app's own files and the library's rows are dropped and fetched anew. What was recorded is not touched.
 */

import type { Core } from "../core"

const SCOPE = "/app/"

/** False where the library cannot be reached: then nothing was changed. Else the page goes away and comes back new. */
export async function repairApp(core: Core): Promise<boolean> {
  // Without a network the dropped files would not come again.
  if (!(await core.dropRows())) return false
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE)
  await registration?.unregister()
  if ("caches" in globalThis) {
    for (const name of await caches.keys()) await caches.delete(name)
  }
  location.replace(SCOPE)
  return true
}
