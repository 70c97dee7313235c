/** A scanner that types: what it writes where no field has the focus is a code, ended by Enter. */

import { useEffect, useRef } from "preact/hooks"

/** Between two of its keys; a person who leans on a key is slower. */
const PAUSE_MS = 500
const LEAST = 3

export function useWedge(onCode: (text: string) => void): void {
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    let typed = ""
    let last = 0
    const pressed = (event: KeyboardEvent) => {
      const { target, key, timeStamp } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (target instanceof Element && target.matches("input:not([type=radio]), textarea, select")) return
      if (timeStamp - last > PAUSE_MS) typed = ""
      last = timeStamp
      if (key.length === 1) typed += key
      else if (key === "Enter" && typed.trim().length >= LEAST) {
        // Else it would press the button that has the focus.
        event.preventDefault()
        latest.current(typed.trim())
        typed = ""
      }
    }
    document.addEventListener("keydown", pressed)
    return () => document.removeEventListener("keydown", pressed)
  }, [])
}
