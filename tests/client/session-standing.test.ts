import assert from "node:assert/strict"
import { test } from "node:test"
import { standingOf } from "../../static/field/elements/session-words"
import type { SessionView } from "../../static/field/rules/session-list"

const standing = (told: Partial<SessionView>) =>
  standingOf({ hasWaiting: false, withdrawn: false, review: "received", ...told } as SessionView)

test("a session that the desk counts as another says so", () => {
  assert.deepEqual(standing({ merged_into: "t1" }), { tone: "plain", word: "counted as another" })
  assert.equal(standing({ merged_into: null }).word, "received")
})

test("what waits on the phone, or was withdrawn, comes before it", () => {
  assert.equal(standing({ merged_into: "t1", hasWaiting: true }).word, "waiting")
  assert.equal(standing({ merged_into: "t1", withdrawn: true }).word, "withdrawn")
})
