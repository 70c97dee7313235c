import assert from "node:assert/strict"
import { test } from "node:test"
import { momentAt, timeIn } from "../../static/field/facts/times"
import { againForm, blankForm, type Known, topicsOffered } from "../../static/field/rules/session-defaults"
import {
  begunAt,
  ended,
  formOf,
  type SessionForm,
  spanOf,
  toldOf,
  withFormat,
} from "../../static/field/rules/session-form"
import type { SessionRow, TopicRow } from "../../static/field/wire"

const ZONE = "America/Chicago"
const at = (time: string, on = "2026-11-24") => momentAt(ZONE, on, time)
const iso = (time: string, on?: string) => new Date(at(time, on)).toISOString()

const BEFORE: SessionRow = {
  id: "t0",
  author: "ana",
  visit: null,
  version: "f0",
  versions: 1,
  review: "approved",
  withdrawn: false,
  on: "2026-11-17",
  starts_at: "2026-11-17T14:00:00-06:00",
  ends_at: "2026-11-17T15:30:00-06:00",
  site: "s1",
  kind: "program",
  format: "hybrid_offsite",
  audience: "12-18",
  trainers: ["ana", "ben"],
  attendance_in_person: 12,
  attendance_virtual: 3,
  async_views_30d: 40,
  sponsor: ["funds"],
  digital_literacy: true,
  topic: "excel",
  languages: ["es"],
  kits: ["k9"],
  partner_share: ["space"],
  room_holds: 20,
  series: null,
  comments: [],
  discrepancies: [],
}
const TOPICS: TopicRow[] = ["Using email", "Excel", "Email", "Windows"].map((name, position) => ({
  id: name.toLowerCase().replace(" ", "-"),
  name,
  position,
  retired: name === "Windows",
}))
const VISIT: NonNullable<Known["visit"]> = {
  id: "v1",
  site: "s1",
  starts_at: iso("10:00"),
  ends_at: iso("12:00"),
  started_at: iso("10:10"),
  finished_at: null,
  trainers: ["ana", "cora"],
  kits: ["k1"],
  holds: "Using email, about 8 people",
  room_holds: 15,
}

function blank(over: Partial<Known> = {}): SessionForm {
  return blankForm({
    session: "t1",
    me: "ana",
    now: at("11:32"),
    zone: ZONE,
    visit: null,
    site: null,
    sessions: [],
    topics: TOPICS,
    held: ["k2"],
    languages: ["en", "es"],
    ...over,
  })
}

test("with nothing to go by only what is plain is put in: nobody is counted and no age is guessed", () => {
  const form = blank()

  assert.deepEqual([form.on, form.from, form.to], ["2026-11-24", "10:30", "11:30"])
  assert.deepEqual([form.kind, form.format, form.audience, form.site], ["program", "onsite", null, null])
  assert.deepEqual([form.attendance_in_person, form.attendance_virtual, form.async_views_30d], [null, null, null])
  assert.deepEqual([form.sponsor, form.digital_literacy, form.partner_share, form.topic], [null, null, null, null])
  assert.deepEqual([form.trainers, form.kits, form.languages], [["ana"], ["k2"], ["en"]])
})

test("a visit says where, from when, with whom, with which kits and about what", () => {
  const form = blank({ visit: VISIT })

  assert.deepEqual([form.visit, form.site, form.format, form.room_holds], ["v1", "s1", "offsite", 15])
  assert.deepEqual([form.from, form.to], ["10:10", "11:30"])
  assert.deepEqual([form.trainers, form.kits], [["ana", "cora"], ["k1"]])
  assert.equal(form.topic, "using-email")
})

test("the second session of a visit begins where the first ended", () => {
  const first = { ...BEFORE, id: "t5", visit: "v1", on: "2026-11-24", starts_at: iso("10:10"), ends_at: iso("11:00") }

  assert.deepEqual([blank({ visit: VISIT, sessions: [first] }).from], ["11:00"])
})

test("a visit that is over gives its end, one that has not begun gives none", () => {
  const times = (now: string) => {
    const { from, to } = blank({ visit: { ...VISIT, started_at: null }, now: at(now) })
    return [from, to]
  }

  assert.deepEqual(times("15:00"), ["10:00", "12:00"])
  assert.deepEqual(times("09:00"), ["10:00", ""])
})

test("the last session at the place says what is usual there, but never how many came", () => {
  const elsewhere = { ...BEFORE, id: "t8", site: "s2", audience: "0-5" as const, partner_share: null }
  const form = blank({ site: "s1", sessions: [elsewhere, BEFORE] })

  assert.deepEqual(
    [form.format, form.audience, form.languages, form.sponsor],
    ["hybrid_offsite", "12-18", ["es"], ["funds"]],
  )
  assert.deepEqual([form.partner_share, form.room_holds, form.digital_literacy], [["space"], 20, true])
  assert.deepEqual([form.from, form.to], ["10:00", "11:30"])
  assert.deepEqual([form.attendance_in_person, form.async_views_30d, form.topic, form.notes], [null, null, null, ""])
})

