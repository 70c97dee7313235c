/**
 * Sends photos, after the facts: each from where the library's part of it ends, in pieces.
 *
 * A photo counts as sent when the library says that it holds it whole, and by nothing else.
 */

import type { Identity } from "../store/kept"
import type { WaitingPhoto } from "../store/photos"
import type { Store } from "../store/store"
import type { PhotoAnswer } from "../wire"
import type { Pace } from "./batch"
import type { Heard, Server } from "./server"

const MOST_PIECE = 256 * 1024
const LEAST_PIECE = 16 * 1024

export interface PhotoParts {
  store: Store
  server: Server
  pace: Pace
  identity: Identity
  /** Hashes of what was tried in this cycle: each once. */
  tried: Set<string>
  now(): number
  /** Whether the cycle has lasted long enough. */
  isEnough(): boolean
  tell(done: number, total: number): void
}

type Trouble = Exclude<Heard<unknown>, { kind: "answer" }>

/** All that could be sent is; or the cycle is to end; or why it cannot go on. */
export async function sendPhotos(parts: PhotoParts): Promise<"all" | "unfinished" | Trouble> {
  const { store, identity, tried, tell } = parts
  const waiting = (await store.photosWaiting()).filter(
    ({ sha256, library }) => library === identity.library.id && !tried.has(sha256),
  )
  for (const [done, photo] of waiting.entries()) {
    if (parts.isEnough()) return "unfinished"
    tell(done, waiting.length)
    const trouble = await send(parts, photo)
    if (trouble !== null) return trouble
  }
  return "all"
}

async function send({ store, server, pace, identity, tried, now, isEnough }: PhotoParts, photo: WaitingPhoto) {
  const found = await store.outbox.photo(photo.sha256)
  if (found === null) {
    // Only storage that lost a part of itself can do that: there is nothing to send, and nothing to wait for.
    await store.settlePhoto(photo, "lost", now())
    return null
  }
  const { bytes } = found
  const { token } = identity
  let held = await server.photoHeld(token, photo.sha256)
  // What does not fit is told by a 409 or 422; asked once more, the library says from where to go on.
  for (let odd = 0; ; ) {
    if (held.kind !== "answer") return held
    if (held.body.complete) {
      tried.add(photo.sha256)
      await store.settlePhoto(photo, "sent", now())
      return null
    }
    if (isEnough()) return null
    const start = isWithin(held.body, bytes) ? held.body.offset : 0
    const piece = bytes.slice(start, start + Math.max(LEAST_PIECE, Math.floor(MOST_PIECE * pace.share)))
    const answer = await server.sendPhoto(token, photo.sha256, { start, bytes: piece, total: bytes.byteLength })
    if (answer.kind === "refused" && answer.problem.code === "photo.no_picture") {
      tried.add(photo.sha256)
      await store.settlePhoto(photo, "refused", now())
      return null
    }
    const isOdd = answer.kind === "refused" && (answer.status === 409 || answer.status === 422)
    held = isOdd && odd++ === 0 ? await server.photoHeld(token, photo.sha256) : answer
  }
}

function isWithin({ offset }: PhotoAnswer, { byteLength }: ArrayBuffer): boolean {
  return offset > 0 && offset < byteLength
}
