/**
 * The codes of flyers and of their stacks, as `outreach_app/flyers/codes.py` makes and reads them.
 *
 * A stack's code begins with its flyer's, so that what is made here with no network leads to the flyer before the library has
 * heard of it; then come six letters by chance, and one that follows from the others. Pure: chance comes from outside.
 */

/** No 0 O o 1 I l i j: people read these aloud and type them on phones. */
const ALPHABET = "23456789ABCDEFGHKMNPQRSTUVWXYZ"
const OF_A_FLYER = 5
const BY_CHANCE = 6
const OF_A_STACK = OF_A_FLYER + BY_CHANCE + 1
// The largest multiple of 30 in a byte: what lies above it would favour the first letters.
const FAIR = 240

/** How many bytes of chance are surely enough: with so many, hardly ever fewer than six of them are fair. */
export const BYTES_OF_CHANCE = 32

/** A code for one more stack of the flyer of this code; null where the bytes hold too few that are fair. */
export function stackCode(flyer: string, chance: Uint8Array): string | null {
  const letters = [...chance].filter((byte) => byte < FAIR).map((byte) => ALPHABET[byte % ALPHABET.length] ?? "")
  if (letters.length < BY_CHANCE) return null
  const begun = flyer + letters.slice(0, BY_CHANCE).join("")
  return begun + checkLetter(begun)
}

/**
 * The code that a phone holds up for the flyer of this code; `drawn` is a hash, in hex, of what makes it this phone's own.
 * It is the same each time, so that nothing need be kept for it, and as unlikely to be another's as a stack's.
 */
export function heldUpCode(flyer: string, drawn: string): string {
  const chance = drawn.match(/../g) ?? []
  return (
    stackCode(
      flyer,
      Uint8Array.from(chance, (byte) => Number.parseInt(byte, 16)),
    ) ?? flyer
  )
}

/** The last letter of a stack's code (Luhn's, to the base of the alphabet): one wrong letter always gives another. */
export function checkLetter(begun: string): string {
  let total = 0
  for (const [place, letter] of [...begun].reverse().entries()) {
    const value = ALPHABET.indexOf(letter) * (2 - (place % 2))
    total += Math.floor(value / ALPHABET.length) + (value % ALPHABET.length)
  }
  return ALPHABET[(ALPHABET.length - (total % ALPHABET.length)) % ALPHABET.length] ?? ""
}

/** A code as it is kept, typed as it may be: in any case, with spaces and hyphens. */
export function spelledCode(typed: string): string {
  return typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "")
}

/** A code as it is read aloud: the flyer's letters, then the stack's. */
export function inGroups(code: string): string {
  return [code.slice(0, OF_A_FLYER), code.slice(OF_A_FLYER, 9), code.slice(9)].filter(Boolean).join("-")
}

/** The flyer's own code that a spelled code begins with; null where it is neither a flyer's nor a stack's. */
export function flyerOf(code: string): string | null {
  const isOne = [OF_A_FLYER, OF_A_STACK].includes(code.length) && [...code].every((one) => ALPHABET.includes(one))
  return isOne ? code.slice(0, OF_A_FLYER) : null
}

/** Whether a spelled code is one that a stack may have. */
export function isStackCode(code: string): boolean {
  return code.length === OF_A_STACK && flyerOf(code) !== null && checkLetter(code.slice(0, -1)) === code.slice(-1)
}
