/** Photos in the outbox: how far each has come stands with the facts that name it, its bytes lie by themselves. */

import type { Id } from "../wire"
import type { Transaction } from "./connection"
import type { KeptFact, KeptPhoto } from "./kept"

type Writing = Transaction<"readwrite">

/** A photo that is not known to be at the library, and the facts that name it. */
export interface WaitingPhoto {
  sha256: string
  library: Id
  facts: Pick<KeptFact, "device" | "seq">[]
}

export async function settlePhoto(
  tx: Writing,
  { sha256, facts }: WaitingPhoto,
  state: KeptPhoto["state"],
  at: number,
): Promise<KeptFact[]> {
  const changed: KeptFact[] = []
  for (const { device, seq } of facts) {
    const fact: KeptFact | undefined = await tx.objectStore("facts").get([device, seq])
    if (fact === undefined) continue
    const after = withPhotos(fact, (photo) => (photo.sha256 === sha256 ? { ...photo, state, at } : photo))
    await tx.objectStore("facts").put(after)
    changed.push(after)
  }
  return changed
}

/** Drops facts whose answer is older, with their photos, where these are at the library as long; and bytes that no fact names. */
export async function dropBefore(tx: Writing, time: number): Promise<void> {
  const gone = new Set<string>()
  const named = new Set<string>()
  for (let cursor = await tx.objectStore("facts").openCursor(); cursor; cursor = await cursor.continue()) {
    const { waiting, answer, photos = [] }: KeptFact = cursor.value
    const isOld = waiting === undefined && answer !== null && answer.answeredAt < time
    const mayGo = isOld && photos.every(({ state, at }) => state !== "waiting" && (at ?? 0) < time)
    for (const { sha256 } of photos) (mayGo ? gone : named).add(sha256)
    if (mayGo) await cursor.delete()
  }
  for (const sha256 of gone) if (!named.has(sha256)) await tx.objectStore("blobs").delete(sha256)
}

/** Photos that the server was told of and lacks wait again, whatever it said of them before. */
export async function takeBackPhotos(tx: Writing, wanted: ReadonlySet<string>): Promise<KeptFact[]> {
  const changed: KeptFact[] = []
  for (const fact of (await tx.objectStore("facts").getAll()) as KeptFact[]) {
    if (!fact.photos?.some(({ sha256, state }) => state === "sent" && wanted.has(sha256))) continue
    const after = withPhotos(fact, (photo) =>
      photo.state === "sent" && wanted.has(photo.sha256) ? { ...photo, state: "waiting", at: null } : photo,
    )
    await tx.objectStore("facts").put(after)
    changed.push(after)
  }
  return changed
}

function withPhotos(fact: KeptFact, change: (photo: KeptPhoto) => KeptPhoto): KeptFact {
  return { ...fact, photos: (fact.photos ?? []).map(change) }
}

/** The photos among these facts that are still to be sent, each once. */
export function photosWaiting(facts: readonly KeptFact[]): WaitingPhoto[] {
  const found = new Map<string, WaitingPhoto>()
  for (const { device, seq, library, photos = [] } of facts) {
    for (const { sha256, state } of photos) {
      if (state !== "waiting") continue
      const known = found.get(`${library} ${sha256}`) ?? { sha256, library, facts: [] }
      known.facts.push({ device, seq })
      found.set(`${library} ${sha256}`, known)
    }
  }
  return [...found.values()]
}
