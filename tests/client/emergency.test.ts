import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { lastEmergency } from "../../static/field/rules/emergency"
import type { Envelope, LibraryEmergency } from "../../static/field/wire"

/** What the real server made of these facts, one after the other (`tests/contract/test_folds_of_emergencies.py`). */
const HISTORIES: { facts: Envelope[]; rows: LibraryEmergency[] }[] = JSON.parse(
  readFileSync("tests/contract/folds/emergency.json", "utf8"),
)
const recorded = (facts: Envelope[]) => facts.map((fact) => ({ fact }))

test("a phone that switched emergency mode on and off says what the library will say", () => {
  for (const { facts, rows } of HISTORIES) assert.deepEqual(lastEmergency(undefined, recorded(facts)), rows.at(-1))
})

test("laid over what the library says already, the facts that it does not know yet give what it will say", () => {
  for (const { facts, rows } of HISTORIES)
    for (const [i, row] of rows.slice(0, -1).entries())
      assert.deepEqual(lastEmergency(row, recorded(facts.slice(i + 1))), rows.at(-1))
})

test("where nothing was told there is no emergency", () => {
  assert.equal(lastEmergency(undefined), null)
})
