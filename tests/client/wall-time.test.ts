import assert from "node:assert/strict"
import { test } from "node:test"
import { wallTime } from "../../static/field/elements/wall-time"

test("a place's hours are told by the clock as the reader writes it, like every other time", () => {
  assert.match(wallTime("18:00"), /^6:00\sPM$/)
})
