/**
 * The app as it is installed: its worker, its version, and the two questions that wait for the
 * person: to install it, and to take a new version. Neither is ever done unasked.
 */

import { signal } from "@preact/signals"
import type { Installed } from "./app"
import { remindThisWindow, wasReminded } from "./remembered"

const WORKER = "/app/sw.js"
const HOURLY_MS = 3_600_000
/** How long the worker of the old build may take to end what it is busy with. */
const PATIENCE_MS = 3_000
/** Reminds a window that asked for the new build and had to let go of the old one first. */
const ASKED = "update-asked"

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

export function watchInstalled(): Installed {
  const install: Installed["install"] = signal(null)
  const update: Installed["update"] = signal(null)
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault()
    install.value = () => {
      install.value = null
      void (event as InstallPrompt).prompt()
    }
  })
  addEventListener("appinstalled", () => {
    install.value = null
  })
  void watchWorker(update)
  return { version: document.documentElement.dataset.build ?? "?", isInstalled: isInstalled(), install, update }
}

export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches || Reflect.get(navigator, "standalone") === true
}

async function watchWorker(update: Installed["update"]): Promise<void> {
  if (!("serviceWorker" in navigator)) return
  const { serviceWorker } = navigator
  // Only the window whose person said yes loads itself again; a form open in another one stays as it is.
  let isWanted = wasReminded(ASKED)
  const wasWanted = isWanted
  serviceWorker.addEventListener("controllerchange", () => {
    if (isWanted) location.reload()
  })
  try {
    const registration = await serviceWorker.register(WORKER, { scope: "/app/", updateViaCache: "none" })
    if (wasWanted && !registration.waiting) location.reload()
    const take = () => {
      isWanted = true
      update.value = null
      // Asked for only now: a build that came later took the place of the one that was offered.
      registration.waiting?.postMessage({ type: "skip-waiting" })
      // A browser keeps the old worker while it has a request of this window in hand; leaving the window ends that.
      setTimeout(() => {
        remindThisWindow(ASKED)
        location.reload()
      }, PATIENCE_MS)
    }
    const offer = () => {
      update.value = registration.waiting && serviceWorker.controller ? take : null
    }
    const follow = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", offer)
    registration.addEventListener("updatefound", () => follow(registration.installing))
    follow(registration.installing)
    offer()
    const look = () =>
      registration.update().catch((error: unknown) => console.info("No newer version was found.", error))
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void look())
    setInterval(look, HOURLY_MS)
  } catch (error) {
    console.error("The app cannot be kept for use without a network.", error)
  }
}
