import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { calledInOrder, standing } from "../../static/field/rules/plan"
import type { PlanCall, PlanRole } from "../../static/field/wire"

interface Case {
  role: PlanRole
  there: string[]
  calls: PlanCall[]
  holder: string | null
  acting: string | null
  is_vacant: boolean
  order: [number, string][]
}

/** What the server says of these plans (`tests/contract/test_folds_of_plans.py`). */
const CASES: Case[] = JSON.parse(readFileSync("tests/contract/folds/plans.json", "utf8"))

test("the phone says who steps in, and who calls whom, as the server says it", () => {
  for (const { role, there, calls, holder, acting, is_vacant, order } of CASES) {
    assert.deepEqual(standing(role, new Set(there)), { holder, acting, isVacant: is_vacant })
    assert.deepEqual(
      calledInOrder(calls).map(([depth, { id }]) => [depth, id]),
      order,
    )
  }
})
