/** Questions of the desk: shown until this phone has answered them, with no network too. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { change, digestOf, json, Phone, quiet } from "./phone"

const ASKED = {
  id: "q1",
  discrepancy: "d".repeat(32),
  of: "ann",
  question: "Where was it?",
  about: { fold: "kit", subject: "k1", told: "K-01 was held by two people" },
  by: "cora",
  at: "2026-11-24T15:00:00.000Z",
}

test("a question waits on the phone until it is answered there, which needs no network", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const changes = [change("inquiries", ASKED, 1), change("inquiries", { ...ASKED, id: "q2" }, 2)]
  phone.script = (sent) => json(sent, quiet(sent, { changes, digest: digestOf(changes) }))
  await phone.core.syncNow()
  await phone.idle()
  assert.deepEqual(
    phone.core.view().inquiries.map(({ id }) => id),
    ["q1", "q2"],
  )

  await phone.core.record({
    kind: "discrepancy.answered",
    discrepancy: ASKED.discrepancy,
    asked: "q1",
    answer: "mistaken",
    words: "The wrong one",
  })

  const { inquiries, waiting } = phone.core.view()
  assert.deepEqual(
    inquiries.map(({ id }) => id),
    ["q2"],
  )
  assert.deepEqual(waiting[0]?.fact.payload, { asked: "q1", answer: "mistaken", words: "The wrong one" })
  assert.equal(waiting[0]?.fact.subject, ASKED.discrepancy)
})

const RETURNED = {
  id: "fact-7",
  version: "fact-7",
  kind: "kit.checked_in",
  kit: "k1",
  at: "2026-11-24T14:00:00Z",
  people: ["ann"],
  comments: [{ text: "Is the tablet gone?", by: "cora", at: "2026-11-24T15:00:00Z" }],
}

test("a hand-in that came back waits until it is answered, and comes again with the version that was answered", async () => {
  const phone = new Phone()
  await phone.enrolled()
  const changes = [change("hand_ins", RETURNED, 1)]
  phone.script = (sent) => json(sent, quiet(sent, { changes, digest: digestOf(changes) }))
  await phone.core.syncNow()
  await phone.idle()
  const asked = () => phone.core.view().handIns.map(({ id }) => id)
  assert.deepEqual(asked(), ["fact-7"])

  // What another version of it is told to be answers not this one.
  const answer = { kind: "hand_in.amended", handIn: "fact-7", counted: null, words: null } as const
  await phone.core.record({ ...answer, of: "fact-6" })
  assert.deepEqual(asked(), ["fact-7"])
  await phone.core.record({ ...answer, of: "fact-7" })
  assert.deepEqual(asked(), [])

  const { waiting } = phone.core.view()
  assert.deepEqual(waiting.at(-1)?.fact.payload, { of: "fact-7", counted: null, words: null })
  assert.equal(waiting.at(-1)?.fact.subject, "fact-7")
})
