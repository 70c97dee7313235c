import assert from "node:assert/strict"
import { test } from "node:test"
import { ENROLLED, json, keepsAll, NOON, quiet, type Script, sha256, takeOut } from "./phone"
import { first, waiting, withFacts } from "./waiting"

test("when even that is refused each fact goes to quarantine", async () => {
  const phone = await withFacts(2)
  phone.script = (sent) =>
    sent.path.endsWith("/quarantine")
      ? json(sent, { hash: sha256(sent.text) }, { status: 202 })
      : json(sent, { code: "envelope.broken", fields: { facts: ["odd"] } }, { status: 400 })

  await phone.core.syncNow()

  assert.deepEqual(
    phone.sent.map(({ path }) => path.split("/").at(-1)),
    ["sync", "sync", "quarantine", "quarantine"],
  )
  assert.equal(waiting(phone), 0)
  assert.equal(phone.core.view().answered[0]?.said.outcome, "quarantined")
})

test("a place that the server does not hold is sent again, but not what it quarantined", async () => {
  const phone = await withFacts(3)
  phone.script = first(
    (sent) => {
      const answer = quiet(sent, { have: [{ device: "dev-1", through: 0, beyond: [[3, 3]] }] })
      Object.assign(answer.results[1] ?? {}, { outcome: "quarantined", reason: "unreadable", at: null })
      return json(sent, answer)
    },
    (sent) => json(sent, quiet(sent, { have: [{ device: "dev-1", through: 1, beyond: [[3, 3]] }] })),
  )

  await phone.core.syncNow()
  assert.deepEqual(
    phone.core.view().waiting.map(({ fact, saidBefore }) => [fact.seq, saidBefore?.outcome]),
    [[1, "stored"]],
  )
  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.at(-1)?.body.facts.map((text) => JSON.parse(text).seq),
    [1],
  )
  assert.equal(waiting(phone), 0)
})

test("an answer of another epoch, or one that asks for it, has everything sent again", async () => {
  for (const over of [
    { epoch: "epoch-2", reset: true },
    { resend: true, reset: true },
  ]) {
    const phone = await withFacts(2)
    await phone.core.syncNow()
    await phone.core.record(takeOut("k9"))
    phone.sent = []
    phone.script = first(
      (sent) => json(sent, quiet(sent, over)),
      (sent) => json(sent, quiet(sent, { epoch: over.epoch ?? "epoch-1" })),
    )

    await phone.core.syncNow()

    assert.deepEqual(
      phone.syncs.map(({ body }) => body.facts.map((text) => JSON.parse(text).seq)),
      [[3], [1, 2]],
    )
    assert.equal(waiting(phone), 0)
  }
})

test("a phone that the server does not know keeps all, and sends it unchanged when someone signs in again", async () => {
  const phone = await withFacts(2)
  const before = JSON.parse((await phone.core.exportWaiting())[0]?.text ?? "").facts
  phone.script = (sent) => json(sent, { code: "device.unknown" }, { status: 401 })
  await phone.core.syncNow()
  assert.equal(phone.core.view().phase, "enrol_again")
  await phone.core.record(takeOut("k3"))

  phone.script = (sent) =>
    sent.path.endsWith("/enrol") ? json(sent, { ...ENROLLED, device: "dev-2", token: "token-2" }) : keepsAll(sent)
  phone.sent = []
  await phone.core.enrol({ email: "ana@example.org", password: "right", label: "Ana's phone" })
  await phone.idle()
  await phone.core.record(takeOut("k4"))
  await phone.core.syncNow()

  assert.equal(phone.sent[0]?.headers.get("Authorization"), null)
  const [again, later] = phone.syncs
  assert.equal(again?.headers.get("Authorization"), "Device token-2")
  assert.deepEqual(again?.body.facts.slice(0, 2), before)
  assert.deepEqual(again?.body.devices, ["dev-2", "dev-1"])
  const places = [...(again?.body.facts ?? []), ...(later?.body.facts ?? [])].map((text) => JSON.parse(text))
  assert.deepEqual(
    places.map(({ device, seq }) => [device, seq]),
    [
      ["dev-1", 1],
      ["dev-1", 2],
      ["dev-1", 3],
      ["dev-2", 1],
    ],
  )
  assert.equal(phone.core.view().phase, "ready")
})

test("a clone records under its new id from then on, and its old facts stay what they are", async () => {
  const phone = await withFacts(1)
  phone.script = first((sent) => json(sent, quiet(sent, { new_device: { device: "dev-9", token: "token-9" } })))

  await phone.core.syncNow()
  const { device, seq } = await phone.core.record(takeOut("k2"))
  await phone.core.syncNow()

  assert.deepEqual([device, seq], ["dev-9", 1])
  assert.equal(phone.syncs.at(-1)?.headers.get("Authorization"), "Device token-9")
  assert.deepEqual(phone.syncs.at(-1)?.body.devices, ["dev-9", "dev-1"])
})

for (const state of ["draining", "revoked"] as const) {
  test(`a ${state} phone hands in all it holds, then empties itself, the outbox last`, async () => {
    const phone = await withFacts(150)
    const order: string[] = []
    const { deleteDatabase } = phone.indexedDB
    phone.indexedDB.deleteDatabase = (name) => {
      order.push(name)
      return deleteDatabase.call(phone.indexedDB, name)
    }
    let isCut = false
    phone.script = (sent) => {
      if (phone.syncs.length === 2 && !isCut) {
        isCut = true
        throw new TypeError("connection reset")
      }
      return json(sent, quiet(sent, { device: state, cursor: sent.body.cursor ?? null, reset: false }))
    }

    await phone.core.syncNow()
    assert.equal(phone.core.view().phase, "leaving")
    assert.equal(waiting(phone), 50)
    await phone.core.record(takeOut("k200"))
    await phone.core.syncNow()

    assert.equal(phone.core.view().phase, "wiped")
    assert.equal(order.at(-1), "outbox")
    assert.equal(order.includes("replica-1"), true)
    assert.equal(phone.marker, null)
    const again = await phone.open()
    assert.deepEqual([again.view().phase, again.view().storageLost], ["not_enrolled", null])
  })
}

