/**
 * The one place that talks to the network.
 *
 * An answer is the server's only when it repeats the nonce of the request and
 * is whole JSON: a Wi-Fi's sign-in page, a stale copy or half a body is no
 * answer. 413, 429 and 503 are heeded from anyone, since they promise nothing.
 */

import type { Surroundings } from "../surroundings"
import type {
  EnrolAnswer,
  EnrolRequest,
  PhotoAnswer,
  Problem,
  QuarantineAnswer,
  SyncAnswer,
  SyncRequest,
} from "../wire"

export type NoAnswer =
  /** No network, nobody there, or too late. */
  | { kind: "no_answer"; isLate: boolean }
  /** Somebody else answered. */
  | { kind: "not_the_library" }
  | { kind: "too_large" }
  /** `isServer`: it was the library's server that asked, not something on the way. */
  | { kind: "wait"; seconds: number | null; isServer: boolean }

export type Heard<Body> =
  | { kind: "answer"; body: Body; timing: Timing }
  | { kind: "refused"; status: number; problem: Partial<Problem> & Pick<Problem, "code"> }
  | NoAnswer

export interface Timing {
  /** The phone's clock halfway between asking and hearing. */
  midpoint: number
  rttMs: number
}

type Around = Pick<Surroundings, "base" | "fetch" | "clock" | "timers" | "newNonce" | "gzip">

const SYNC_WITHIN_MS = 60_000
const ENROL_WITHIN_MS = 30_000
const HELLO_WITHIN_MS = 10_000
const WORTH_GZIP_BYTES = 1024

export class Server {
  constructor(private readonly around: Around) {}

  sync(token: string, request: SyncRequest): Promise<Heard<SyncAnswer>> {
    return this.#post("/sync", token, JSON.stringify(request), SYNC_WITHIN_MS)
  }

  quarantine(token: string, bytes: string): Promise<Heard<QuarantineAnswer>> {
    return this.#post("/quarantine", token, bytes, SYNC_WITHIN_MS)
  }

  /** How much of a photo the library holds. */
  photoHeld(token: string, sha256: string): Promise<Heard<PhotoAnswer>> {
    return this.#ask(`/photos/${sha256}`, token, { method: "HEAD" }, SYNC_WITHIN_MS)
  }

  /** Hands in the bytes of a photo from `start` on. */
  sendPhoto(
    token: string,
    sha256: string,
    { start, bytes, total }: { start: number; bytes: ArrayBuffer; total: number },
  ): Promise<Heard<PhotoAnswer>> {
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Range": `bytes ${start}-${start + bytes.byteLength - 1}/${total}`,
    }
    return this.#ask(`/photos/${sha256}`, token, { method: "PUT", headers, body: bytes }, SYNC_WITHIN_MS)
  }

  enrol(token: string | null, to: EnrolRequest): Promise<Heard<EnrolAnswer>> {
    return this.#post("/enrol", token, JSON.stringify(to), ENROL_WITHIN_MS)
  }

  /** Whether the library itself answers; asked without a token, and nothing is handed over. */
  async isThere(): Promise<boolean> {
    const { timers, newNonce, base } = this.around
    const nonce = newNonce()
    const limit = new AbortController()
    const timer = timers.set(() => limit.abort(), HELLO_WITHIN_MS)
    try {
      const response = await this.around.fetch(`${base}/hello`, {
        headers: { "Outreach-Nonce": nonce },
        signal: limit.signal,
        redirect: "error",
        cache: "no-store",
        credentials: "omit",
      })
      return response.ok && response.headers.get("Outreach-Nonce") === nonce
    } catch (error) {
      if (limit.signal.aborted || error instanceof TypeError || error instanceof DOMException) return false
      throw error
    } finally {
      timers.clear(timer)
    }
  }

  async #post<Body>(path: string, token: string | null, text: string, within: number): Promise<Heard<Body>> {
    const { gzip } = this.around
    const headers: Record<string, string> = { "Content-Type": "application/json" }
    let body: string | Uint8Array<ArrayBuffer> = text
    if (gzip !== null && text.length > WORTH_GZIP_BYTES) {
      body = await gzip(text)
      headers["Content-Encoding"] = "gzip"
    }
    return this.#ask(path, token, { method: "POST", headers, body }, within)
  }

  async #ask<Body>(path: string, token: string | null, what: Asked, within: number): Promise<Heard<Body>> {
    const { clock, timers, newNonce, base } = this.around
    const nonce = newNonce()
    const headers: Record<string, string> = { Accept: "application/json", ...what.headers, "Outreach-Nonce": nonce }
    if (token !== null) headers.Authorization = `Device ${token}`

    const limit = new AbortController()
    const timer = timers.set(() => limit.abort(), within)
    const [asked, started] = [clock.now(), clock.steady()]
    try {
      const response = await this.around.fetch(base + path, {
        method: what.method,
        headers,
        ...(what.body !== undefined && { body: what.body }),
        signal: limit.signal,
        redirect: "error",
        cache: "no-store",
        credentials: "omit",
      })
      const rttMs = clock.steady() - started
      const isServer = response.headers.get("Outreach-Nonce") === nonce
      if (response.status === 413) return { kind: "too_large" }
      if (response.status === 429 || response.status === 503) {
        return { kind: "wait", seconds: secondsToWait(response.headers.get("Retry-After"), clock.now()), isServer }
      }
      if (!isServer) return { kind: "not_the_library" }
      const answer: unknown = what.method === "HEAD" ? uploadOf(response) : JSON.parse(await response.text())
      if (!isObject(answer)) return { kind: "not_the_library" }
      if (response.ok) return { kind: "answer", body: answer as Body, timing: { midpoint: asked + rttMs / 2, rttMs } }
      return { kind: "refused", status: response.status, problem: { code: "", ...answer } }
    } catch (error) {
      // JSON cut short is no answer; fetch says TypeError for every failure of the network.
      if (error instanceof SyntaxError) return { kind: "not_the_library" }
      if (limit.signal.aborted || error instanceof TypeError || error instanceof DOMException) {
        return { kind: "no_answer", isLate: limit.signal.aborted }
      }
      throw error
    } finally {
      timers.clear(timer)
    }
  }
}

interface Asked {
  method: "POST" | "PUT" | "HEAD"
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | ArrayBuffer
}

/** What is held of a photo, as an answer without a body says it. */
function uploadOf({ status, headers }: Response): object {
  const [offset, complete] = [headers.get("Upload-Offset"), headers.get("Upload-Complete")]
  if (offset !== null) return { offset: Number(offset), complete: complete === "?1" } satisfies PhotoAnswer
  return { code: status === 401 ? "device.unknown" : "" }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Retry-After is a number of seconds or a date. */
function secondsToWait(header: string | null, now: number): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}
