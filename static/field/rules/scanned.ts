/**
 * What a scanned or typed text means: a label's code as an address or bare, a kit's own code, an item's tag.
 *
 * Written as it may be: in any case, with spaces and hyphens, O for 0 and I or L for 1. Pure.
 */

import type { FlyerRow, Id, KitRow, PlacementRow, SessionRow } from "../wire"
import { flyerOf, isStackCode, spelledCode } from "./flyer-codes"
import { type Handover, handoverIn } from "./handover"

export type Meaning =
  | { kind: "kit"; kit: Id }
  | { kind: "item"; kit: Id; part: Id }
  /** A kit that its holder hands over: what their screen says of it. */
  | { kind: "handover"; kit: Id; handover: Handover }
  /** The code of a session's questions. */
  | { kind: "session"; session: Id }
  /** A flyer's own code. */
  | { kind: "flyer"; flyer: Id }
  /** The code of a stack that lies somewhere. */
  | { kind: "stack"; stack: Id }
  /** A code that was printed for a stack, which nobody has laid out yet as far as this phone knows. */
  | { kind: "new_stack"; flyer: Id; code: string }
  /** A code of this server that this phone has nothing for: new, retired, or another library's. */
  | { kind: "not_here" }
  /** A label's address on another server. */
  | { kind: "elsewhere"; host: string }
  | { kind: "unknown" }

export type Reader = (text: string) => Meaning

const LABEL = /^\/q\/([^/]+)\/?$/

/** Reads for these kits and sessions; `origin` is where the library's own labels lead. */
export function readerOf(
  kits: readonly Pick<KitRow, "id" | "code" | "door" | "parts">[],
  sessions: readonly Pick<SessionRow, "id" | "pulse_code">[],
  origin: string,
  flyers: readonly Pick<FlyerRow, "id" | "code">[] = [],
  stacks: readonly Pick<PlacementRow, "id" | "code">[] = [],
): Reader {
  const exact = new Map<string, Meaning>()
  // Null where two things are alike but for what people mistake.
  const close = new Map<string, Meaning | null>()
  const add = (word: string | null | undefined, meaning: Meaning) => {
    if (!word?.trim()) return
    const [exactly, about] = [spelled(word), folded(word)]
    // Labels come first: what is drawn at random is nobody else's.
    if (!exact.has(exactly)) exact.set(exactly, meaning)
    const other = close.get(about)
    close.set(about, other === undefined || isSame(other, meaning) ? meaning : null)
  }
  for (const kit of kits) add(kit.door, { kind: "kit", kit: kit.id })
  for (const kit of kits) for (const part of kit.parts) add(part.door, { kind: "item", kit: kit.id, part: part.id })
  for (const { id, pulse_code } of sessions) add(pulse_code, { kind: "session", session: id })
  for (const { id, code } of flyers) add(code, { kind: "flyer", flyer: id })
  for (const { id, code } of stacks) add(code, { kind: "stack", stack: id })
  const flyerBy = new Map(flyers.map(({ id, code }) => [code, id]))
  for (const kit of kits) add(kit.code, { kind: "kit", kit: kit.id })
  for (const kit of kits) for (const part of kit.parts) add(part.tag, { kind: "item", kit: kit.id, part: part.id })

  return (text) => {
    const address = labelAddress(text)
    const word = address?.code ?? text
    const found = exact.get(spelled(word)) ?? close.get(folded(word))
    const handover = address && found?.kind === "kit" ? handoverIn(address.hash) : null
    if (handover && found?.kind === "kit") return { kind: "handover", kit: found.kit, handover }
    if (found) return found
    const code = spelledCode(word)
    const flyer = isStackCode(code) ? flyerBy.get(flyerOf(code) ?? "") : undefined
    if (flyer !== undefined) return { kind: "new_stack", flyer, code }
    if (address === null) return { kind: "unknown" }
    return address.origin === origin ? { kind: "not_here" } : { kind: "elsewhere", host: new URL(address.origin).host }
  }
}

/** What is worth keeping of a text that was scanned: the code of a label, else the text. */
export function codeOf(text: string): string {
  return (labelAddress(text)?.code ?? text).trim()
}

function labelAddress(text: string): { code: string; origin: string; hash: string } | null {
  if (!URL.canParse?.(text.trim())) return null
  const { protocol, pathname, origin, hash } = new URL(text.trim())
  const code = /^https?:$/.test(protocol) ? LABEL.exec(pathname)?.[1] : undefined
  return code === undefined ? null : { code, origin, hash }
}

function spelled(word: string): string {
  return word.trim().toUpperCase()
}

function folded(word: string): string {
  return spelled(word)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1")
}

function isSame(one: Meaning | null, other: Meaning): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