test("a wait that the server asks for is kept, also by hand; one of somebody on the way gives way to a hand", async () => {
  for (const isServer of [true, false]) {
    const phone = await withFacts(1)
    phone.script = first((sent) => {
      const headers = { "Retry-After": "120", ...(isServer ? {} : { "Outreach-Nonce": "" }) }
      return json(sent, { code: "busy" }, { status: 503, headers })
    })
    await phone.core.syncNow()
    assert.equal(phone.core.view().status.trouble?.code, "asked_to_wait")
    assert.equal(phone.core.view().status.trouble?.until, phone.now + 120_000)

    await phone.core.syncNow()
    assert.equal(phone.syncs.length, isServer ? 1 : 2)
    await phone.pass(121_000)
    assert.equal(waiting(phone), 0)
  }
})

test("after failures it waits longer and longer, and a hand goes at once", async () => {
  const phone = await withFacts(1)
  phone.random = 0.999
  phone.script = () => {
    throw new TypeError("no network")
  }
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    await phone.core.syncNow()
    waits.push((phone.core.view().status.trouble?.until ?? 0) - phone.now)
  }

  assert.equal(phone.syncs.length, 12)
  assert.deepEqual(
    waits,
    waits.toSorted((one, other) => one - other),
  )
  assert.ok(Math.max(...waits) <= 15 * 60_000 && (waits[0] ?? 0) >= 2_000)
})

test("with a network that works again everything is handed in without a person", async () => {
  const phone = await withFacts(3)
  phone.script = () => {
    throw new TypeError("no network")
  }
  await phone.pass(40 * 60_000)
  assert.equal(waiting(phone), 3)

  phone.script = keepsAll
  await phone.pass(20 * 60_000)

  assert.equal(waiting(phone), 0)
})

test("a request that is never answered ends after a minute", async () => {
  const phone = await withFacts(1)
  phone.script = ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError"))))

  const syncing = phone.core.syncNow()
  await phone.asked()
  assert.equal(phone.core.view().status.isSending, true)
  phone.skip(60_000)
  await syncing

  assert.equal(phone.core.view().status.trouble?.code, "no_answer")
})

test("while another tab syncs this one leaves it to it, but not for ever", async () => {
  const phone = await withFacts(1)
  phone.locks = { ifFree: async () => ({ ran: false }) }

  await phone.core.syncNow()
  assert.equal(phone.syncs.length, 0)
  await phone.pass(4 * 60_000)

  assert.equal(waiting(phone), 0)
})

test("the clock's offset stays until a new one differs by over a minute", async () => {
  const phone = await withFacts(0)
  const offset = () => phone.core.view().status.clockOffsetMs
  const at =
    (serverTime: number): Script =>
    (sent) =>
      json(sent, quiet(sent, { server_time: new Date(serverTime).toISOString() }))
  assert.equal(offset(), 0)

  phone.script = at(NOON + 59_000)
  await phone.core.syncNow()
  assert.equal(offset(), 0)
  phone.script = at(NOON + 61_000)
  await phone.core.syncNow()
  assert.equal(offset(), 61_000)
})

test("half of the round trip is taken off the clock's offset", async () => {
  const phone = await withFacts(0)
  // Twenty seconds on the way there, twenty on the way back; the server's clock is two minutes ahead.
  phone.script = (sent) => {
    const arrived = phone.now + 20_000
    phone.now += 40_000
    return json(sent, quiet(sent, { server_time: new Date(arrived + 120_000).toISOString() }))
  }

  await phone.core.syncNow()
  await phone.core.record(takeOut("k1"))

  const [{ fact } = assert.fail()] = phone.core.view().waiting
  assert.deepEqual(fact.clock, { offset_ms: 120_000, rtt_ms: 40_000, age_s: 20 })
})

test("answered facts are kept for 30 days, then dropped; waiting ones stay", async () => {
  const phone = await withFacts(1)
  await phone.core.syncNow()
  await phone.core.record(takeOut("k2"))
  phone.script = () => {
    throw new TypeError("no network")
  }

  phone.now += 29 * 24 * 3600_000
  assert.equal((await phone.open()).view().answered.length, 1)
  phone.now += 2 * 24 * 3600_000
  const core = await phone.open()

  assert.deepEqual([core.view().answered.length, core.view().waiting.length], [0, 1])
})

test("databases that were emptied are noticed, and the server is told once", async () => {
  const phone = await withFacts(3)
  const { IDBFactory } = await import("fake-indexeddb")
  phone.indexedDB = new IDBFactory()

  const core = await phone.open()
  assert.deepEqual(core.view().storageLost, { device: "dev-1", lastSeq: 3 })
  assert.equal(core.view().phase, "not_enrolled")
  phone.script = (sent) =>
    sent.path.endsWith("/enrol") ? json(sent, { ...ENROLLED, device: "dev-2" }) : keepsAll(sent)
  phone.sent = []
  await core.enrol({ email: "ana@example.org", password: "right", label: "Ana's phone" })
  await phone.idle()
  await core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => body.report?.storage_lost),
    [true, false],
  )
  assert.equal(core.view().storageLost, null)
})
