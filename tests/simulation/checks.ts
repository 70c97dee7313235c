/** What must hold of a phone, seen past its program: each raises `Broken` where it does not. */

import type { KeptFact } from "../../static/field/store/kept"
import type { Host } from "./host"
import type { Phone } from "./phone"

/** Something that must never be. */
export class Broken extends Error {
  override name = "Broken"
}

/** What a phone shows as waiting, and as kept by the library, is what its disk says. */
export function labelsAreTrue(phone: Phone, kept: readonly KeptFact[]): void {
  const [only] = phone.programs
  // Of several tabs each hears of the others' work only when it next looks.
  if (only === undefined || phone.programs.length > 1) return
  const view = only.core.view()
  const answered = view.answered.map(({ id, said }) => `${id} is ${said.outcome}`)
  const stored = kept.map(({ id, answer }) => (answer === null ? `${id} waits` : `${id} is ${answer.outcome}`))
  if (view.phase === "storage_broken") {
    // It knows no more what its disk says, but may not promise more than that.
    const untrue = answered.filter((one) => !stored.includes(one))
    if (untrue.length > 0) throw new Broken(`${phone.name} shows ${untrue.join(", ")}, which its disk does not say`)
  }
  if (view.phase !== "ready") return
  const shown = [...view.waiting.map(({ id }) => `${id} waits`), ...answered]
  if (shown.sort().join() !== stored.sort().join()) {
    throw new Broken(`${phone.name} shows ${shown.join(", ")}; on its disk ${stored.join(", ")}`)
  }
  const waiting = kept.filter(({ answer }) => answer === null).length
  if (view.status.waiting !== waiting) {
    throw new Broken(`${phone.name} shows ${view.status.waiting} waiting, and ${waiting} wait`)
  }
}

/** Whoever has read the feed up to a number has every row up to it that is still as it was then. */
export async function hasNoGap(phone: Phone, host: Host): Promise<void> {
  const { identity } = await phone.meta()
  const standing = await phone.standing()
  if (identity?.state !== "active" || standing === null || standing.epoch !== (await host.held()).epoch) return
  const { rows } = await host.feed(identity.device)
  // Rows for another view of the library are on their way to be replaced.
  if (rows === null || standing.view !== identity.view) return
  const shown = (await phone.replica()) ?? {}
  const people = new Set(["all", ...identity.people.map(({ id }) => `staff:${id}`)])
  const absent = Object.entries(rows).filter(
    ([key, [hash, seq]]) => people.has(key.slice(0, key.indexOf(" "))) && seq <= standing.upto && shown[key] !== hash,
  )
  if (absent.length > 0) {
    const told = absent.map(([key, [, seq]]) => `${key} of ${seq}`).join(", ")
    throw new Broken(`${phone.name} has read up to ${standing.upto}, and lacks ${told}`)
  }
}

/** A phone that is to hold rows holds just those that it may see. */
export async function isWhole(phone: Phone, host: Host): Promise<void> {
  const { identity } = await phone.meta()
  if (identity?.state !== "active") return
  const { rows } = await host.feed(identity.device)
  const shown = await phone.replica()
  if (rows === null) return
  const keys = new Set([...Object.keys(rows), ...Object.keys(shown ?? {})])
  const differ = [...keys].filter((key) => rows[key]?.[0] !== shown?.[key])
  if (differ.length > 0) throw new Broken(`${phone.name} shows something else than the library of ${differ.join(", ")}`)
}

/** Nothing waits, and every phone that is to hold rows holds just those that it may see. */
export async function areAtRest(phones: readonly Phone[], host: Host): Promise<boolean> {
  for (const phone of phones) {
    if ((await phone.facts()).some(({ answer }) => answer === null)) return false
    const { identity } = await phone.meta()
    if (identity?.state !== "active") continue
    const { rows } = await host.feed(identity.device)
    const shown = JSON.stringify(Object.entries((await phone.replica()) ?? {}).sort())
    const allowed = Object.entries(rows ?? {}).map(([key, [hash]]) => [key, hash])
    if (rows === null || shown !== JSON.stringify(allowed.sort())) return false
  }
  return true
}
