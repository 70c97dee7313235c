import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { dateIn } from "../../static/field/facts/times"
import { fittingVisit, runningVisit } from "../../static/field/rules/fitting-visit"
import { layOver } from "../../static/field/rules/visit"
import { visitsOf } from "../../static/field/rules/visit-list"
import type { Envelope, VisitFinished, VisitRow } from "../../static/field/wire"
import { Phone } from "./phone"

/** What the real server made of these facts, one after the other (`tests/contract/test_folds_of_visits.py`). */
const HISTORIES: { facts: Envelope[]; rows: VisitRow[] }[] = JSON.parse(
  readFileSync("tests/contract/folds/visit.json", "utf8"),
)

test("laid over nothing, facts give the row that the server makes of them", () => {
  for (const { facts, rows } of HISTORIES) assert.deepEqual(layOver(null, facts), rows.at(-1))
})

test("laid over a row of the library, the facts that it does not show yet give the row that will come", () => {
  for (const { facts, rows } of HISTORIES) {
    for (const [i, row] of rows.slice(0, -1).entries()) {
      assert.deepEqual(layOver(row, facts.slice(i + 1)), rows.at(-1))
    }
  }
})

const PLANNED: VisitRow = {
  id: "v1",
  on: "2026-11-24",
  site: "s1",
  starts_at: "2026-11-24T10:00:00.000Z",
  ends_at: "2026-11-24T12:00:00.000Z",
  zone: "UTC",
  trainers: ["ana", "ben"],
  kits: ["k1"],
  holds: "",
  access: "",
  parking: "",
  power: "",
  wifi: "",
  contact: "",
  room_holds: null,
  called_off: false,
  state: "planned",
  people: [],
  started_at: null,
  finished_at: null,
  outcome: null,
  sessions: 0,
  attendance: 0,
  discrepancies: [],
}

test("whoever ends a visit anew has answered what the library asked about it; starting it answers nothing", () => {
  const asked = { text: "Which door?", by: "cora", at: "2026-11-24T15:00:00.000Z" }
  const returned: VisitRow = { ...PLANNED, state: "finished", finished_at: "2026-11-24T12:00:00.000Z", asked }
  const again = fact("16:00", "visit.finished", { outcome: "held", note: "The back door" })

  assert.equal(layOver(returned, [again])?.asked, undefined)
  assert.deepEqual(layOver(returned, [fact("16:00", "visit.started", { site: null, trainers: [] })])?.asked, asked)
})

let count = 0
function fact(at: string, kind: string, payload: unknown, over: Partial<Envelope> = {}): Envelope {
  const moment = `2026-11-24T${at}:00Z`
  count++
  return {
    id: `f${count}`,
    device: "d1",
    seq: count,
    kind,
    v: 1,
    subject: "v1",
    author: "ana",
    recorded_at: moment,
    occurred_at: moment,
    zone: "UTC",
    local_date: "2026-11-24",
    visit: "v1",
    clock: null,
    seen: null,
    payload,
    ...over,
  }
}

const start = (at: string, over: Partial<Envelope> = {}, site = "s1") =>
  fact(at, "visit.started", { site, trainers: ["ana"], note: null }, over)
const finish = (at: string, outcome: VisitFinished["outcome"] = "held", over: Partial<Envelope> = {}) =>
  fact(at, "visit.finished", { outcome, note: null }, over)

function after(...facts: Envelope[]): Partial<VisitRow> {
  const { state, site, people, started_at, finished_at, outcome, on } = layOver(PLANNED, facts) ?? assert.fail()
  return { state, site, people, started_at, finished_at, outcome, on }
}

test("a visit is under way from its start to its end, with whoever was there", () => {
  const begun = after(start("10:05"))
  assert.deepEqual([begun.state, begun.started_at, begun.people], ["started", "2026-11-24T10:05:00.000Z", ["ana"]])

  const ended = after(start("10:05"), finish("11:50", "held", { author: "ben" }))
  assert.deepEqual(
    [ended.state, ended.finished_at, ended.outcome, ended.people],
    ["finished", "2026-11-24T11:50:00.000Z", "held", ["ana", "ben"]],
  )
})

test("of two endings the last holds, in whatever order they are given", () => {
  const facts = [start("10:05"), finish("11:50", "nobody_came"), finish("11:51", "closed")]

  assert.equal(after(...facts).outcome, "closed")
  assert.deepEqual(after(...facts.reverse()), after(...facts))
})

test("a start after the end begins it again, one before it does not", () => {
  assert.equal(after(start("10:00"), finish("11:00"), start("11:30")).state, "started")
  assert.equal(after(finish("11:00"), start("10:00")).state, "finished")
})

test("an ending from before the one that the library tells of changes nothing", () => {
  const row = { ...PLANNED, state: "finished" as const, outcome: "held", finished_at: "2026-11-24T12:00:00.000Z" }

  assert.equal(layOver(row, [finish("11:00", "closed")])?.outcome, "held")
})

