import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { NotKept } from "../../static/field/core"
import { FDBDatabase, FDBObjectStore } from "./fake-storage"
import { bringBack, ENROLLED, json, keepsAll, NOON, Phone, sha256, takeOut } from "./phone"

const { transaction } = FDBDatabase.prototype
const { add } = FDBObjectStore.prototype
afterEach(() => {
  FDBDatabase.prototype.transaction = transaction
  FDBObjectStore.prototype.add = add
})

test("recording resolves after a strict transaction is complete, and without the network", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const completed: string[] = []
  FDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = transaction.call(this, stores, mode, options)
    if (mode === "readwrite") tx.addEventListener("complete", () => completed.push(String(options?.durability)))
    return tx
  }

  const recorded = await core.record(takeOut("k1"))

  assert.deepEqual(completed, ["strict"])
  assert.equal(recorded.seq, 1)
  assert.equal(phone.sent.length, 0)
  assert.deepEqual(
    core.view().waiting.map(({ id }) => id),
    [recorded.id],
  )
})

test("a fact carries its envelope in the fixed order, at the phone's own time and date", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.now = Date.parse("2026-11-25T05:30:00.250Z") // 23:30 in Chicago, another day in Greenwich

  await core.record(takeOut("k1", { occurredAt: new Date("2026-03-08T08:30:00Z"), visit: "v1" }))

  const [{ fact } = assert.fail()] = core.view().waiting
  assert.deepEqual(Object.keys(fact), [
    "id",
    "device",
    "seq",
    "kind",
    "v",
    "subject",
    "author",
    "recorded_at",
    "occurred_at",
    "zone",
    "local_date",
    "visit",
    "clock",
    "seen",
    "payload",
  ])
  assert.equal(fact.recorded_at, "2026-11-24T23:30:00.250-06:00")
  assert.equal(fact.occurred_at, "2026-03-08T03:30:00.000-05:00")
  assert.equal(fact.local_date, "2026-03-08")
  assert.deepEqual([fact.device, fact.author, fact.subject, fact.visit], ["dev-1", "ana", "k1", "v1"])
})

test("what is recorded is there after a crash, byte for byte", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(takeOut("k1", { note: "für Ana 🧰" }))
  const before = JSON.parse((await core.exportWaiting())[0]?.text ?? "").facts

  const again = await phone.open()

  assert.deepEqual(JSON.parse((await again.exportWaiting())[0]?.text ?? "").facts, before)
  assert.equal(again.view().waiting.length, 1)
})

test("places are counted without a gap, also when two tabs record at once", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const [one, other] = [phone.core, await phone.open()]

  const recorded = await Promise.all([
    one.record(takeOut("k1")),
    other.record(takeOut("k2")),
    one.record(takeOut("k3")),
    other.record(takeOut("k4")),
  ])

  assert.deepEqual(recorded.map(({ seq }) => seq).sort(), [1, 2, 3, 4])
})

test("a transaction that ends before it is complete leaves nothing, and nothing is said", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  FDBObjectStore.prototype.add = function (...args) {
    const request = add.apply(this, args)
    this.transaction.abort()
    return request
  }

  const refusal = await core.record(takeOut("k1")).catch((error: unknown) => error)

  assert.ok(refusal instanceof NotKept)
  assert.equal(refusal.code, "storage_broken")
  const [text = ""] = JSON.parse(refusal.file?.text ?? "").facts
  assert.equal(JSON.parse(text).subject, "k1")
  FDBObjectStore.prototype.add = add
  assert.equal((await phone.open()).view().waiting.length, 0)
})

test("a full disk is never called saved, and the fact is still in hand", async () => {
  for (const nth of [1, 2, 3]) {
    const phone = new Phone()
    const core = await phone.enrolled()
    let adds = 0
    FDBObjectStore.prototype.add = function (...args) {
      if (++adds >= nth) throw new DOMException("full", "QuotaExceededError")
      return add.apply(this, args)
    }

    const said = await Promise.allSettled([1, 2, 3].map((kit) => core.record(takeOut(`k${kit}`))))

    const saved = said.filter(({ status }) => status === "fulfilled").length
    for (const one of said) if (one.status === "rejected") assert.equal(one.reason.code, "storage_full")
    FDBObjectStore.prototype.add = add
    assert.equal((await phone.open()).view().waiting.length, saved)
  }
})

