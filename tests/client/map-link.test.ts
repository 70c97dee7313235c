import assert from "node:assert/strict"
import { test } from "node:test"
import { mapLink } from "../../static/field/rules/map-link"

const ADDRESS = "12 Pine St, Cedar & Oak"
const link = (userAgent: string, touchPoints = 0) => mapLink(ADDRESS, { userAgent, touchPoints })

test("each sort of phone opens an address in its own maps", () => {
  assert.equal(link("Mozilla/5.0 (Linux; Android 15; Pixel 8)"), "geo:0,0?q=12%20Pine%20St%2C%20Cedar%20%26%20Oak")
  assert.equal(link("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1)", 5), "maps:?q=12%20Pine%20St%2C%20Cedar%20%26%20Oak")
})

test("a tablet that calls itself a Macintosh is told by its touch screen; a computer gets no link", () => {
  assert.equal(link("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 5)?.slice(0, 5), "maps:")
  assert.equal(link("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"), null)
  assert.equal(link("Mozilla/5.0 (X11; Linux x86_64)"), null)
})
