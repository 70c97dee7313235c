/**
 * A replica: the rows that the feed brought, and how far it has been read.
 *
 * Disposable. Each has a number in its name; a new one is filled beside the
 * one that screens read. A page and its cursor are one transaction, so that a
 * cut at any moment leaves rows and cursor of the same page.
 */

import type { Change, Digest } from "../wire"
import type { Connection, Database } from "./connection"

export interface Row {
  audience: string
  collection: string
  id: string
  seq: number
  hash: string
  row: unknown
}

export interface ReplicaState {
  cursor: string | null
  upto: number
  epoch: string
  view: string
  isComplete: boolean
  /** When it was last known to be up to date, by the phone's clock. */
  asOf: number | null
}

export interface Page {
  /** The cursor that it was asked with; a page that does not follow is not taken. */
  after: string | null
  changes: Change[]
  state: ReplicaState
}

export function replicaNamed(n: number): Database {
  return {
    name: `replica-${n}`,
    version: 1,
    create(db) {
      db.createObjectStore("rows", { keyPath: ["audience", "collection", "id"] })
      db.createObjectStore("meta", { keyPath: "name" })
    },
  }
}

export class Replica {
  constructor(
    readonly n: number,
    private readonly connection: Connection,
  ) {}

  state(): Promise<ReplicaState | null> {
    return this.connection.run(["meta"], "readonly", "default", async (tx) => {
      return (await tx.objectStore("meta").get("state"))?.value ?? null
    })
  }

  load(): Promise<{ rows: Row[]; state: ReplicaState | null }> {
    return this.connection.run(["rows", "meta"], "readonly", "default", async (tx) => {
      const [rows, state] = await Promise.all([tx.objectStore("rows").getAll(), tx.objectStore("meta").get("state")])
      return { rows, state: state?.value ?? null }
    })
  }

  /** Takes the page, all or nothing; false when it does not follow what is here. */
  apply({ after, changes, state }: Page): Promise<boolean> {
    // Only a last page can make it the replica that screens read: until then a power cut costs a page, no more.
    const durability = state.isComplete ? "strict" : "relaxed"
    return this.connection.run(["rows", "meta"], "readwrite", durability, async (tx) => {
      const meta = tx.objectStore("meta")
      const before: ReplicaState | undefined = (await meta.get("state"))?.value
      if ((before?.cursor ?? null) !== after) return false
      const rows = tx.objectStore("rows")
      await Promise.all(
        changes.map(async ({ audience, collection, id, seq, hash, row }) =>
          row === null
            ? rows.delete([audience, collection, id])
            : rows.put({ audience, collection, id, seq, hash, row } satisfies Row),
        ),
      )
      await meta.put({ name: "state", value: state })
      return true
    })
  }

  /** Counted from the rows as they are stored. */
  async digest(): Promise<Digest> {
    const { rows } = await this.load()
    let sum = 0
    for (const { hash } of rows) sum = (sum + Number.parseInt(hash, 16)) >>> 0
    return { count: rows.length, sum }
  }

  close(): void {
    this.connection.close()
  }

  destroy(): Promise<void> {
    return this.connection.destroy()
  }
}
