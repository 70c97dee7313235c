/** Keeps the screen from going dark while somebody reads a code off it, where the browser can. */

import { useEffect } from "preact/hooks"

export function useAwake(): void {
  useEffect(() => {
    let isHere = true
    let lock: WakeLockSentinel | null = null
    const ask = () => {
      if (document.visibilityState !== "visible" || !navigator.wakeLock) return
      navigator.wakeLock.request("screen").then(
        (got) => {
          if (isHere) lock = got
          else void got.release()
        },
        // Low battery, or a browser that will not: then the screen goes dark as it always does.
        (error) => console.info("The screen may go dark.", error),
      )
    }
    ask()
    document.addEventListener("visibilitychange", ask)
    return () => {
      isHere = false
      document.removeEventListener("visibilitychange", ask)
      void lock?.release()
    }
  }, [])
}
