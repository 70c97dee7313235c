import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { afterEach, test } from "node:test"
import type { Core, PhotoBytes } from "../../static/field/core"
import { FDBObjectStore } from "./fake-storage"
import { bringBack, json, keepsAll, Phone, quiet, type Script, type Sent } from "./phone"

const PIECE = 256 * 1024
const DAYS = 24 * 3600_000
const { get, put } = FDBObjectStore.prototype
afterEach(() => {
  Object.assign(FDBObjectStore.prototype, { get, put })
})

/** A server that holds what it is sent of photos. */
class Holding {
  readonly photos = new Map<string, Uint8Array>()
  readonly whole = new Set<string>()
  facts: Script = keepsAll

  readonly script: Script = (sent) => {
    const name = sent.path.split("/photos/")[1]
    if (name === undefined) return this.facts(sent)
    const told = () => ({ offset: this.photos.get(name)?.length ?? 0, complete: this.whole.has(name) })
    if (sent.method === "HEAD") return head(sent, told())
    const [, start = "", , total] = /bytes (\d+)-(\d+)\/(\d+)/.exec(sent.headers.get("Content-Range") ?? "") ?? []
    const held = this.photos.get(name) ?? new Uint8Array()
    assert.equal(Number(start), held.length)
    this.photos.set(name, new Uint8Array([...held, ...new Uint8Array(sent.bytes ?? assert.fail())]))
    if (told().offset === Number(total)) this.whole.add(name)
    return json(sent, told())
  }
}

function head(sent: Sent, { offset, complete }: { offset: number; complete: boolean }): Response {
  const headers = { "Upload-Offset": String(offset), "Upload-Complete": complete ? "?1" : "?0" }
  return new Response(null, {
    status: 204,
    headers: { "Outreach-Nonce": sent.headers.get("Outreach-Nonce") ?? "", ...headers },
  })
}

function photo(size = 1000, shade = 7): PhotoBytes {
  const bytes = new Uint8Array(size).fill(shade).buffer
  return { sha256: createHash("sha256").update(new Uint8Array(bytes)).digest("hex"), type: "image/webp", bytes }
}

function backWith(...photos: PhotoBytes[]) {
  return bringBack("k1", { photos: photos.map(({ sha256 }) => ({ sha256, part: "p1" })), bytes: photos })
}

function states(core: Core): (string | undefined)[] {
  const { waiting, answered } = core.view()
  return [...waiting, ...answered].flatMap(({ photos }) => photos.map(({ state }) => state))
}

test("a photo is kept with the fact that names it, and is sent after it", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const one = photo()
  await core.record(backWith(one))

  assert.deepEqual(core.view().waiting[0]?.fact.payload, {
    parts: [],
    note: null,
    photos: [{ sha256: one.sha256, part: "p1" }],
  })
  assert.deepEqual([core.view().status.waiting, core.view().status.photosWaiting], [1, 1])
  assert.deepEqual(await core.photo(one.sha256), one)

  const server = new Holding()
  phone.script = server.script
  await core.syncNow()

  assert.deepEqual(
    phone.sent.map(({ method, path }) => `${method} ${path.replace(one.sha256, "photo")}`),
    ["POST /api/v1/sync", "HEAD /api/v1/photos/photo", "PUT /api/v1/photos/photo"],
  )
  assert.deepEqual([core.view().status.waiting, core.view().status.photosWaiting], [0, 0])
  assert.deepEqual(server.photos.get(one.sha256), new Uint8Array(one.bytes))
  assert.deepEqual(await core.photo(one.sha256), one)
})

test("a fact may be at the library while its photo waits, which is told, and goes on where it was cut off", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const one = photo(2 * PIECE + 100)
  await core.record(backWith(one))
  const server = new Holding()
  let pieces = 0
  phone.script = (sent) => {
    if (sent.method === "PUT" && ++pieces === 2) throw new TypeError("no network")
    return server.script(sent)
  }
  await core.syncNow()

  const { status } = core.view()
  assert.deepEqual([status.waiting, status.photosWaiting, status.trouble?.code], [0, 1, "no_answer"])
  assert.equal(server.photos.get(one.sha256)?.length, PIECE)

  // The phone was off meanwhile.
  core.stop()
  phone.sent = []
  const again = await phone.open()
  await phone.idle()

  assert.deepEqual(
    phone.sent.filter(({ method }) => method === "PUT").map(({ headers }) => headers.get("Content-Range")),
    [
      `bytes ${PIECE}-${2 * PIECE - 1}/${one.bytes.byteLength}`,
      `bytes ${2 * PIECE}-${2 * PIECE + 99}/${one.bytes.byteLength}`,
    ],
  )
  assert.equal(again.view().status.photosWaiting, 0)
  assert.deepEqual(server.photos.get(one.sha256), new Uint8Array(one.bytes))
})

