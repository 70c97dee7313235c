/** When a service is open, by the examples that both languages read. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { isOpenAt, stateOf } from "../../static/field/rules/listing-hours"
import type { ListingHours } from "../../static/field/wire"

interface Example {
  why: string
  hours: ListingHours[]
  on: string
  at: string
  then: { is_open: boolean; until: [string, string] | null } | null
}

for (const { why, hours, on, at, then } of JSON.parse(
  readFileSync("tests/contract/hours/listings.json", "utf8"),
) as Example[]) {
  test(why, () => {
    const found = stateOf(hours, on, at)
    assert.deepEqual(found, then && { isOpen: then.is_open, until: then.until })
    assert.equal(isOpenAt(hours, on, at), then?.is_open ?? false)
  })
}
