import assert from "node:assert/strict"
import { test } from "node:test"
import { layOver } from "../../static/field/rules/custody"
import { effectiveTime } from "../../static/field/rules/history"
import type { Custody, Envelope, KitCheckedIn, KitCheckedOut, KitHandedOver } from "../../static/field/wire"

const PARTS = [
  { id: "tablet", name: "Tablet", count: 1, tag: "T-1" },
  { id: "chargers", name: "Chargers", count: 10, tag: null },
]
const IN_STORE: Custody = { state: "in_store", holder: null, since: null, due_on: null, parts_out: [] }
const ALL = [
  { part: "tablet", count: 1 },
  { part: "chargers", count: 10 },
]

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
    subject: "k1",
    author: "ana",
    recorded_at: moment,
    occurred_at: moment,
    zone: "UTC",
    local_date: "2026-11-24",
    visit: null,
    clock: null,
    seen: null,
    payload,
    ...over,
  }
}

function out(at: string, told: Partial<KitCheckedOut> = {}, over?: Partial<Envelope>): Envelope {
  return fact(at, "kit.checked_out", { to: { staff: "ana" }, due_on: null, parts: [], note: null, ...told }, over)
}

function back(at: string, parts: [string, number, KitCheckedIn["parts"][number]["result"]][] = []): Envelope {
  const lines = parts.map(([part, count, result]) => ({ part, count, result, note: null }))
  return fact(at, "kit.checked_in", { parts: lines, note: null })
}

const went = ALL.map((line) => ({ ...line, state: "ok" as const }))

function after(...facts: Envelope[]): Custody {
  return layOver({ custody: IN_STORE, parts: PARTS }, facts)
}

test("a check-out gives the holder, since when, until when, and what went", () => {
  const custody = after(out("09:00", { due_on: "2026-11-30", parts: went.slice(0, 1) }))

  assert.deepEqual(custody, {
    state: "out",
    holder: { staff: "ana" },
    since: "2026-11-24T09:00:00.000Z",
    due_on: "2026-11-30",
    parts_out: [{ part: "tablet", count: 1 }],
  })
})

test("an empty list is the whole kit, out and in", () => {
  assert.deepEqual(after(out("09:00")).parts_out, ALL)
  assert.equal(after(out("09:00"), back("10:00")).state, "in_store")
  assert.equal(after(out("09:00", { parts: went }), back("10:00")).state, "in_store")
})

test("a part that was missing when the kit went out does not go out", () => {
  const parts = [
    { part: "tablet", count: 1, state: "missing" as const },
    { part: "chargers", count: 9, state: "ok" as const },
  ]

  assert.deepEqual(after(out("09:00", { parts })).parts_out, [{ part: "chargers", count: 9 }])
})

test("a kit stays out until every part is accounted for, however it came back", () => {
  const partial = after(out("09:00", { parts: went }), back("10:00", [["chargers", 7, "present"]]))
  assert.deepEqual([partial.state, partial.since], ["out", "2026-11-24T09:00:00.000Z"])
  assert.deepEqual(partial.parts_out, [
    { part: "tablet", count: 1 },
    { part: "chargers", count: 3 },
  ])

  const whole = after(
    out("09:00", { parts: went }),
    back("10:00", [
      ["chargers", 7, "present"],
      ["chargers", 2, "consumed"],
      ["chargers", 1, "missing"],
    ]),
    back("11:00", [["tablet", 1, "damaged"]]),
  )
  assert.deepEqual(whole, { ...IN_STORE, since: "2026-11-24T11:00:00.000Z" })
})

test("held by two, the later holds it", () => {
  const first = out("09:00")
  const second = out("09:30", { to: { partner: "p1", site: "s1", contact: "desk" } }, { device: "d2", seq: 1 })

  for (const order of [
    [first, second],
    [second, first],
  ]) {
    const custody = after(...order)
    assert.deepEqual([custody.holder, custody.since], [{ partner: "p1", site: "s1" }, "2026-11-24T09:30:00.000Z"])
  }
})