test("a visit that nobody planned is made of its start", () => {
  const { list } = visitsOf([], new Map([["v9", [{ fact: start("10:05", { subject: "v9" }, "s2"), isWaiting: true }]]]))

  assert.deepEqual(
    list.map(({ id, site, state, people, on, hasWaiting }) => ({ id, site, state, people, on, hasWaiting })),
    [{ id: "v9", site: "s2", state: "started", people: ["ana"], on: "2026-11-24", hasWaiting: true }],
  )
})

test("a row that the library sent stays as it is, and all come by when they begin", () => {
  const later = { ...PLANNED, id: "v2", starts_at: "2026-11-26T10:00:00.000Z" }

  assert.deepEqual(
    visitsOf([later, PLANNED], new Map()).list.map(({ id, hasWaiting }) => [id, hasWaiting]),
    [
      ["v1", false],
      ["v2", false],
    ],
  )
})

const at = (time: string) => Date.parse(`2026-11-24T${time}:00Z`)
const NOWHERE = { who: "ana", site: null, kit: null, dateOf: (moment: number) => dateIn("UTC", moment) }
const running: VisitRow = { ...PLANNED, state: "started", started_at: "2026-11-24T10:05:00.000Z", people: ["ana"] }
const over: VisitRow = { ...running, state: "finished", finished_at: "2026-11-24T11:50:00.000Z" }

test("what is recorded while a visit runs belongs to it, wherever it says it was, but not elsewhere", () => {
  assert.equal(fittingVisit([running], { ...NOWHERE, at: at("11:00") })?.id, "v1")
  assert.equal(fittingVisit([running], { ...NOWHERE, at: at("11:00"), site: "s1" })?.id, "v1")
  assert.equal(fittingVisit([running], { ...NOWHERE, at: at("11:00"), site: "s2" }), null)
  assert.equal(fittingVisit([running], { ...NOWHERE, at: at("09:00") }), null)
})

test("what is typed in later belongs to the visit that was under way then", () => {
  assert.equal(fittingVisit([over], { ...NOWHERE, at: at("11:00") })?.id, "v1")
  assert.equal(fittingVisit([over], { ...NOWHERE, at: at("13:00") }), null)
})

test("without one under way it belongs to that of the day at the site, or for which the kit is reserved", () => {
  assert.equal(fittingVisit([PLANNED], { ...NOWHERE, at: at("08:00"), site: "s1" })?.id, "v1")
  assert.equal(fittingVisit([PLANNED], { ...NOWHERE, at: at("08:00"), kit: "k1" })?.id, "v1")
  assert.equal(fittingVisit([PLANNED], { ...NOWHERE, at: at("08:00"), kit: "k2" }), null)
  assert.equal(fittingVisit([PLANNED], { ...NOWHERE, at: Date.parse("2026-11-25T08:00:00Z"), site: "s1" }), null)
  assert.equal(fittingVisit([{ ...PLANNED, called_off: true }], { ...NOWHERE, at: at("08:00"), site: "s1" }), null)
})

test("the day is that of the phone's own calendar", () => {
  const late = { ...PLANNED, starts_at: "2026-11-25T02:00:00.000Z" }

  const happened = {
    ...NOWHERE,
    dateOf: (moment: number) => dateIn("America/Chicago", moment),
    site: "s1",
    at: at("20:00"),
  }
  assert.equal(fittingVisit([late], happened)?.id, "v1")
})

test("of two visits at one site the nearer in time is taken", () => {
  const afternoon = { ...PLANNED, id: "v2", starts_at: "2026-11-24T15:00:00.000Z" }

  assert.equal(fittingVisit([PLANNED, afternoon], { ...NOWHERE, at: at("14:00"), site: "s1" })?.id, "v2")
})

test("somebody else's visit is nobody's reason", () => {
  assert.equal(fittingVisit([running], { ...NOWHERE, who: "zoe", at: at("11:00") }), null)
  assert.equal(fittingVisit([running], { ...NOWHERE, who: null, at: at("11:00") }), null)
})

test("a visit that was never finished runs no longer than a visit can last", () => {
  assert.equal(runningVisit([running], "ana", at("23:00"))?.id, "v1")
  assert.equal(runningVisit([running], "ana", Date.parse("2026-11-25T09:00:00Z")), null)
})

test("a kit taken out during a visit carries its id, and what was heard there has the visit as its subject", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const visit = core.newId()
  await core.record({ kind: "visit.started", visit, site: "s1", trainers: ["ana"], note: null })
  phone.now += 60_000

  const kit = await core.record({
    kind: "kit.checked_out",
    kit: "k1",
    to: { staff: "ana" },
    due_on: null,
    parts: [],
    note: null,
  })
  const help = await core.record({ kind: "help.tallied", site: "s1", sort: "table", topic: null, count: 1 })

  assert.deepEqual([kit.subject, kit.visit], ["k1", visit])
  assert.deepEqual([help.subject, help.visit], [visit, visit])
  assert.equal(core.view().byId.visits.get(visit)?.state, "started")
})

test("what is heard on no visit stands alone, under an id of its own", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()

  const one = await core.record({ kind: "need.heard", site: "s1", topic: "device", count: 1, words: null })
  const other = await core.record({ kind: "need.heard", site: "s1", topic: "device", count: 1, words: null })

  assert.equal(one.visit, null)
  assert.notEqual(one.subject, other.subject)
  assert.notEqual(one.subject, one.id)
})
