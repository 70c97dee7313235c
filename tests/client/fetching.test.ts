import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import type { Change } from "../../static/field/core"
import { FDBObjectStore } from "./fake-storage"
import {
  bringBack,
  change,
  digestOf,
  ENROLLED,
  json,
  keepsAll,
  kitRow,
  Phone,
  quiet,
  type Script,
  takeOut,
} from "./phone"

const { put } = FDBObjectStore.prototype
afterEach(() => {
  FDBObjectStore.prototype.put = put
})

/** A feed of these changes, in pages of `size`, as a server that goes by the cursor gives it. */
function feed(changes: Change[], { size = 2, epoch = "epoch-1", digest = digestOf(changes) } = {}): Script {
  const head = changes.at(-1)?.seq ?? 0
  return (sent) => {
    const { cursor } = sent.body
    const [, of, from] = /^(.+):(\d+)$/.exec(cursor ?? "") ?? []
    const reset = of !== epoch
    const after = reset ? 0 : Number(from)
    const rest = changes.filter(({ seq }) => seq > after)
    const page = rest.slice(0, size)
    const more = rest.length > size
    const upto = more ? (page.at(-1)?.seq ?? after) : head
    return json(
      sent,
      quiet(sent, {
        epoch,
        reset,
        changes: page,
        more,
        upto,
        cursor: `${epoch}:${upto}`,
        digest: more ? null : digest,
      }),
    )
  }
}

const KITS = [1, 2, 3, 4, 5].map((n) => change("kits", kitRow(`k${n}`), n))

function codes(phone: Phone): string[] {
  return phone.core.view().kits.map(({ code }) => code)
}

test("a fresh phone fetches page after page, and shows nothing before all is there", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const shown: number[] = []
  const server = feed(KITS)
  phone.script = (sent) => {
    shown.push(codes(phone).length)
    return server(sent)
  }

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => body.cursor),
    [null, "epoch-1:2", "epoch-1:4"],
  )
  assert.deepEqual(shown, [0, 0, 0])
  assert.deepEqual(codes(phone), ["K1", "K2", "K3", "K4", "K5"])
  assert.deepEqual(phone.core.view().status.replica, { isComplete: true, asOf: phone.now, rows: 5 })
})

test("while the person thinks about whether to protect what is stored, the phone enrols, fetches and opens", async () => {
  const phone = new Phone()
  const answers: ((isPersisted: boolean) => void)[] = []
  phone.persist = () => new Promise((resolve) => answers.push(resolve))
  const server = feed(KITS)
  phone.script = (sent) => (sent.path.endsWith("/enrol") ? json(sent, ENROLLED) : server(sent))
  await phone.open()

  const enrolled = await phone.core.enrol({ code: "ABCD1234", label: "Ana's phone" })
  await phone.idle()

  assert.ok(enrolled.ok)
  assert.deepEqual(codes(phone), ["K1", "K2", "K3", "K4", "K5"])
  await phone.open()
  assert.deepEqual(codes(phone), ["K1", "K2", "K3", "K4", "K5"])
  assert.equal(phone.core.view().status.isPersisted, null)
  for (const answer of answers) answer(true)
  await new Promise<void>((resolve) => setImmediate(resolve))
  assert.equal(phone.core.view().status.isPersisted, true)
})

test("a first fetch that is cut off goes on from its last page", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const server = feed(KITS)
  phone.script = (sent) => {
    if (phone.syncs.length === 2) throw new TypeError("connection reset")
    return server(sent)
  }
  await phone.core.syncNow()

  await phone.open()
  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.slice(0, 4).map(({ body }) => body.cursor),
    [null, "epoch-1:2", "epoch-1:2", "epoch-1:4"],
  )
  assert.equal(codes(phone).length, 5)
})

test("a page and its cursor are kept together or not at all", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS)
  await phone.core.syncNow()
  const next = [...KITS, change("kits", kitRow("k6"), 6), change("kits", kitRow("k7"), 7)]
  phone.script = feed(next)
  let writes = 0
  FDBObjectStore.prototype.put = function (...args) {
    if (this.name === "rows" && ++writes === 2) throw new DOMException("full", "QuotaExceededError")
    return put.apply(this, args)
  }

  await phone.core.syncNow()
  assert.equal(codes(phone).length, 5)
  assert.equal(phone.core.view().status.trouble?.code, "storage_full")
  FDBObjectStore.prototype.put = put
  phone.sent = []
  await phone.core.syncNow()

  assert.equal(phone.syncs[0]?.body.cursor, "epoch-1:5")
  assert.equal(codes(phone).length, 7)
  assert.equal(phone.core.view().status.trouble, null)
})

