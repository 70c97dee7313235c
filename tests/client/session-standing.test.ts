import assert from "node:assert/strict"
import { test } from "node:test"
import { attendance, standingOf } from "../../static/field/elements/session-words"
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

test("nothing is said of a way by which nobody was to come, unless somebody did", () => {
  const said = (format: SessionView["format"], here: number | null, away: number | null) =>
    attendance({ format, attendance_in_person: here, attendance_virtual: away })

  assert.equal(said("offsite", 9, 0), "9 came")
  assert.equal(said("virtual", 0, 6), "6 joined on screens")
  assert.equal(said("hybrid_offsite", 9, 0), "9 came and 0 joined on screens")
  assert.equal(said("onsite", 9, 2), "9 came and 2 joined on screens")
  assert.equal(said("onsite", 0, 0), "0 came")
  assert.equal(said("offsite", null, 0), "not counted")
})
