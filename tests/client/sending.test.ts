import assert from "node:assert/strict"
import { test } from "node:test"
import type { SyncAnswer } from "../../static/field/core"
import { json, keepsAll, quiet, type Sent, sha256, takeOut } from "./phone"
import { first, waiting, withFacts } from "./waiting"

test("a fact is sent a second after it was recorded, exactly as it is kept", async () => {
  const phone = await withFacts(1)
  const [kept] = JSON.parse((await phone.core.exportWaiting())[0]?.text ?? "").facts

  await phone.pass(1_000)

  assert.deepEqual(phone.syncs[0]?.body.facts, [kept])
  assert.equal(waiting(phone), 0)
  assert.equal(phone.core.view().answered[0]?.said.outcome, "stored")
})

test("the request tells who sends, what is held, and how the phone is", async () => {
  const phone = await withFacts(2)

  await phone.core.syncNow()

  const [{ headers, body } = assert.fail()] = phone.syncs
  assert.equal(headers.get("Authorization"), "Device token-1")
  assert.deepEqual(Object.keys(body), ["protocol", "app_version", "sent_at", "cursor", "facts", "devices", "report"])
  assert.equal(body.cursor, "cursor-10")
  assert.deepEqual(body.devices, ["dev-1"])
  assert.deepEqual(body.report, {
    waiting: 2,
    oldest_at: "2026-11-24T12:00:00.000-06:00",
    persisted: true,
    installed: true,
    storage_lost: false,
    digest_differs: false,
  })
})

test("every request has a nonce of its own", async () => {
  const phone = await withFacts(1)

  await phone.core.syncNow()
  await phone.core.syncNow()

  const nonces = phone.syncs.map(({ headers }) => headers.get("Outreach-Nonce"))
  assert.equal(new Set(nonces).size, nonces.length)
})

test("when the answer is lost the same bytes are sent again", async () => {
  const phone = await withFacts(2)
  phone.script = first(() => {
    throw new TypeError("connection reset")
  })

  await phone.core.syncNow()
  assert.equal(waiting(phone), 2)
  await phone.core.syncNow()

  assert.deepEqual(phone.syncs[1]?.body.facts, phone.syncs[0]?.body.facts)
  assert.equal(waiting(phone), 0)
})

const NOT_THE_SERVER: Record<string, (sent: Sent) => Response> = {
  "a portal's page": () =>
    new Response("<html>Sign in to the Wi-Fi</html>", { headers: { "Content-Type": "text/html" } }),
  "an answer without the nonce": (sent) => new Response(JSON.stringify(quiet(sent))),
  "an answer with an old nonce": (sent) => json(sent, quiet(sent), { headers: { "Outreach-Nonce": "stale" } }),
  "an answer cut in the middle": (sent) => {
    const { headers } = json(sent, {})
    return new Response(JSON.stringify(quiet(sent)).slice(0, 200), { headers })
  },
  "a list instead of an object": (sent) => json(sent, []),
  "fewer results than facts": (sent) => json(sent, { ...quiet(sent), results: [] }),
  "an error of a proxy": () => new Response("bad gateway", { status: 502 }),
  "a refusal of nobody known": () => new Response(JSON.stringify({ code: "device.unknown" }), { status: 401 }),
}
for (const [what, answer] of Object.entries(NOT_THE_SERVER)) {
  test(`${what} counts for nothing: facts wait, the cursor stays, the phone stays enrolled`, async () => {
    const phone = await withFacts(2)
    phone.script = answer

    await phone.core.syncNow()

    assert.equal(waiting(phone), 2)
    assert.equal(phone.core.view().phase, "ready")
    assert.notEqual(phone.core.view().status.trouble, null)
    phone.script = keepsAll
    await phone.core.syncNow()
    assert.equal(phone.syncs.at(-1)?.body.cursor, "cursor-10")
  })
}