test("a removal takes the row away, and of two audiences' rows the later is shown", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const [k1, k2] = [change("kits", kitRow("k1"), 1), change("kits", kitRow("k2"), 2)]
  const mine = change("kits", kitRow("k2", { name: "Mine" }), 3, "staff:ana")
  phone.script = feed([k1, k2, mine], { size: 10 })
  await phone.core.syncNow()
  assert.deepEqual(
    phone.core.view().kits.map(({ name }) => name),
    ["Kit k1", "Mine"],
  )

  phone.script = feed([k2, mine, { ...k1, seq: 4, row: null }], { size: 10, digest: digestOf([k2, mine]) })
  await phone.core.syncNow()

  assert.deepEqual(codes(phone), ["K2"])
})

test("of another epoch a new replica is filled beside the old, which is shown until then", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS)
  await phone.core.syncNow()
  const shown: number[] = []
  const server = feed(KITS.slice(0, 3), { epoch: "epoch-2" })
  phone.script = (sent) => {
    shown.push(codes(phone).length)
    return server(sent)
  }

  await phone.core.syncNow()

  assert.deepEqual(shown, [5, 5])
  assert.equal(codes(phone).length, 3)
  const names = (await phone.indexedDB.databases()).map(({ name }) => name).sort()
  assert.deepEqual(names, ["outbox", "replica-2"])
})

test("a replica whose digest differs is fetched afresh, once", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS)
  await phone.core.syncNow()
  // The server says that there is a row more than the feed ever brought.
  const more = [...KITS, change("kits", kitRow("k6"), 5)]
  phone.script = feed(more, { size: 10 })
  phone.sent = []

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => body.cursor),
    ["epoch-1:5", null],
  )
  assert.equal(codes(phone).length, 6)
  assert.equal(phone.core.view().status.digestDiffers, false)
})

test("if it differs again the rows are kept, it is told, and a day is waited", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10, digest: { count: 99, sum: 1 } })

  await phone.core.syncNow()
  assert.deepEqual(
    phone.syncs.map(({ body }) => body.cursor),
    [null, null],
  )
  assert.equal(codes(phone).length, 5)
  assert.equal(phone.core.view().status.digestDiffers, true)

  phone.sent = []
  await phone.core.syncNow()
  assert.deepEqual(
    phone.syncs.map(({ body }) => [body.cursor, body.report?.digest_differs]),
    [["epoch-1:5", true]],
  )

  phone.now += 25 * 3600_000
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  assert.equal(phone.core.view().status.digestDiffers, false)
})

test("the digest is counted from what is stored: a row that vanished is fetched again", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  await new Promise<void>((resolve, reject) => {
    const opening = phone.indexedDB.open("replica-1")
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const tx = opening.result.transaction("rows", "readwrite")
      tx.objectStore("rows").delete(["all", "kits", "k3"])
      tx.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
  })

  await phone.open()
  assert.equal(codes(phone).length, 4)
  await phone.core.syncNow()

  assert.equal(codes(phone).length, 5)
})

test("a fact is laid over the rows while it waits, and until the rows have reached its answer", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  const k1 = () => phone.core.view().byId.kits.get("k1")
  const out = { staff: "ana" }

  const { id } = await phone.core.record(takeOut("k1"))
  assert.deepEqual([k1()?.custody.holder, k1()?.hasWaiting, k1()?.laidOver], [out, true, [id]])

  // The answer tells of place 8; the page that comes with it reaches 7.
  const answer: Script = (sent) => {
    const told = quiet(sent, { reset: false, upto: 7, cursor: "epoch-1:7", digest: null })
    for (const result of told.results) result.at = 8
    return json(sent, told)
  }
  phone.script = answer
  await phone.core.syncNow()
  assert.deepEqual([k1()?.custody.holder, k1()?.hasWaiting, k1()?.laidOver], [out, false, [id]])
  assert.equal(phone.core.view().answered[0]?.isLaidOver, true)

  // The rows reach 8 without the kit's having changed hands: what the library says stands.
  phone.script = (sent) => json(sent, quiet(sent, { reset: false, upto: 8, cursor: "epoch-1:8" }))
  await phone.core.syncNow()
  assert.deepEqual([k1()?.custody.holder, k1()?.laidOver], [null, []])
})