test("a person who cannot be switched to on a full phone is told why", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const { put } = FDBObjectStore.prototype
  FDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError")
  }

  await core.setCurrentPerson("bo")

  FDBObjectStore.prototype.put = put
  assert.equal(core.view().status.trouble?.code, "storage_full")
  assert.equal(core.view().me?.id, "ana")
})

test("rows make room for a fact before it is refused", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.syncNow()
  assert.equal(core.view().status.replica.isComplete, true)
  let isFull = true
  FDBObjectStore.prototype.add = function (...args) {
    if (!isFull) return add.apply(this, args)
    isFull = false
    throw new DOMException("full", "QuotaExceededError")
  }

  await core.record(takeOut("k1"))

  assert.equal(core.view().waiting.length, 1)
  assert.equal(core.view().status.replica.isComplete, false)
})

test("a dead connection is opened once more, and the fact is kept once", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  let deaths = 1
  FDBDatabase.prototype.transaction = function (...args) {
    if (deaths-- > 0) throw new DOMException("The database connection is closing.", "InvalidStateError")
    return transaction.apply(this, args)
  }

  const { seq } = await core.record(takeOut("k1"))

  assert.equal(seq, 1)
  assert.equal(core.view().waiting.length, 1)
})

test("a connection that stays dead is said, with the fact in hand", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  let tries = 0
  FDBDatabase.prototype.transaction = () => {
    tries++
    throw new DOMException("The database connection is closing.", "InvalidStateError")
  }

  await assert.rejects(
    core.record(takeOut("k1")),
    (error: NotKept) => error.code === "storage_broken" && error.file !== null,
  )

  assert.equal(tries, 2)
})

test("text that no database could keep is mended before it is hashed", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()

  await core.record(takeOut("k1", { note: "a\0b \uD83E c 🧰" }))

  const [{ fact } = assert.fail()] = core.view().waiting
  assert.equal((fact.payload as { note: string }).note, "a\uFFFDb \uFFFD c 🧰")
})

test("on a shared phone each fact keeps the author who recorded it, and drafts stay with theirs", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(takeOut("k1"))
  await core.saveDraft("form", { note: "Ana's" })
  phone.script = (sent) =>
    json(sent, {
      ...ENROLLED,
      token: null,
      people: [...ENROLLED.people, { id: "ben", name: "Ben", role: "trainer" }],
      view: "view-2",
    })

  const enrolled = await core.enrol({ code: "ABCD1234", label: "Ana's phone" })
  await phone.idle()
  await core.record(takeOut("k2", { draft: "form" }))

  assert.ok(enrolled.ok)
  assert.equal(core.view().me?.id, "ben")
  assert.deepEqual(
    core.view().waiting.map(({ fact }) => fact.author),
    ["ana", "ben"],
  )
  assert.equal(await core.loadDraft("form"), null)
  await core.setCurrentPerson("ana")
  assert.deepEqual(await core.loadDraft("form"), { note: "Ana's" })
  await core.record(bringBack("k1", { draft: "form" }))
  assert.equal(await core.loadDraft("form"), null)
})

test("a fact tells what the phone knew of the clock and of the rows when it was recorded", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.now = NOON - 90_000
  phone.script = keepsAll
  await core.syncNow()
  phone.now += 5_000

  await core.record(takeOut("k1"))

  const [{ fact } = assert.fail()] = core.view().waiting
  assert.deepEqual(fact.clock, { offset_ms: 90_000, rtt_ms: 0, age_s: 5 })
  assert.deepEqual(fact.seen, { epoch: "epoch-1", seq: 10 })
})

test("the exported file holds every waiting fact as it was hashed", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(takeOut("k1"))
  await core.record(bringBack("k1"))

  const [{ name, text } = { name: "", text: "" }] = await core.exportWaiting()

  assert.equal(name, "outreach-facts-2026-11-24.json")
  phone.script = keepsAll
  await core.syncNow()
  const sent = phone.syncs[0]?.body.facts ?? []
  assert.deepEqual(JSON.parse(text).facts.map(sha256), sent.map(sha256))
})

test("storage that would not take a fact is told in the view until it takes one", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  FDBDatabase.prototype.transaction = () => {
    throw new DOMException("The database connection is closing.", "InvalidStateError")
  }
  await assert.rejects(core.record(takeOut("k1")), NotKept)
  assert.equal(core.view().status.trouble?.code, "storage_broken")

  FDBDatabase.prototype.transaction = transaction
  await core.record(takeOut("k1"))

  assert.notEqual(core.view().status.trouble?.code, "storage_broken")
  assert.equal(core.view().phase, "ready")
})
