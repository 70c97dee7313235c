/** A phone finds by the same words what the desk finds: tests/contract/directory/search.json is read by both. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { Directory, type Sought } from "../../static/field/rules/directory"
import { lettersOf, mayDifferBy, split, wrongLetters } from "../../static/field/rules/letters"
import type { ListingRow } from "../../static/field/wire"

interface Asked extends Partial<Sought> {
  words: string
  finds: string[]
  first?: string
  meant?: Record<string, string>
}

const told = JSON.parse(readFileSync("tests/contract/directory/search.json", "utf8")) as {
  listings: ListingRow[]
  asked: Asked[]
}
const directory = new Directory(told.listings)

for (const { finds, first, meant = {}, ...asked } of told.asked) {
  test(`the phone finds ${JSON.stringify(asked)}`, () => {
    const found = directory.search({ topic: null, language: null, city: null, cost: null, ...asked })
    const ids = found.listings.map(({ id }) => id)
    assert.deepEqual([...ids].sort(), [...finds].sort())
    assert.deepEqual(Object.fromEntries(found.meant), meant)
    if (first !== undefined) assert.equal(ids[0], first)
  })
}

test("the choices of a facet are those that there are, the most frequent first", () => {
  assert.deepEqual(directory.choices("city"), [
    ["Port Elder", 2],
    ["Harlan Springs", 1],
    ["Westfork", 1],
  ])
})

test("letters that are swapped, left out, added or wrong count one each", () => {
  for (const word of ["lapotp", "lapto", "laptopp", "laptip"]) assert.equal(wrongLetters(word, "laptop", 2), 1, word)
  assert.equal(wrongLetters("palpot", "laptop", 1), 2)
  assert.equal(wrongLetters("a", "laptop", 2), 3)
})

test("no word that is near enough is left out for its letters, and every word is found by one letter wrong", () => {
  const letters = "abcxyzäñб7"
  const chance = (most: number, seed: number) => Math.floor(Math.abs(Math.sin(seed) * 1e4) % most)
  const word = (seed: number) =>
    Array.from({ length: 4 + chance(6, seed) }, (_, at) => letters[chance(letters.length, seed * 7 + at)]).join("")
  for (let seed = 1; seed < 3000; seed += 1) {
    const [one, other] = [word(seed), word(seed + 5000)]
    for (const most of [1, 2])
      if (wrongLetters(one, other, most) <= most)
        assert.ok(mayDifferBy(most, lettersOf(one), lettersOf(other)), `${one} ${other}`)
    const swapped = `${one[1]}${one[0]}${one.slice(2)}`
    assert.ok(mayDifferBy(1, lettersOf(one), lettersOf(swapped)))
    assert.ok(mayDifferBy(1, lettersOf(one), lettersOf(one.slice(1))))
    assert.ok(wrongLetters(one, swapped, 1) <= 1)
  }
})

test("a text without accents is split as one with them is", () => {
  const told = "Wi-Fi & 2 laptops, e-mail: help@desk.example\n(Mon–Fri)".replace("–", "-")
  assert.deepEqual(split(told), split(`${told} é`).slice(0, -1))
})
