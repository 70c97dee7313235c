/** The code of its own that a phone holds up for a flyer: made with no network, and told to the library once. */

import { useEffect, useState } from "preact/hooks"
import type { FlyerHandedOut, FlyerRow, Id, View } from "../core"
import { calendarDate } from "../text"
import { useApp } from "./app"
import { isCurrent } from "./flyer-words"

/** Null while it is made. A flyer that is not to be handed out has only its own code. */
export function useHeldUpCode(flyer: FlyerRow, language: Id | null): string | null {
  const { core, view, now } = useApp()
  const [made, setMade] = useState<{ key: string; code: string } | null>(null)
  const isToBeHeldUp = isCurrent(flyer, calendarDate(now.value)) && view.value.me !== null
  const key = `${flyer.code} ${language}`
  useEffect(() => {
    let isHere = true
    core.heldUpCode(flyer.code, language).then(
      (code) => isHere && setMade({ key, code }),
      (error: unknown) => {
        console.warn("No code of this phone's own could be made.", error)
        if (isHere) setMade({ key, code: flyer.code })
      },
    )
    return () => {
      isHere = false
    }
  }, [core, key])
  const code = made?.key === key ? made.code : null
  const isToBeTold = isToBeHeldUp && code !== null && code !== flyer.code && !isTold(code, view.value)
  useEffect(() => {
    if (!isToBeTold) return
    const told = { flyer: flyer.id, language, count: 0, site: null, code }
    core.record({ kind: "flyer.handed_out", ...told, visit: null }).catch((error: unknown) => {
      // The code is the same the next time that it is held up, and is told then; its scans are counted meanwhile.
      console.warn("That a code is held up could not be kept.", error)
    })
  }, [core, code, isToBeTold])
  return isToBeHeldUp ? code : flyer.code
}

/** Whether a fact on this phone tells of it. They leave 30 days after they were answered: then it is told once more. */
function isTold(code: string, { waiting, answered }: View): boolean {
  return [...waiting, ...answered].some(
    ({ fact }) => fact.kind === "flyer.handed_out" && (fact.payload as FlyerHandedOut).code === code,
  )
}
