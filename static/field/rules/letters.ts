/** Words as they are looked for, and how many letters two of them differ by. Pure; the desk's search splits and compares alike. */

const MARK = /\p{M}/gu
const WORD = /[\p{L}\p{N}]+/gu

/** The words of a text: small letters without accents. */
export function split(text: string): string[] {
  const folded = text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ")
  return folded.normalize("NFKD").replace(MARK, "").match(WORD) ?? []
}

/**
 * How many letters were typed wrong, left out, added or swapped with the next one; one more than `most` where it is more
 * than that. (The optimal string alignment distance.)
 */
export function wrongLetters(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1]
      let wrong = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        wrong = Math.min(wrong, (before[j - 2] ?? 0) + 1)
      row.push(wrong)
      least = Math.min(least, wrong)
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return last[other.length] ?? 0
}