test("the same holder taking more keeps what they had, since when they had it", () => {
  const custody = after(
    out("09:00", { parts: went.slice(0, 1) }),
    out("10:00", { parts: went.slice(1), due_on: "2026-12-01" }),
  )

  assert.deepEqual(custody.parts_out, ALL)
  assert.deepEqual([custody.since, custody.due_on], ["2026-11-24T09:00:00.000Z", "2026-12-01"])
})

test("what happened before the library's row is history and changes nothing", () => {
  const row: Custody = {
    ...IN_STORE,
    state: "out",
    holder: { staff: "ben" },
    since: "2026-11-24T12:00:00Z",
    parts_out: ALL,
  }

  assert.deepEqual(layOver({ custody: row, parts: PARTS }, [out("09:00"), back("10:00")]), row)
})

test("bringing back what is not out leaves it in store", () => {
  assert.deepEqual(after(back("09:00")), IN_STORE)
})

test("a measured clock mends the time, but not one that the person set nor one that is far off", () => {
  const clock = (offset_ms: number) => ({ clock: { offset_ms, rtt_ms: 10, age_s: 0 } })
  const nine = Date.parse("2026-11-24T09:00:00Z")

  assert.equal(effectiveTime(out("09:00", {}, clock(120_000))), nine + 120_000)
  assert.equal(effectiveTime(out("09:00", {}, clock(601_000))), nine)
  assert.equal(effectiveTime(out("09:00", {}, { ...clock(120_000), recorded_at: "2026-11-24T15:00:00Z" })), nine)
})

test("in whatever order facts are given, the custody is the same", () => {
  let seed = 20261124
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 8) % below
  }
  for (let round = 0; round < 200; round++) {
    const facts = Array.from({ length: 2 + random(5) }, (_, seq) => {
      const at = `${String(8 + random(4)).padStart(2, "0")}:00`
      const device = `d${random(3)}`
      const one =
        random(2) === 0
          ? out(at, { to: { staff: `s${random(2)}` }, parts: random(2) === 0 ? [] : went.slice(random(2)) })
          : back(
              at,
              random(2) === 0
                ? []
                : [
                    ["chargers", random(11), "present"],
                    ["tablet", random(2), "missing"],
                  ],
            )
      return { ...one, device, seq, id: `f${seq}` }
    })
    const shuffled = facts
      .map((one) => [random(1_000_000), one] as const)
      .sort(([one], [other]) => one - other)
      .map(([, one]) => one)

    assert.deepEqual(after(...shuffled), after(...facts))
  }
})

function over(at: string, told: Partial<KitHandedOver> = {}): Envelope {
  const ben = { handover: "h1", giver: { staff: "ana" }, to: { staff: "ben" }, due_on: null, note: null }
  return fact(at, "kit.handed_over", { ...ben, ...told })
}

test("a kit that is handed over is with who took it: all that the giver had, due when it was", () => {
  const custody = after(out("09:00", { due_on: "2026-11-30", parts: went.slice(0, 1) }), over("10:00"))

  assert.deepEqual(custody, {
    state: "out",
    holder: { staff: "ben" },
    since: "2026-11-24T10:00:00.000Z",
    due_on: "2026-11-30",
    parts_out: [{ part: "tablet", count: 1 }],
  })
  assert.equal(after(out("09:00"), over("10:00", { due_on: "2026-12-24" })).due_on, "2026-12-24")
})

test("a kit that stays longer is due on the new day, and so is what stays out of it", () => {
  const longer = fact("10:00", "kit.extended", { due_on: "2026-12-08", note: null })
  assert.equal(after(out("09:00", { due_on: "2026-11-30" }), longer).due_on, "2026-12-08")
  const lines = [{ part: "tablet", count: 1, result: "present" as const, note: null }]
  const some = fact("10:00", "kit.checked_in", { parts: lines, rest_due_on: "2026-12-09", note: null })
  assert.equal(after(out("09:00", { parts: went }), some).due_on, "2026-12-09")
})

test("the other side of a hand-over changes nothing more", () => {
  assert.deepEqual(after(out("09:00"), over("10:00"), over("10:05")), after(out("09:00"), over("10:00")))
})
