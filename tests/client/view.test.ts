/** What of the view is made anew when something changes, and what stays as it was. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { wrap } from "idb"
import { Store } from "../../static/field/store/store"
import { change, digestOf, json, kitRow, Phone, quiet, takeOut } from "./phone"

async function withTwoKits(): Promise<Phone> {
  const phone = new Phone()
  await phone.enrolled()
  const changes = [change("kits", kitRow("k1"), 1), change("kits", kitRow("k2"), 2)]
  phone.script = (sent) => json(sent, quiet(sent, { changes, digest: digestOf(changes) }))
  await phone.core.syncNow()
  await phone.idle()
  return phone
}

async function rowsBeingWritten(phone: Phone, n: number): Promise<{ end(): Promise<void> }> {
  const opening = phone.indexedDB.open(`replica-${n}`)
  await new Promise((resolve) => {
    opening.onsuccess = resolve
  })
  const db = wrap(opening.result)
  const tx = db.transaction("rows", "readwrite")
  let isOver = false
  const writing = (async () => {
    while (!isOver) await tx.store.count()
    await tx.done
    db.close()
  })()
  return {
    end() {
      isOver = true
      return writing
    },
  }
}

test("a fact makes its own kit anew, in the list and by its id, and leaves the others as they are", async () => {
  const { core } = await withTwoKits()
  const before = core.view()

  await core.record(takeOut("k1"))

  const after = core.view()
  assert.deepEqual(
    after.kits.map(({ id, custody }) => [id, custody.state]),
    [
      ["k1", "out"],
      ["k2", "in_store"],
    ],
  )
  assert.equal(after.byId.kits.get("k1"), after.kits[0])
  assert.equal(after.kits[1], before.kits[1])
  assert.equal(before.kits[0]?.custody.state, "in_store")
  assert.equal(after.byId.sites, before.byId.sites)
})

test("a kit is as its row again once the row shows the fact that was laid over it", async () => {
  const phone = await withTwoKits()
  const { core } = phone
  await core.record(takeOut("k1"))
  assert.equal(core.view().kits[0]?.hasWaiting, true)
  const row = kitRow("k1", { name: "Kit that went out" })
  phone.script = (sent) => json(sent, quiet(sent, { changes: [change("kits", row, 11)], upto: 11, reset: false }))

  await core.syncNow()
  await phone.idle()

  const [kit] = core.view().kits
  assert.deepEqual([kit?.name, kit?.laidOver, kit?.hasWaiting], ["Kit that went out", [], false])
  assert.equal(core.view().byId.kits.get("k1"), kit)
})

test("a fact that is recorded while something else is being kept is counted as waiting", async () => {
  const { core } = await withTwoKits()

  const switching = Array.from({ length: 3 }, () => core.setCurrentPerson("ana"))
  await Promise.all([core.record(takeOut("k1")), ...switching])

  assert.equal(core.view().status.waiting, 1)
})

test("a fact that is recorded while all is read anew is counted as waiting", async () => {
  const phone = await withTwoKits()
  const store = new Store(phone.surroundings)
  await store.load()

  // Another window writes to the rows, so that reading them takes longer than recording does.
  const rows = await rowsBeingWritten(phone, store.snapshot.meta.replica.current ?? 0)
  const loading = store.load()
  await store.append({ device: "dev-1", seq: 1, id: "f1", library: "lib-1", text: "{}", hash: "h" }, null)
  await rows.end()
  await loading

  assert.equal(store.snapshot.facts.length, 1)
  store.close()
})
