import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { FDBDatabase } from "./fake-storage"
import { bringBack, json, keepsAll, Phone, quiet, takeOut } from "./phone"

const { transaction } = FDBDatabase.prototype
afterEach(() => {
  FDBDatabase.prototype.transaction = transaction
})

interface Content {
  library: string
  facts: string[]
}

async function files(phone: Phone): Promise<Content[]> {
  return (await phone.core.exportWaiting()).map(({ text }) => JSON.parse(text) as Content)
}

/** Rows cannot be read, as of a database that the browser damaged; the outbox can. */
function breakTheReplica(): void {
  FDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (this.name.startsWith("replica-")) throw new DOMException("Internal error.", "UnknownError")
    return transaction.call(this, stores, mode, options)
  }
}

test("where storage breaks before the app is open, what waits can still be saved", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.syncNow()
  phone.script = () => {
    throw new TypeError("no network")
  }
  await core.record(takeOut("k1"))
  await core.record(bringBack("k1"))
  const [before] = await files(phone)
  breakTheReplica()

  const again = await phone.open()

  assert.equal(again.view().phase, "storage_broken")
  assert.deepEqual(await files(phone), [before])
  assert.equal(before?.facts.length, 2)
})

test("what was read before storage broke is saved, though nothing of it can be read any more", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(takeOut("k1"))
  FDBDatabase.prototype.transaction = () => {
    throw new DOMException("Internal error.", "UnknownError")
  }
  await assert.rejects(core.record(takeOut("k2")))

  assert.deepEqual(
    (await files(phone)).map(({ facts }) => facts.length),
    [1],
  )
})

test("of a phone that holds nothing no file is made, and none of its databases either", async () => {
  const phone = new Phone()
  await phone.open()
  phone.core.stop()

  assert.deepEqual(await files(phone), [])
})

test("rows that are dropped come again, and nothing that was recorded is touched", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.record(takeOut("k1"))
  await core.syncNow()
  const { answered } = core.view()
  phone.script = (sent) => json(sent, { protocol: 1, server_time: "2026-11-24T18:00:00Z" })

  assert.equal(await core.dropRows(), true)
  assert.equal(core.view().status.replica.isComplete, false)
  assert.deepEqual(
    core.view().answered.map(({ id }) => id),
    answered.map(({ id }) => id),
  )
  phone.script = (sent) => json(sent, quiet(sent, { reset: true }))
  await core.syncNow()
  assert.equal(core.view().status.replica.isComplete, true)
})

test("rows are dropped even where they are what is broken", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.syncNow()
  breakTheReplica()
  const broken = await phone.open()
  assert.equal(broken.view().phase, "storage_broken")
  phone.script = (sent) => json(sent, { protocol: 1, server_time: "2026-11-24T18:00:00Z" })

  assert.equal(await broken.dropRows(), true)

  const mended = await phone.open()
  assert.equal(mended.view().phase, "ready")
})

test("nothing is dropped where the library does not answer, or somebody else does", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.syncNow()

  phone.script = () => new Response("<html>Sign in to this Wi-Fi</html>", { status: 200 })
  assert.equal(await core.dropRows(), false)
  phone.script = () => {
    throw new TypeError("no network")
  }
  assert.equal(await core.dropRows(), false)
  assert.equal(core.view().status.replica.isComplete, true)
})
