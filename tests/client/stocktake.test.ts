import assert from "node:assert/strict"
import { test } from "node:test"
import { afterCode, countedLines, left, NOTHING_YET } from "../../static/field/elements/stocktake"
import type { Meaning } from "../../static/field/rules/scanned"

const PARTS = [
  { id: "tablet", name: "Tablet", count: 1, tag: "T-1" },
  { id: "cables", name: "Cables", count: 4, tag: null },
]
const KIT = { id: "k1", parts: PARTS }

function after(...codes: [Meaning, string][]) {
  let counting = NOTHING_YET
  const tones: string[] = []
  for (const [meaning, code] of codes) {
    const next = afterCode(counting, KIT, meaning, code)
    counting = next.counting
    tones.push(next.tone)
  }
  return { counting, tones }
}

const TABLET: Meaning = { kind: "item", kit: "k1", part: "tablet" }
const OTHER: Meaning = { kind: "item", kit: "k2", part: "hotspot" }

test("an item is found once; the kit's own label and what was read before change nothing", () => {
  const { counting, tones } = after([TABLET, "T-1"], [TABLET, "T-1"], [{ kind: "kit", kit: "k1" }, "K1"])
  assert.deepEqual(tones, ["new", "again", "again"])
  assert.deepEqual(counting.found, { tablet: 1 })
  assert.deepEqual(
    left(counting, PARTS).map(({ id }) => id),
    ["cables"],
  )
})

test("a thing of another kit is unexpected; any other code is kept as it was read", () => {
  const unknown: Meaning = { kind: "unknown" }
  const { counting, tones } = after(
    [OTHER, "HS-1"],
    [OTHER, "HS-1"],
    [unknown, "590"],
    [{ kind: "kit", kit: "k2" }, "K2"],
  )
  assert.deepEqual(tones, ["unknown", "again", "unknown", "unknown"])
  assert.deepEqual(countedLines({ ...counting, found: { tablet: 1, cables: 3 } }, PARTS), {
    parts: [
      { part: "tablet", count: 1, result: "found" },
      { part: "cables", count: 3, result: "found" },
      { part: "cables", count: 1, result: "missing" },
      { part: "hotspot", count: 1, result: "unexpected" },
    ],
    codes: [{ code: "590" }, { code: "K2" }],
  })
})

test("what nobody looked for is not found", () => {
  assert.deepEqual(countedLines(NOTHING_YET, PARTS).parts, [
    { part: "tablet", count: 1, result: "missing" },
    { part: "cables", count: 4, result: "missing" },
  ])
})
