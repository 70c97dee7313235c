import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { layOver as careAfter } from "../../static/field/rules/care"
import { loansAmong } from "../../static/field/rules/custody"
import type { Envelope, KitCare, KitRow } from "../../static/field/wire"

type Row = Pick<KitRow, "id" | "parts" | "custody" | "care">

/** What the real server made of these facts, one after the other (`tests/contract/test_folds_of_kits.py`). */
const HISTORIES: { facts: Envelope[]; rows: Row[] }[] = JSON.parse(
  readFileSync("tests/contract/folds/kit.json", "utf8"),
)

function after(row: Row, facts: Envelope[]): KitCare {
  return comparable(careAfter(row, facts, loansAmong(row, facts)))
}

/** Two ways to write one moment are one moment. */
function comparable(care: KitCare): KitCare {
  return { ...care, serviced: care.serviced.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) }
}

test("laid over nothing, facts give the care that the server makes of them", () => {
  for (const { facts, rows } of HISTORIES) {
    const last = rows.at(-1)
    const first = rows[0]
    assert.ok(first && last?.care)
    const custody = { state: "in_store", holder: null, since: null, due_on: null, parts_out: [] } as const
    assert.deepEqual(
      after({ id: "K1", parts: first.parts, custody: { ...custody, parts_out: [] } }, facts),
      comparable(last.care),
    )
  }
})

test("laid over a row of the library, the facts that it does not show yet give the care that will come", () => {
  for (const { facts, rows } of HISTORIES) {
    const last = rows.at(-1)
    assert.ok(last?.care)
    for (const [i, row] of rows.slice(0, -1).entries()) {
      assert.deepEqual(after(row, facts.slice(i + 1)), comparable(last.care))
    }
  }
})