test("whom it was for is not taken from another place, and never as all ages", () => {
  const elsewhere = { ...BEFORE, id: "t8", site: "s2" }

  assert.equal(blank({ site: "s1", sessions: [elsewhere] }).audience, null)
  assert.equal(blank({ site: "s1", sessions: [{ ...BEFORE, audience: "general" }] }).audience, null)
  assert.equal(blank({ site: "s1", sessions: [BEFORE] }).audience, "12-18")
})

test("a class is what it mostly is, whatever was given there before: it decides what is counted", () => {
  assert.equal(blank({ site: "s1", sessions: [{ ...BEFORE, kind: "one_to_one" }] }).kind, "program")
})

test("what was withdrawn or rejected is no example", () => {
  assert.equal(blank({ sessions: [{ ...BEFORE, withdrawn: true }] }).audience, null)
  assert.equal(blank({ sessions: [{ ...BEFORE, review: "rejected" }] }).audience, null)
})

test("the next of a series is a week later, names its series and counts anew", () => {
  const known = { session: "t2", now: at("11:32", "2026-11-30"), zone: ZONE }
  const form = againForm(BEFORE, formOf(BEFORE, ZONE, ""), known)

  assert.deepEqual([form.session, form.on, form.from, form.to], ["t2", "2026-11-24", "14:00", "15:30"])
  assert.deepEqual([form.series, form.attendance_in_person, form.topic], ["t0", null, "excel"])
  assert.equal(againForm({ ...BEFORE, series: "t-first" }, form, known).series, "t-first")
  assert.equal(againForm(BEFORE, form, { ...known, now: at("11:32", "2026-11-20") }).on, "2026-11-20")
})

test("topics used lately come first, those offered no more only where one is chosen", () => {
  const sessions = [{ topic: "excel" }, { topic: "excel" }, { topic: "email" }, { topic: null }]

  assert.deepEqual(
    topicsOffered(TOPICS, sessions, null).map(({ id }) => id),
    ["excel", "email", "using-email"],
  )
  assert.equal(topicsOffered(TOPICS, [], "windows").length, 4)
})

test("what is told carries the zone’s own times, and what is empty is unknown", () => {
  const told = toldOf({ ...blank({ visit: VISIT }), audience: "19+", to: "" }, ZONE) ?? assert.fail()

  assert.equal(told.starts_at, "2026-11-24T10:10:00.000-06:00")
  assert.deepEqual([told.ends_at, told.attendance_in_person, told.notes], [null, null, null])
})

test("without an age band or a beginning there is nothing to tell yet", () => {
  assert.equal(toldOf(blank(), ZONE), null)
  assert.equal(toldOf({ ...blank(), audience: "19+", from: "" }, ZONE), null)
})

test("an end before the beginning is the next day, also where the clocks change that night", () => {
  const night = spanOf({ on: "2026-10-31", from: "23:00", to: "03:00" }, ZONE) ?? assert.fail()

  assert.equal((Number(night.to) - night.from) / 3600_000, 5)
})

test("a time that clocks never show is the one after the gap, one that they show twice is the first", () => {
  assert.equal(timeIn(ZONE, momentAt(ZONE, "2026-03-08", "02:30")), "2026-03-08T03:30:00.000-05:00")
  assert.equal(timeIn(ZONE, momentAt(ZONE, "2026-11-01", "01:30")), "2026-11-01T01:30:00.000-05:00")
})

test("a form made of a session and told again is that session", () => {
  const { notes, ...told } = toldOf(formOf(BEFORE, ZONE, "said"), ZONE) ?? assert.fail()

  assert.equal(notes, "said")
  assert.deepEqual([told.on, told.format, told.attendance_virtual], ["2026-11-17", "hybrid_offsite", 3])
  assert.equal(Date.parse(told.starts_at), Date.parse(BEFORE.starts_at))
})

test("who was counted in the room is counted on screens when it turns out to have been online, and back", () => {
  const here = withFormat({ format: "onsite", attendance_in_person: 9, attendance_virtual: null }, "virtual")
  assert.deepEqual([here.attendance_in_person, here.attendance_virtual], [null, 9])

  const back = withFormat(here, "offsite")
  assert.deepEqual([back.attendance_in_person, back.attendance_virtual], [9, null])

  const both = withFormat({ format: "hybrid_onsite", attendance_in_person: 9, attendance_virtual: 4 }, "hybrid_offsite")
  assert.deepEqual([both.attendance_in_person, both.attendance_virtual], [9, 4])
  assert.equal(withFormat(both, "offsite").attendance_virtual, null)
})

test("a clock that runs says from when; stopped it says until when", () => {
  const running = { ...blank(), ...begunAt(at("10:05"), ZONE) }
  assert.deepEqual([running.from, running.to, running.begun], ["10:05", "", at("10:05")])

  const stopped = ended(running, at("11:50"), ZONE)
  assert.deepEqual([stopped.on, stopped.from, stopped.to, stopped.begun], ["2026-11-24", "10:05", "11:50", null])
  assert.equal(ended(stopped, at("13:00"), ZONE), stopped)
})
