import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { type Span, spansOn, state } from "../../static/field/rules/opening-hours"
import type { OpeningHours } from "../../static/field/wire"

interface Case {
  hours: OpeningHours
  on: string
  at: string
  closed_on: string | null
  spans: Span[]
  is_open: boolean
  until: [string, string] | null
}

/** What the server says of these moments (`tests/contract/test_opening_hours.py`). */
const CASES: Case[] = JSON.parse(readFileSync("tests/contract/folds/opening_hours.json", "utf8"))

test("the phone says of every moment what the server says", () => {
  for (const { hours, on, at, closed_on, spans, is_open, until } of CASES) {
    assert.deepEqual(spansOn(hours, on), spans)
    assert.deepEqual(state(hours, on, at, closed_on ?? undefined), { isOpen: is_open, until })
  }
})