test("every outcome means that the server has it, and a result with another hash means nothing", async () => {
  const phone = await withFacts(5)
  phone.script = first(
    (sent) => {
      const answer = quiet(sent)
      const outcomes = ["stored", "duplicate", "flagged", "quarantined", "stored"] as const
      answer.results.forEach((result, i) => {
        result.outcome = outcomes[i] ?? "stored"
      })
      Object.assign(answer.results[2] ?? {}, { discrepancies: [{ id: "d1", kind: "kit.held_twice" }] })
      Object.assign(answer.results[3] ?? {}, { reason: "bad_shape", at: null })
      Object.assign(answer.results[4] ?? {}, { hash: sha256("something else") })
      return json(sent, answer)
    },
    (sent) => json(sent, quiet(sent, { results: [] as SyncAnswer["results"] })),
  )

  await phone.core.syncNow()

  assert.deepEqual(
    phone.core.view().waiting.map(({ fact }) => fact.subject),
    ["k5"],
  )
  const said = new Map(phone.core.view().answered.map(({ fact, said }) => [fact.subject, said]))
  assert.equal(said.get("k3")?.discrepancies[0]?.kind, "kit.held_twice")
  assert.equal(said.get("k4")?.reason, "bad_shape")
})

test("a long day goes out in batches of a hundred, oldest first", async () => {
  const phone = await withFacts(230)

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => body.facts.length),
    [100, 100, 30],
  )
  const seqs = phone.syncs.flatMap(({ body }) => body.facts.map((text) => JSON.parse(text).seq))
  assert.deepEqual(
    seqs,
    seqs.toSorted((one, other) => one - other),
  )
  assert.equal(waiting(phone), 0)
})

test("a batch never weighs more than 256 kB", async () => {
  const phone = await withFacts(0)
  for (let i = 0; i < 12; i++) await phone.core.record(takeOut(`k${i}`, { note: "x".repeat(50_000) }))

  await phone.core.syncNow()

  for (const { body } of phone.syncs) assert.ok(JSON.stringify(body.facts).length <= 256 * 1024 + 2)
  assert.equal(waiting(phone), 0)
})

test("what is too large is halved until it passes, and that size is kept to", async () => {
  const phone = await withFacts(100)
  phone.script = (sent) => (sent.body.facts.length > 30 ? new Response("", { status: 413 }) : keepsAll(sent))

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => body.facts.length),
    [100, 50, 25, 25, 25, 25],
  )
  assert.equal(waiting(phone), 0)
})

test("a single fact that is too large goes to quarantine byte for byte, and the others are not held up", async () => {
  const phone = await withFacts(3)
  const isLarge = (text: string) => JSON.parse(text).subject === "k2"
  phone.script = (sent) => {
    if (sent.path.endsWith("/quarantine")) return json(sent, { hash: sha256(sent.text) }, { status: 202 })
    return sent.body.facts.some(isLarge) ? new Response("", { status: 413 }) : keepsAll(sent)
  }

  await phone.core.syncNow()

  assert.equal(waiting(phone), 0)
  const quarantined = phone.sent.filter(({ path }) => path.endsWith("/quarantine"))
  assert.deepEqual(
    quarantined.map(({ text }) => isLarge(text)),
    [true],
  )
})

test("a fact that nothing can carry stays, is said, and lets the others pass", async () => {
  const phone = await withFacts(3)
  phone.script = (sent) => {
    if (sent.path.endsWith("/quarantine")) return new Response("", { status: 413 })
    return sent.body.facts.some((text) => JSON.parse(text).subject === "k1")
      ? new Response("", { status: 413 })
      : keepsAll(sent)
  }

  await phone.core.syncNow()

  assert.deepEqual(
    phone.core.view().waiting.map(({ fact }) => fact.subject),
    ["k1"],
  )
  assert.equal(phone.core.view().status.trouble?.code, "too_large")
})

test("a broken envelope is reduced to what facts need, and mended by a fresh cursor", async () => {
  const phone = await withFacts(2)
  phone.script = (sent) => {
    if (sent.body.cursor === "cursor-10") {
      return json(sent, { code: "envelope.broken", fields: { cursor: ["odd"] } }, { status: 400 })
    }
    return keepsAll(sent)
  }

  await phone.core.syncNow()

  assert.deepEqual(
    phone.syncs.map(({ body }) => Object.keys(body).includes("cursor")),
    [true, false, true],
  )
  assert.deepEqual(Object.keys(phone.syncs[1]?.body ?? {}), ["protocol", "sent_at", "facts"])
  assert.equal(phone.syncs[2]?.body.cursor, null)
  assert.equal(waiting(phone), 0)
  assert.equal(phone.core.view().status.trouble, null)
})
