import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import {
  checkLetter,
  flyerOf,
  heldUpCode,
  inGroups,
  isStackCode,
  spelledCode,
  stackCode,
} from "../../static/field/rules/flyer-codes"
import { layOver } from "../../static/field/rules/stack"
import type { Envelope, PlacementRow } from "../../static/field/wire"

/** What the real server made of these facts, one after the other (`tests/contract/test_folds_of_stacks.py`). */
const HISTORIES: { facts: Envelope[]; rows: PlacementRow[] }[] = JSON.parse(
  readFileSync("tests/contract/folds/placement.json", "utf8"),
)
const CODES: { flyer: string; chance: number[]; code: string }[] = JSON.parse(
  readFileSync("tests/contract/folds/flyer_codes.json", "utf8"),
)

test("laid over nothing, facts give the row that the server makes of them", () => {
  for (const { facts, rows } of HISTORIES) assert.deepEqual(layOver(null, facts), rows.at(-1))
})

test("laid over a row of the library, the facts that it does not show yet give the row that will come", () => {
  for (const { facts, rows } of HISTORIES) {
    for (const [i, row] of rows.slice(0, -1).entries()) {
      assert.deepEqual(layOver(row, facts.slice(i + 1)), rows.at(-1))
    }
  }
})

test("nobody laid out a stack that was only restocked or removed", () => {
  const [first] = HISTORIES
  assert.ok(first?.facts[0])
  const fact = { ...first.facts[0], kind: "flyer.restocked", payload: { copies: 3, left: null, restock_on: null } }
  assert.equal(layOver(null, [fact]), null)
})

test("a phone issues the codes that the server would, from the same chance", () => {
  for (const { flyer, chance, code } of CODES) assert.equal(stackCode(flyer, Uint8Array.from(chance)), code)
  assert.equal(stackCode("K7M2Q", new Uint8Array(32).fill(255)), null)
})

test("the code that a phone holds up is one of the flyer's stacks, and the same each time", () => {
  const drawn = "0fa3".repeat(16)
  const code = heldUpCode("K7M2Q", drawn)
  assert.deepEqual([isStackCode(code), flyerOf(code), heldUpCode("K7M2Q", drawn)], [true, "K7M2Q", code])
  assert.notEqual(heldUpCode("K7M2Q", "0fa4".repeat(16)), code)
  // So few fair bytes are hardly ever drawn: the flyer's own code opens it too.
  assert.equal(heldUpCode("K7M2Q", "ff".repeat(32)), "K7M2Q")
})

test("a code is read as it may be typed, and one wrong letter is noticed", () => {
  for (const { flyer, code } of CODES) {
    assert.equal(spelledCode(` ${inGroups(code).toLowerCase()}`), code)
    assert.equal(flyerOf(code), flyer)
    const wrong = `${code.slice(0, 6)}${code[6] === "A" ? "B" : "A"}${code.slice(7)}`
    assert.deepEqual([isStackCode(code), isStackCode(wrong)], [true, false])
    assert.equal(checkLetter(code.slice(0, -1)), code.at(-1))
  }
})
