import assert from "node:assert/strict"
import { test } from "node:test"
import { asFragment } from "../../static/field/rules/handover"
import { codeOf, readerOf } from "../../static/field/rules/scanned"

const OURS = "https://outreach.example.org"
const item = (id: string, tag: string | null, door?: string) => ({
  id,
  name: id,
  count: 1,
  tag,
  ...(door ? { door } : {}),
})
const KITS = [
  { id: "k1", code: "K-07", door: "7KQ2M4XB", parts: [item("tablet", "T-011", "9HHA2WVZ"), item("cables", null)] },
  { id: "k2", code: "K-70", parts: [item("hotspot", "HS-1"), item("other", "HS-I")] },
]
const read = readerOf(KITS, [{ id: "s1", pulse_code: "PPQRSTUV" }], OURS)
const KIT = { kind: "kit", kit: "k1" }
const TABLET = { kind: "item", kit: "k1", part: "tablet" }

test("a label's address leads to its kit or its item, on whichever address the label was printed", () => {
  assert.deepEqual(read(`${OURS}/q/7KQ2M4XB`), KIT)
  assert.deepEqual(read("http://localhost:8000/q/9HHA2WVZ"), TABLET)
  assert.deepEqual(read(`${OURS}/q/PPQRSTUV`), { kind: "session", session: "s1" })
})

test("a bare code is read in any case, with spaces and hyphens, and so are a kit's own code and an item's tag", () => {
  for (const text of ["7KQ2M4XB", "7kq2m4xb", " 7kq2-m4xb ", "7KQ2 M4XB", "k-07", "K07"])
    assert.deepEqual(read(text), KIT)
  for (const text of ["t011", "T-O1l", "T 0I1"]) assert.deepEqual(read(text), TABLET)
})

test("O is taken for 0 and I or L for 1, but not where two things would be one", () => {
  assert.deepEqual(read("K-O7"), KIT)
  assert.deepEqual(read("HS-1"), { kind: "item", kit: "k2", part: "hotspot" })
  assert.deepEqual(read("hs-i"), { kind: "item", kit: "k2", part: "other" })
  assert.deepEqual(read("HS-l"), { kind: "unknown" })
})

test("what this phone has nothing for is told apart: a code of this server, another server's, anything else", () => {
  assert.deepEqual(read(`${OURS}/q/ZZZZZZZZ`), { kind: "not_here" })
  assert.deepEqual(read("https://elsewhere.example.net/q/ZZZZZZZZ"), {
    kind: "elsewhere",
    host: "elsewhere.example.net",
  })
  for (const text of [
    "https://maker.example.com/manual",
    "5901234123457",
    "",
    "   ",
    "javascript:/q/7KQ2M4XB",
    "http://[",
  ]) {
    assert.deepEqual(read(text), { kind: "unknown" })
  }
})

test("of a label's address its code is kept, of anything else the text", () => {
  assert.equal(codeOf(`${OURS}/q/7KQ2M4XB`), "7KQ2M4XB")
  assert.equal(codeOf(" 5901234123457 "), "5901234123457")
})

test("behind a kit's address stands who hands it over; on anything else it says nothing", () => {
  const handover = { id: "h-1", giver: "ana", shownAt: 1_700_000_000_000, dueOn: "2026-12-01" }
  const told = asFragment(handover)
  assert.deepEqual(read(`${OURS}/q/7KQ2M4XB${told}`), { kind: "handover", kit: "k1", handover })
  assert.deepEqual(read(`${OURS}/q/9HHA2WVZ${told}`), TABLET)
  assert.deepEqual(read(`${OURS}/q/ZZZZZZZZ${told}`), { kind: "not_here" })
  assert.deepEqual(read(`https://elsewhere.example.net/q/ZZZZZZZZ${told}`), {
    kind: "elsewhere",
    host: "elsewhere.example.net",
  })
  for (const odd of ["#take=", "#take=h 1.ana.1.", "#take=h-1.ana.soon.", "#give=h-1.ana.1.", "#"])
    assert.deepEqual(read(`${OURS}/q/7KQ2M4XB${odd}`), KIT)
  const open = asFragment({ ...handover, dueOn: null })
  assert.deepEqual(read(`${OURS}/q/7KQ2M4XB${open}`), {
    kind: "handover",
    kit: "k1",
    handover: { ...handover, dueOn: null },
  })
})
