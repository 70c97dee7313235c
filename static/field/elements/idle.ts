/** Work that waits until nothing else is to be done, a little at a time. */

const A_LITTLE_MS = 8
const LATER_MS = 30

/** Do steps until one says that all is done; gives what ends it before. */
export function whenIdle(step: () => boolean): () => void {
  let handle = 0
  const go = (deadline: { timeRemaining(): number }) => {
    while (deadline.timeRemaining() > 1) if (step()) return
    handle = ask(go)
  }
  handle = ask(go)
  return () => (hasIdle ? cancelIdleCallback(handle) : clearTimeout(handle))
}

// Safari has no idle callbacks.
const hasIdle = typeof requestIdleCallback === "function"

function ask(go: (deadline: { timeRemaining(): number }) => void): number {
  if (hasIdle) return requestIdleCallback(go)
  return window.setTimeout(() => {
    const began = performance.now()
    go({ timeRemaining: () => A_LITTLE_MS - (performance.now() - began) })
  }, LATER_MS)
}
