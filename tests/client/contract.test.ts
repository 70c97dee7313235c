/** The stories of `tests/contract/`, lived through by the real core. See the README there. */

import assert from "node:assert/strict"
import { globSync, readFileSync } from "node:fs"
import { test } from "node:test"
import type { EnrolRequest, Intent, SyncAnswer, SyncRequest } from "../../static/field/core"
import { Store } from "../../static/field/store/store"
import { Server } from "../../static/field/sync/server"
import { Syncer } from "../../static/field/sync/syncer"
import { ENROLLED, json, Phone, type Sent, sha256 } from "./phone"

interface Story {
  name: string
  clock: string
  zone?: string
  ids?: string[]
  acts?: Act[]
  steps: Step[]
  after?: After
}

interface Step {
  /** Whose phone it was, where it was not ours. */
  by?: string
  request: { path: string; token?: string | null; body?: unknown; method?: string; range?: string; base64?: string }
  answer: Answer
}

type Told = Omit<Intent, "bytes"> & { bytes?: { sha256: string; type: string; base64: string }[] }
type Act = { enrol: EnrolRequest } | { record: Told } | { sync: true } | { open: true } | { pass: number }

interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  text?: string
  nonce?: false
  lost?: true
  cut?: number
}

interface After {
  phase?: string
  waiting?: string[]
  held?: Record<string, string>
  cursor?: string | null
  kits?: Record<string, object>
  sessions?: Record<string, object>
  visits?: Record<string, object>
  photos?: Record<string, string>
  digest_differs?: boolean
}

for (const file of globSync("tests/contract/*.json").sort()) {
  const story: Story = JSON.parse(readFileSync(file, "utf8"))
  const { acts, steps } = story
  const title = file.slice(file.lastIndexOf("/") + 1)
  const others = acts === undefined ? steps : steps.filter(isOthers)
  if (others.length > 0) {
    test(`${title}: a phone takes each answer for what it says`, async () => {
      for (const { request, answer } of others) {
        if (request.path === "/sync" && answer.status === 200) await take(story, request.body as SyncRequest, answer)
      }
    })
  }
  if (acts !== undefined) {
    test(`${title}: ${story.name}`, async () => {
      const phone = phoneIn(story)
      for (const act of acts) await live(phone, act)

      const ours = steps.length - others.length
      assert.equal(phone.sent.length, ours, "the phone made another number of requests than the story has")
      await compare(phone, story.after ?? {})
    })
  }
}

function isOthers({ by }: Step): boolean {
  return by !== undefined
}

/** One answer of a story, given to a phone that holds just the facts it answers. */
async function take(story: Story, request: SyncRequest, answer: Answer): Promise<void> {
  const { facts } = request
  const told = answer.body as SyncAnswer
  const phone = new Phone()
  phone.now = Date.parse(story.clock)
  await phone.enrolled()
  const store = new Store(phone.surroundings)
  const texts = [...new Set(facts)]
  for (const [i, text] of texts.entries()) {
    const place = { device: ENROLLED.device, seq: i + 1, id: `held-${i}`, library: ENROLLED.library.id }
    await store.append({ ...place, text, hash: sha256(text) }, null)
  }
  store.close()
  phone.script = (sent) => {
    if (phone.sent.length > 1) throw new TypeError("the story has no more")
    const results = sent.body.facts.map((text) => told.results[facts.indexOf(text)])
    return json(sent, { ...told, results })
  }

  const syncer = new Syncer({
    around: phone.surroundings,
    store,
    server: new Server(phone.surroundings),
    isPersisted: () => null,
    beforeWipe: null,
    changed: () => undefined,
    ended: () => undefined,
    broken: () => undefined,
  })
  await syncer.once()

  const { facts: kept, meta } = await store.outbox.load()
  const held = Object.fromEntries(kept.map(({ hash, answer }) => [hash, answer?.outcome]))
  assert.deepEqual(
    held,
    Object.fromEntries(texts.map((text) => [sha256(text), told.results[facts.indexOf(text)]?.outcome])),
  )
  assert.deepEqual([meta.identity?.state, meta.identity?.epoch], [told.device, told.epoch])
  if (told.new_device !== null) assert.equal(meta.identity?.device, told.new_device.device)
  if (told.device !== "active" || told.more) return
  await store.load()
  assert.equal(store.snapshot.replica?.cursor, told.cursor)
  // All of the feed came in this one answer: counted by the phone it gives the server's own digest.
  if (told.reset && request.cursor == null) assert.equal(meta.replica.filling, null, "the digest differs")
}

