import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { changesBetween, layOver, MEMBERS, settingOf } from "../../static/field/rules/session"
import { sessionsOf } from "../../static/field/rules/session-list"
import type { Envelope, SessionLogged, SessionRow } from "../../static/field/wire"
import { change, json, Phone, quiet } from "./phone"

/** What the real server made of these facts, one after the other (`tests/contract/test_folds_of_sessions.py`). */
const HISTORIES: { facts: Envelope[]; rows: SessionRow[] }[] = JSON.parse(
  readFileSync("tests/contract/folds/training_session.json", "utf8"),
)

export const CLASS: SessionLogged = {
  on: "2026-11-24",
  starts_at: "2026-11-24T10:00:00-06:00",
  ends_at: "2026-11-24T11:30:00-06:00",
  site: "s1",
  kind: "program",
  format: "offsite",
  audience: "19+",
  trainers: ["ana"],
  attendance_in_person: 8,
  attendance_virtual: null,
  async_views_30d: null,
  sponsor: ["staff_time"],
  digital_literacy: true,
  topic: null,
  languages: ["en"],
  kits: [],
  partner_share: null,
  room_holds: null,
  series: null,
  notes: "The projector was slow",
}

function told(row: SessionRow | null): Partial<SessionRow> | null {
  if (row === null) return null
  const { comments: _comments, discrepancies: _discrepancies, ...rest } = row
  return rest
}

test("laid over nothing, facts give the row that the server makes of them", () => {
  for (const { facts, rows } of HISTORIES) assert.deepEqual(told(layOver(null, facts)), rows.at(-1))
})

test("laid over a row of the library, the facts it does not know yet give the row that will come", () => {
  for (const { facts, rows } of HISTORIES) {
    facts.slice(0, -1).forEach((_, i) => {
      const row = { ...(rows[i] as SessionRow), comments: [], discrepancies: [] }
      assert.deepEqual(told(layOver(row, facts.slice(i + 1))), rows.at(-1))
    })
  }
})

test("facts that the row shows already change nothing, whatever the order they are given in", () => {
  for (const { facts, rows } of HISTORIES) {
    const version = facts.findIndex(({ id }) => id === rows.at(-1)?.version)
    if (version !== facts.length - 1) continue
    const row = { ...(rows.at(-1) as SessionRow), comments: [], discrepancies: [] }
    assert.deepEqual(layOver(row, [...facts].reverse()), row)
  }
})

test("an amendment of what this phone knows nothing of shows nothing", () => {
  const [history] = HISTORIES.filter(({ facts }) => facts[1]?.kind === "training_session.amended")
  assert.equal(layOver(null, history?.facts.slice(1, 2) ?? assert.fail()), null)
})

test("only members that are another than before are told as changed, and unknown is not nought", () => {
  const { notes: _notes, ...before } = CLASS
  assert.deepEqual(changesBetween(before, { ...before }), {})
  assert.deepEqual(changesBetween(before, { ...before, attendance_in_person: 0, trainers: ["ana", "ben"] }), {
    attendance_in_person: 0,
    trainers: ["ana", "ben"],
  })
  assert.deepEqual(changesBetween({ ...before, attendance_in_person: 0 }, { ...before, attendance_in_person: null }), {
    attendance_in_person: null,
  })
  assert.equal(MEMBERS.includes("notes" as never), false)
})

test("the setting holds what an amendment must say it saw, and nothing else", () => {
  assert.deepEqual(Object.keys(settingOf(CLASS)), [
    "on",
    "starts_at",
    "ends_at",
    "site",
    "kind",
    "audience",
    "trainers",
  ])
})

test("a session that was logged here is shown at once, and the library's row takes its place", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const { id } = await core.record({ kind: "training_session.logged", session: "t1", told: CLASS })
  const [here] = core.view().sessions

  assert.deepEqual([here?.id, here?.version, here?.author, here?.review], ["t1", id, "ana", "received"])
  assert.deepEqual([here?.hasWaiting, here?.laidOver], [true, [id]])
  assert.equal(here !== undefined && "notes" in here, false)

  const { notes: _notes, ...content } = CLASS
  const row = {
    ...{ id: "t1", author: "ana", visit: null, version: id, versions: 1, review: "received", withdrawn: false },
    ...content,
    comments: [],
    discrepancies: [],
  }
  phone.script = (sent) =>
    json(sent, quiet(sent, { changes: sent.body.cursor ? [] : [change("training_sessions", row, 3, "staff:ana")] }))
  await core.syncNow()
  await phone.idle()
  assert.deepEqual(core.view().sessions, [{ ...row, laidOver: [], hasWaiting: false }])
  assert.deepEqual(core.view().byId.sessions.get("t1"), core.view().sessions[0])
})

test("answers to the four questions are about a session and do not make it another", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record({ kind: "training_session.logged", session: "t1", told: CLASS })
  const before = core.view().sessions
  await core.record({
    kind: "outcome.answered",
    session: "t1",
    knowledge: 5,
    confidence: null,
    application: 4,
    awareness: 3,
    words: null,
  })

  assert.equal(core.view().sessions, before)
})

test("the list is made anew only where a row or a fact of a session changed", () => {
  const rows = Array.from({ length: 2000 }, (_, i) => {
    const { notes: _notes, ...content } = CLASS
    return { ...content, id: `t${i}`, starts_at: new Date(Date.UTC(2026, 10, 1) + i * 3600_000).toISOString() }
  }) as unknown as SessionRow[]
  const none = sessionsOf(rows, new Map())

  assert.equal(sessionsOf(rows, new Map()), none)
  assert.deepEqual([none.list[0]?.id, none.list.at(-1)?.id], ["t1999", "t0"])
  const kit = { fact: { ...HISTORIES[0]?.facts[0], kind: "kit.checked_out" } as Envelope, isWaiting: true }
  assert.equal(sessionsOf(rows, new Map([["k1", [kit]]])), none)
})
