/** Words as they are looked for, and how many letters two of them differ by. Pure; the desk's search splits and compares alike. */

const MARK = /\p{M}/gu
const WORD = /[\p{L}\p{N}]+/gu

const PLAIN = /^[\t\n\r\x20-\x7e]*$/
const PLAIN_WORD = /[a-z0-9]+/g

/** The words of a text: small letters without accents. */
export function split(text: string): string[] {
  // Most texts have no other letters, and are split in a third of the time.
  if (PLAIN.test(text)) return text.toLowerCase().match(PLAIN_WORD) ?? []
  const folded = text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ")
  return folded.normalize("NFKD").replace(MARK, "").match(WORD) ?? []
}

/**
 * How many letters were typed wrong, left out, added or swapped with the next one; one more than `most` where it is more
 * than that. (The optimal string alignment distance.)
 */
export function wrongLetters(one: string, other: string, most: number): number {
  const width = other.length + 1
  if (Math.abs(one.length - other.length) > most) return most + 1
  // Three rows of one table that is kept: a word is compared with thousands.
  if (table.length < 3 * width) table = new Uint16Array(3 * width)
  let [before, last, row] = [0, width, 2 * width]
  for (let at = 0; at < width; at += 1) table[last + at] = at
  for (let i = 1; i <= one.length; i += 1) {
    table[row] = i
    let least = i
    for (let j = 1; j < width; j += 1) {
      const isSame = one.charCodeAt(i - 1) === other.charCodeAt(j - 1)
      let wrong = Math.min(at(last + j) + 1, at(row + j - 1) + 1, at(last + j - 1) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        wrong = Math.min(wrong, at(before + j - 2) + 1)
      table[row + j] = wrong
      least = Math.min(least, wrong)
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return at(last + width - 1)
}

let table = new Uint16Array(0)

function at(place: number): number {
  return table[place] ?? 0
}

/** Which letters a word has, a bit for each. Letters beyond a to z share the rest, and may be taken for one another. */
export function lettersOf(word: string): number {
  let found = 0
  for (let place = 0; place < word.length; place += 1) {
    const code = word.charCodeAt(place)
    found |= 1 << (code >= A && code < A + 26 ? code - A : 26 + (code % 6))
  }
  return found
}

const A = "a".charCodeAt(0)

/** Whether so few letters are wrong at most that it is worth to look: each can take away or bring one that the other lacks. */
export function mayDifferBy(most: number, one: number, other: number): boolean {
  return countOf(one & ~other) <= most && countOf(other & ~one) <= most
}

function countOf(bits: number): number {
  let [left, count] = [bits, 0]
  while (left !== 0) {
    left &= left - 1
    count += 1
  }
  return count
}
