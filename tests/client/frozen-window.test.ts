import assert from "node:assert/strict"
import { test } from "node:test"
import { change, digestOf, json, kitRow, Phone, quiet } from "./phone"

const KITS = [1, 2, 3].map((n) => change("kits", kitRow(`k${n}`), n))

/** A library that gives these rows to whoever has none of that epoch. */
function library(phone: Phone, epoch: string): void {
  phone.script = (sent) => {
    const reset = sent.body.cursor !== epoch
    const news = { changes: reset ? KITS : [], reset, upto: 3, digest: digestOf(KITS) }
    return json(sent, quiet(sent, { epoch, cursor: epoch, more: false, ...news }))
  }
}

function codes(phone: Phone): string[] {
  return phone.core.view().kits.map(({ code }) => code)
}

test("a window that is frozen and lets go of nothing keeps neither the news nor the app from opening", async () => {
  const phone = new Phone()
  await phone.enrolled()
  library(phone, "epoch-1")
  await phone.core.syncNow()
  // No word reaches a frozen window, so that the rows it has open cannot be deleted.
  const frozen = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = phone.indexedDB.open("replica-1")
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

  library(phone, "epoch-2")
  let isOver = false
  const syncing = phone.core.syncNow().then(() => {
    isOver = true
  })
  await passing(phone, () => isOver)
  await syncing
  assert.deepEqual(codes(phone), ["K1", "K2", "K3"])
  assert.equal(phone.core.view().status.trouble, null)

  let isOpen = false
  const opening = phone.open().then(() => {
    isOpen = true
  })
  await passing(phone, () => isOpen)
  await opening
  assert.deepEqual(codes(phone), ["K1", "K2", "K3"])

  frozen.close()
  await phone.open()
  await phone.core.syncNow()
  const names = (await phone.indexedDB.databases()).map(({ name }) => name)
  assert.deepEqual(names.sort(), ["outbox", "replica-2"])
})

/** Lets what waits for a limit of time see it pass, until it is over. */
async function passing(phone: Phone, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    phone.skip(1)
  }
}
