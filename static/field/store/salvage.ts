/**
 * What can still be read of an outbox whose storage is broken: fact by fact, so that one that cannot be read costs no other.
 *
 * Only reads, and only what is there: it makes no database and changes none.
 */

import type { Timers } from "../surroundings"
import type { KeptFact } from "./kept"
import { OUTBOX } from "./outbox"

const WITHIN_MS = 5_000

export type Salvaged = Pick<KeptFact, "library" | "text" | "waiting">

/** The facts that could be read, in the order of recording; none where storage does not open at all. */
export async function salvaged(around: { indexedDB: IDBFactory; timers: Timers }): Promise<Salvaged[]> {
  const found: KeptFact[] = []
  let timer: unknown
  const late = new Promise<void>((resolve) => {
    timer = around.timers.set(resolve, WITHIN_MS)
  })
  // Whatever was read until then is given: half of it is better than nothing.
  await Promise.race([read(around.indexedDB, found), late])
  around.timers.clear(timer)
  return found.toSorted((one, other) => one.order - other.order)
}

function read(indexedDB: IDBFactory, found: KeptFact[]): Promise<void> {
  return new Promise((resolve) => {
    const request = opened(indexedDB)
    if (request === null) return resolve()
    request.onerror = () => resolve()
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onsuccess = () => {
      const db = request.result
      const end = () => {
        db.close()
        resolve()
      }
      try {
        const tx = db.transaction(["facts"], "readonly")
        tx.oncomplete = end
        tx.onabort = end
        const walk = tx.objectStore("facts").openCursor()
        walk.onsuccess = () => {
          const cursor = walk.result
          if (cursor === null) return
          found.push(cursor.value as KeptFact)
          cursor.continue()
        }
      } catch (error) {
        console.error("What this phone holds could not be read.", error)
        end()
      }
    }
  })
}

function opened(indexedDB: IDBFactory): IDBOpenDBRequest | null {
  try {
    return indexedDB.open(OUTBOX.name)
  } catch (error) {
    console.error("The phone's storage does not open.", error)
    return null
  }
}
