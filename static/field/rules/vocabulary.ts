/** The words of a directory, and which of them a word may have been meant to be. Pure; the desk takes the same. */

import { lettersOf, mayDifferBy, wrongLetters } from "./letters"

/** How many letters may be wrong in a word of so many, and how many other words are tried for it. */
const WRONG: readonly (readonly [letters: number, wrong: number])[] = [
  [8, 2],
  [4, 1],
]
const MOST_MEANT = 8

export class Vocabulary<Item> {
  /** Each word with what has it. */
  private readonly known = new Map<string, Item[]>()
  /** By how many letters they have; each with those letters as bits. */
  private readonly byLength = new Map<number, [word: string, letters: number][]>()

  /** Learn the words of an item, with a space between. */
  add(item: Item, text: string): void {
    for (const word of text.split(" ")) {
      const having = this.known.get(word)
      if (having !== undefined) {
        if (having.at(-1) !== item) having.push(item)
        continue
      }
      this.known.set(word, [item])
      const alike = this.byLength.get(word.length)
      if (alike === undefined) this.byLength.set(word.length, [[word, lettersOf(word)]])
      else alike.push([word, lettersOf(word)])
    }
  }

  /** What has a word that begins with one of these. */
  having(beginnings: readonly string[]): Set<Item> {
    const found = new Set<Item>()
    for (const [word, items] of this.known)
      if (beginnings.some((one) => word.startsWith(one))) for (const item of items) found.add(item)
    return found
  }

  /** The word itself where one begins so, else those that it may have been meant to be, the nearest first. */
  meantBy(word: string): string[] {
    for (const known of this.known.keys()) if (known.startsWith(word)) return [word]
    const most = WRONG.find(([letters]) => word.length >= letters)?.[1] ?? 0
    if (most === 0) return []
    const letters = lettersOf(word)
    const found: { known: string; wrong: number }[] = []
    for (let length = word.length - most; length <= word.length + most; length += 1)
      for (const [known, its] of this.byLength.get(length) ?? []) {
        if (!mayDifferBy(most, letters, its)) continue
        const wrong = wrongLetters(word, known, most)
        if (wrong <= most) found.push({ known, wrong })
      }
    return found
      .sort((one, other) => one.wrong - other.wrong || (one.known < other.known ? -1 : 1))
      .slice(0, MOST_MEANT)
      .map(({ known }) => known)
  }
}
