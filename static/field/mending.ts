/**
 * The way out where the app's own script did not come or is spoilt: the shell's button "Repair the app", and nothing else.
 *
 * An entry of its own that imports nothing, so that whatever is wrong with the rest leaves it whole. It drops what the
 * browser keeps of the app; what was recorded lies in a database, which it never touches.
 */

const SCOPE = "/app/"

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-repair]") : null
  if (button instanceof HTMLButtonElement && !button.disabled) void repair(button)
})

async function repair(button: HTMLButtonElement): Promise<void> {
  const told = button.closest("section")?.querySelector("[role=status]")
  button.disabled = true
  if (await canFetch()) {
    const registration = await navigator.serviceWorker?.getRegistration(SCOPE)
    await registration?.unregister()
    for (const name of await caches.keys()) await caches.delete(name)
    location.replace(SCOPE)
    return
  }
  // Without a network the dropped files would not come again.
  if (told) told.textContent = told.getAttribute("data-says")
  button.disabled = false
}

/** Whether the library's server gives out its files: the worker's own is asked for past every cache. */
async function canFetch(): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration(SCOPE)
    await registration?.update()
    return true
  } catch (error) {
    console.info("The library's server does not answer.", error)
    return false
  }
}
