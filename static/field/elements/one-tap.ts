/** Recording by one tap, with no form: busy while the phone writes, and what could not be kept stays in hand. */

import { effect, signal } from "@preact/signals"
import { useRef, useState } from "preact/hooks"
import { type Intent, NotKept, type Recorded } from "../core"
import { useApp } from "./app"
import { moves } from "./route"

/** The tap that was not kept, until the next one or a move. The frame of the screen says so: on a full phone the
 *  library's rows make room for the fact, and what was tapped may be gone from the screen with them. */
export const tapNotKept = signal<NotKept | null>(null)

effect(() => {
  moves.value
  tapNotKept.value = null
})

export interface OneTap {
  isBusy: boolean
  /** Null where the phone could not keep it. */
  record(intent: Intent): Promise<Recorded | null>
}

export function useOneTap(): OneTap {
  const { core } = useApp()
  const [isBusy, setBusy] = useState(false)
  // Taps come quicker than screens are drawn: each is recorded after the one before it.
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return {
    isBusy,
    record(intent) {
      const recorded = last.current.then(async () => {
        setBusy(true)
        tapNotKept.value = null
        try {
          return await core.record(intent)
        } catch (error) {
          tapNotKept.value = error instanceof NotKept ? error : new NotKept("storage_broken", null, error)
          return null
        } finally {
          setBusy(false)
        }
      })
      last.current = recorded
      return recorded
    },
  }
}
