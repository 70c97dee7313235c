/** Whether a promise is broken, as the server's tests read it too. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { promiseBroken } from "../../static/field/rules/promised"
import type { Holder, ReservationRow } from "../../static/field/wire"

interface Case {
  says: string
  of: Partial<ReservationRow>
  to: Holder
  from?: Holder
  visit?: string
  at: string
  due_on: string | null
  broken: boolean
}

const told = JSON.parse(readFileSync("tests/contract/folds/promises.json", "utf8")) as {
  reservation: ReservationRow
  offset: string
  cases: Case[]
}
const A_DAY = 24 * 3_600_000
const offset = Date.parse(`2026-01-01T00:00:00Z`) - Date.parse(`2026-01-01T00:00:00${told.offset}`)

for (const one of told.cases) {
  test(`${one.says}: the promise is ${one.broken ? "broken" : "kept"}`, () => {
    const promise = promiseBroken([{ ...told.reservation, ...one.of }], {
      kit: "K1",
      to: one.to,
      from: one.from ?? null,
      visit: one.visit ?? null,
      at: Date.parse(one.at),
      dueOn: one.due_on,
      dateOf: (moment) => new Date(moment + offset).toISOString().slice(0, 10),
      endOf: (day) => Date.parse(`${day}T00:00:00${told.offset}`) + A_DAY,
    })
    assert.equal(promise !== null, one.broken)
  })
}

test("what is promised of another kit matters to nobody", () => {
  const row = { ...told.reservation, kit: "K2", partner: "P1" }
  const now = Date.parse(row.starts_at)
  const taking = { kit: "K1", to: { staff: "ann" }, from: null, visit: null, at: now, dueOn: null }
  assert.equal(promiseBroken([row], { ...taking, dateOf: () => "2026-11-26", endOf: () => now + A_DAY }), null)
})
