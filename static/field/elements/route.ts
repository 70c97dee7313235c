/**
 * Where the person is: the address bar is the only truth, so Back and deep links behave.
 *
 * Screens are addressed by path under /app/. Links are ordinary links; a click on one changes the
 * address without a page load.
 */

import { batch, signal } from "@preact/signals"

const BASE = "/app/"

/** The path after /app/, without slashes at its ends: "kits/3fa/out". */
export const path = signal(pathOf(location.pathname))

/** What stands behind the path: "visit=v1". A screen of its own for each. */
export const query = signal(location.search.slice(1))

/** Counts moves, so that a screen reached again still takes the focus. */
export const moves = signal(0)

/** Where the person is on the way to; `path` follows when that screen can be drawn. */
export function goal(): string {
  return pathOf(location.pathname)
}

export function href(to: string): string {
  return BASE + to
}

/** Go to another screen; `replace` where Back must not come here again. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState({ from: cameFrom() }, "", href(to))
  } else {
    history.replaceState({ ...(history.state ?? {}), scroll: scrollY }, "")
    history.pushState({ from: path.value }, "", href(to))
  }
  arrive(() => scrollTo(0, 0))
}

/** Up to the screen that this one belongs to: a step back where the person came from there. */
export function back(to: string, { atTop = false } = {}): void {
  startsAtTop = atTop
  if (cameFrom() !== to) {
    go(to, { replace: true })
    return
  }
  if (atTop) {
    // The browser takes its time over a step back; what there is to say is shown at once.
    path.value = to
    moves.value += 1
    scrollTo(0, 0)
  }
  history.back()
}

/** Set where a screen that is come back to has something new to say at its top. */
let startsAtTop = false

/** What a screen needs before it can be drawn; null where it has all of it. */
type Coming = (path: string, query: string) => Promise<unknown> | null

let isComing: Coming = () => null

export function listen(coming: Coming): void {
  isComing = coming
  history.scrollRestoration = "manual"
  addEventListener("popstate", () => {
    const { scroll: left = 0 } = (history.state ?? {}) as { scroll?: number }
    const scroll = startsAtTop ? 0 : left
    startsAtTop = false
    // The screen is drawn from memory within a frame; only then is there something to scroll.
    arrive(() => requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(0, scroll))))
  })
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null
    if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.download) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (link.origin !== location.origin || !link.pathname.startsWith(BASE)) return
    event.preventDefault()
    if (link.dataset.back !== undefined) back(pathOf(link.pathname))
    else if (link.pathname + link.search !== location.pathname + location.search)
      go(pathOf(link.pathname) + link.search)
  })
}

/** A screen that is longer in coming says so in its own place. */
const COMING_MS = 400

let lastMove = 0

/** Shows the screen of the address. The one before stays until there is something to show. */
function arrive(shown: () => void): void {
  const [to, asked] = [pathOf(location.pathname), location.search.slice(1)]
  lastMove += 1
  const move = lastMove
  const show = () => {
    // Another tap was quicker than this screen.
    if (move !== lastMove) return
    batch(() => {
      path.value = to
      query.value = asked
      moves.value += 1
    })
    shown()
  }
  const coming = isComing(to, asked)
  if (coming === null) show()
  else void Promise.race([coming, new Promise((late) => setTimeout(late, COMING_MS))]).then(show)
}

/** The path of the screen that lies behind this one, if it is ours. */
function cameFrom(): string | undefined {
  return (history.state as { from?: string } | null)?.from
}

function pathOf(pathname: string): string {
  return pathname.slice(BASE.length).replace(/\/+$/, "")
}