test("what was answered in another epoch is laid over until a replica begun after the answer is complete", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  await phone.core.record(takeOut("k1"))
  const held: (string | undefined)[] = []
  const server = feed([...KITS.slice(1), change("kits", kitRow("k1", { name: "New" }), 7)], { epoch: "epoch-2" })
  phone.script = (sent) => {
    held.push(phone.core.view().byId.kits.get("k1")?.custody.state)
    return server(sent)
  }

  await phone.core.syncNow()

  assert.deepEqual(held, ["out", "out", "out"])
  assert.equal(phone.core.view().byId.kits.get("k1")?.custody.state, "in_store")
})

test("what went to quarantine changes no row", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  await phone.core.record(takeOut("k1"))
  phone.script = (sent) => {
    const told = quiet(sent, { reset: false, cursor: "epoch-1:5", upto: 5 })
    for (const result of told.results)
      Object.assign(result, { outcome: "quarantined", reason: "unknown_kind", at: null })
    return json(sent, told)
  }

  await phone.core.syncNow()

  assert.equal(phone.core.view().byId.kits.get("k1")?.custody.state, "in_store")
})

test("adding a person fetches that person's view and sends the first one's facts under their author", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  await phone.core.record(bringBack("k1"))
  const server = feed(KITS, { size: 10 })
  phone.script = (sent) => {
    if (!sent.path.endsWith("/enrol")) return server({ ...sent, body: { ...sent.body, cursor: null } })
    return json(sent, {
      device: "dev-1",
      token: null,
      library: { id: "lib-1", name: "Cedar County Library", time_zone: "America/Chicago", languages: ["en"] },
      people: [
        { id: "ana", name: "Ana", role: "trainer" },
        { id: "ben", name: "Ben", role: "trainer" },
      ],
      epoch: "epoch-1",
      view: "view-2",
    })
  }
  phone.sent = []

  await phone.core.enrol({ email: "ben@example.org", password: "right", label: "Ana's phone" })
  await phone.idle()

  const [enrol, sync] = phone.sent
  assert.equal(enrol?.headers.get("Authorization"), "Device token-1")
  assert.equal(JSON.parse(sync?.body.facts[0] ?? "").author, "ana")
  assert.equal(phone.core.view().waiting.length, 0)
})

test("rows of one library are never shown to the people of another, nor are its facts sent there", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = feed(KITS, { size: 10 })
  await phone.core.syncNow()
  await phone.core.record(takeOut("k1"))
  phone.script = (sent) => json(sent, { code: "device.unknown" }, { status: 401 })
  await phone.core.syncNow()

  phone.script = (sent) =>
    sent.path.endsWith("/enrol")
      ? json(sent, {
          device: "dev-7",
          token: "token-7",
          library: { id: "lib-2", name: "Elm", time_zone: "UTC", languages: ["en"] },
          people: [{ id: "zoe", name: "Zoe", role: "trainer" }],
          epoch: "epoch-9",
          view: "view-9",
        })
      : json(sent, quiet(sent, { epoch: "epoch-9" }))
  phone.sent = []
  await phone.core.enrol({ code: "ABCD1234", label: "phone" })
  assert.equal(codes(phone).length, 0)
  await phone.idle()

  assert.deepEqual(
    phone.syncs.flatMap(({ body }) => body.facts),
    [],
  )
  assert.equal(phone.core.view().status.trouble?.code, "other_library")
  const [saved] = (await phone.core.exportWaiting()).map(({ text }) => JSON.parse(text))
  assert.deepEqual([saved.library, saved.facts.length], ["lib-1", 1])
})

test("a quiet exchange is under a kilobyte", async () => {
  const phone = new Phone()
  await phone.enrolled()
  phone.script = keepsAll
  await phone.core.syncNow()
  phone.sent = []

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ text }) => text.length < 1000),
    [true],
  )
})