test("nothing but the library's own word makes a photo sent", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(backWith(photo()))
  for (const answer of [
    () => new Response(null, { status: 204, headers: { "Upload-Complete": "?1", "Upload-Offset": "0" } }),
    () => new Response("<html>Sign in to this Wi-Fi</html>"),
    () => new Response(null, { status: 204 }),
  ]) {
    phone.script = (sent) => (sent.path.includes("/photos/") ? answer() : keepsAll(sent))
    await core.syncNow()
    assert.deepEqual(states(core), ["waiting"])
  }
})

test("a photo that a restored library lacks is sent once more", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const one = photo()
  await core.record(backWith(one))
  const server = new Holding()
  phone.script = server.script
  await core.syncNow()
  assert.deepEqual(states(core), ["sent"])

  server.photos.clear()
  server.whole.clear()
  server.facts = (sent) => json(sent, quiet(sent, { photos_wanted: [one.sha256, "of another phone"] }))
  await core.syncNow()

  assert.deepEqual(states(core), ["sent"])
  assert.equal(server.whole.has(one.sha256), true)
})

test("a photo whose bytes this phone lost is told as lost, not as one that the library could not read", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(backWith(photo()))
  FDBObjectStore.prototype.get = function (key) {
    return get.call(this, this.name === "blobs" ? "gone" : key)
  }
  phone.script = new Holding().script
  await core.syncNow()

  assert.deepEqual([states(core), core.view().status.photosWaiting], [["lost"], 0])
})

test("what the library cannot read as a picture is told, and not sent again and again", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(backWith(photo()))
  const server = new Holding()
  phone.script = (sent) =>
    sent.method === "PUT" ? json(sent, { code: "photo.no_picture" }, { status: 422 }) : server.script(sent)
  await core.syncNow()
  assert.deepEqual([states(core), core.view().status.photosWaiting], [["refused"], 0])

  phone.sent = []
  await core.syncNow()
  assert.deepEqual(
    phone.sent.map(({ method }) => method),
    ["POST"],
  )
})

test("a piece that does not fit is asked about once, and then waits for the next attempt", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  await core.record(backWith(photo()))
  const server = new Holding()
  phone.script = (sent) =>
    sent.method === "PUT" ? json(sent, { code: "photo.elsewhere" }, { status: 409 }) : server.script(sent)
  await core.syncNow()

  assert.equal(phone.sent.filter(({ method }) => method === "PUT").length, 2)
  assert.deepEqual(states(core), ["waiting"])
  assert.notEqual(core.view().status.trouble, null)
})

test("on a phone that is full the fact is kept without its photo, and that is told", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  FDBObjectStore.prototype.put = function (value, ...key) {
    if (this.name === "blobs") throw new DOMException("full", "QuotaExceededError")
    return put.call(this, value, ...key)
  }
  await core.record(backWith(photo(), photo(1000, 8)))

  const [one = assert.fail()] = core.view().waiting
  assert.deepEqual(one.fact.payload, { parts: [], note: null })
  assert.deepEqual([one.photos, one.photosLost], [[], 2])
  assert.equal((await phone.open()).view().waiting[0]?.photosLost, 2)
})

test("a photo leaves the phone with its fact, and not before it has been at the library as long", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const [late, shared] = [photo(), photo(1000, 8)]
  await core.record(backWith(late, shared))
  phone.script = (sent) =>
    sent.path.includes("/photos/") ? Promise.reject(new TypeError("no network")) : keepsAll(sent)
  await core.syncNow()
  core.stop()

  phone.now += 31 * DAYS
  const server = new Holding()
  phone.script = server.script
  const after = await phone.open()
  await phone.idle()
  assert.deepEqual(states(after), ["sent", "sent"])
  await after.record(backWith(shared))
  await after.syncNow()
  after.stop()

  phone.now += 31 * DAYS
  phone.script = keepsAll
  const last = await phone.open()
  assert.deepEqual(
    [last.view().answered.length, await last.photo(late.sha256), await last.photo(shared.sha256)],
    [0, null, null],
  )
})

test("a phone that was told to leave hands in its photos before it empties itself", async () => {
  const phone = new Phone()
  const core = await phone.enrolled()
  const one = photo()
  await core.record(backWith(one))
  const server = new Holding()
  server.facts = (sent) => json(sent, quiet(sent, { device: "draining" }))
  let isCut = true
  phone.script = (sent) => {
    if (isCut && sent.method === "PUT") throw new TypeError("no network")
    return server.script(sent)
  }
  await core.syncNow()
  assert.equal(core.view().phase, "leaving")
  assert.deepEqual(states(core), ["waiting"])

  isCut = false
  await core.syncNow()
  await phone.idle()

  assert.equal(server.whole.has(one.sha256), true)
  assert.equal(core.view().phase, "wiped")
})