function phoneIn({ clock, zone, ids = [], steps }: Story): Phone {
  const phone = new Phone()
  phone.now = Date.parse(clock)
  phone.zone = zone ?? "UTC"
  phone.ids = [...ids]
  const ours = steps.filter((step) => !isOthers(step))
  phone.script = (sent) => {
    const step = ours[phone.sent.length - 1]
    assert.ok(step !== undefined, `a request that the story does not have: ${sent.path}`)
    const { path, token, body, method, range, base64 } = step.request
    assert.equal(sent.path, `/api/v1${path}`)
    const authorization = sent.headers.get("Authorization")
    if (token !== undefined) assert.equal(authorization, token === null ? null : `Device ${token}`)
    includes(path === "/quarantine" ? sent.text : sent.body, body, "request")
    if (method !== undefined) assert.equal(sent.method, method)
    if (range !== undefined) assert.equal(sent.headers.get("Content-Range"), range)
    if (base64 !== undefined) assert.equal(Buffer.from(sent.bytes ?? new ArrayBuffer()).toString("base64"), base64)
    return answered(sent, step.answer)
  }
  return phone
}

function answered(sent: Sent, { status, body, text, nonce, lost, cut, headers: others }: Answer): Response {
  if (lost) throw new TypeError("the answer was lost")
  const own = nonce === false ? {} : { "Outreach-Nonce": sent.headers.get("Outreach-Nonce") ?? "" }
  const headers = { ...own, ...others }
  if (status === 204) return new Response(null, { status, headers })
  return new Response((text ?? JSON.stringify(body)).slice(0, cut), { status, headers })
}

async function live(phone: Phone, act: Act): Promise<void> {
  phone.core ?? (await phone.open())
  if ("enrol" in act) await phone.core.enrol(act.enrol)
  else if ("record" in act) await phone.core.record(intentOf(act.record))
  else if ("sync" in act) await phone.core.syncNow()
  else if ("open" in act) await phone.open()
  else await phone.pass(act.pass * 1000)
  await phone.idle()
}

/** The bytes of photos stand in the files as text. */
function intentOf({ bytes, ...told }: Told): Intent {
  if (bytes === undefined) return told as Intent
  const photos = bytes.map(({ base64, ...one }) => ({
    ...one,
    bytes: Uint8Array.from(Buffer.from(base64, "base64")).buffer,
  }))
  return { ...told, bytes: photos } as unknown as Intent
}

async function compare(phone: Phone, after: After): Promise<void> {
  const view = phone.core.view()
  if (after.phase !== undefined) assert.equal(view.phase, after.phase)
  if (after.waiting !== undefined)
    assert.deepEqual(
      view.waiting.map(({ id }) => id),
      after.waiting,
    )
  if (after.held !== undefined) {
    assert.deepEqual(Object.fromEntries(view.answered.map(({ id, said }) => [id, said.outcome])), after.held)
  }
  for (const [id, custody] of Object.entries(after.kits ?? {})) includes(view.byId.kits.get(id)?.custody, custody, id)
  for (const [id, row] of Object.entries(after.sessions ?? {})) includes(view.byId.sessions.get(id), row, id)
  for (const [id, row] of Object.entries(after.visits ?? {})) includes(view.byId.visits.get(id), row, id)
  if (after.photos !== undefined) {
    const kept = [...view.waiting, ...view.answered].flatMap(({ photos }) => photos)
    assert.deepEqual(Object.fromEntries(kept.map(({ sha256, state }) => [sha256, state])), after.photos)
  }
  if (after.digest_differs !== undefined) assert.equal(view.status.digestDiffers, after.digest_differs)
  if (after.cursor === undefined) return
  // The cursor is nobody's to see but the server's: it is read off the next request.
  phone.script = () => {
    throw new TypeError("no network")
  }
  await phone.core.syncNow()
  assert.equal(phone.sent.at(-1)?.body.cursor, after.cursor)
}

/** Every member that is told is there and equal; others may be. */
function includes(found: unknown, told: unknown, where: string): void {
  if (Array.isArray(told)) {
    assert.ok(Array.isArray(found) && found.length === told.length, `${where}: not ${told.length} of them`)
    told.forEach((one, i) => {
      includes(found[i], one, `${where}[${i}]`)
    })
  } else if (typeof told === "object" && told !== null) {
    assert.ok(typeof found === "object" && found !== null, `${where} is missing`)
    for (const [name, one] of Object.entries(told)) includes(Reflect.get(found, name), one, `${where}.${name}`)
  } else if (told !== undefined) assert.equal(found, told, where)
}
