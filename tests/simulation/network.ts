/** The way between phones and the server, and all that goes wrong on it. */

import { request } from "node:http"
import type { Tally } from "./steps"

export const NETWORK_FAULTS = [
  "request_lost",
  "answer_lost",
  "doubled",
  "delayed",
  "answer_cut",
  "request_cut",
  "portal",
  "redirected",
  "old_answer",
  "too_large",
  "asked_to_wait",
  "busy",
  "reordered",
  "slow_2g",
] as const
export type NetworkFault = (typeof NETWORK_FAULTS)[number]

/** What is answered by somebody else, or not wholly: none of it may count. */
const FALSE: readonly unknown[] = ["portal", "redirected", "old_answer", "answer_cut"] satisfies NetworkFault[]

/** Where the server kills itself while it handles a request; `statement:<n>` at its n-th statement. */
export type KillPoint = "arrived" | "before_commit" | "after_commit" | "before_answer" | `statement:${number}`

export interface Planned {
  fault: NetworkFault | { killServer: KillPoint }
  /** Where something is cut, how slow it is, how old an answer: a share. */
  at: number
}

interface Request {
  path: string
  init: RequestInit
  /** Lets time go by for whoever asks. */
  wait: (ms: number) => void
}

interface Held extends Request {
  resolve: (answer: Response) => void
  reject: (error: unknown) => void
}

export class Network {
  port: number | null = null
  /** What the next requests of anyone meet, in this order. */
  planned: Planned[] = []
  /** Requests that are still on their way. */
  held: Held[] = []
  /** Requests that the server is at, whoever still waits for them. */
  underWay = 0
  /** How often somebody was told something false, and the truth, since `listen`. */
  heard = { false: 0, true: 0 }
  #suspects: () => Promise<void> = async () => undefined
  /** Requests that are overtaken by the next one. */
  #overtaken: Request[] = []
  /** The last answers by path, as a cache on the way would have kept them. */
  readonly #old = new Map<string, { body: string; headers: Headers }[]>()

  constructor(
    private readonly tally: Tally,
    private readonly now: () => number,
    private readonly serverDied: () => Promise<void>,
  ) {}

  /** From now on `suspects` is called before a request that follows nothing but what was false. */
  listen(suspects: () => Promise<void>): void {
    this.heard = { false: 0, true: 0 }
    this.#suspects = suspects
  }

  /** Nothing true has been heard since `listen`, but something false. */
  get isDeceived(): boolean {
    return this.heard.false > 0 && this.heard.true === 0
  }

  async fetch(path: string, init: RequestInit, wait: (ms: number) => void): Promise<Response> {
    if (this.isDeceived) await this.#suspects()
    const overtaken = this.#overtaken.splice(0)
    try {
      return await this.#answer({ path, init, wait }, this.planned.shift())
    } finally {
      await this.#arrive(overtaken)
    }
  }

  /** What was overtaken arrives; what it is answered with is heard by nobody. */
  async arrive(): Promise<void> {
    await this.#arrive(this.#overtaken.splice(0))
  }

  /** The oldest request that is still on its way arrives; what it is answered with may be heard by nobody. */
  async release(): Promise<void> {
    const held = this.held.shift()
    if (held === undefined) return
    try {
      // Whoever asked may have given up; the server is not told.
      const { signal: _, ...init } = held.init
      held.resolve(await this.#deliver({ ...held, init }))
    } catch (error) {
      held.reject(error)
    }
  }

  async #answer(asked: Request, planned: Planned | undefined): Promise<Response> {
    const { fault, at } = planned ?? { fault: null, at: 0 }
    if (fault === null || typeof fault !== "string") {
      const answer = await this.#deliver(asked, fault?.killServer)
      this.heard.true += 1
      return answer
    }
    if (fault === "old_answer" && !this.#old.has(asked.path)) return this.#answer(asked, undefined)
    if (fault !== "reordered") this.tally.fault(fault)
    this.heard[FALSE.includes(fault) ? "false" : "true"] += 1
    return this.#meet(fault, at, asked)
  }

  async #meet(fault: NetworkFault, at: number, asked: Request): Promise<Response> {
    switch (fault) {
      case "request_lost":
        this.tally.step("request")
        throw new TypeError("the request was lost")
      case "answer_lost":
        await this.#deliver(asked)
        throw new TypeError("the answer was lost")
      case "doubled":
        await this.#deliver(asked)
        return this.#deliver(asked)
      case "reordered":
        this.#overtaken.push(asked)
        throw new TypeError("the connection was lost")
      case "delayed":
        return this.#hold(asked)
      case "slow_2g": {
        const { signal, ...init } = asked.init
        const late = () => new DOMException("too late", "AbortError")
        asked.wait(at * SLOWEST_MS)
        if (signal?.aborted) throw late()
        const answer = await this.#deliver({ ...asked, init })
        asked.wait(at * SLOWEST_MS)
        if (signal?.aborted) throw late()
        return answer
      }
      case "answer_cut":
        return cut(await this.#deliver(asked), at)
      case "request_cut":
        await this.#deliver({ ...asked, init: { ...asked.init, body: part(asked.init.body, at) } })
        throw new TypeError("the connection was cut")
      case "portal":
        return this.#elsewhere(new Response(SIGN_IN, { status: 200 }))
      case "redirected":
        // As fetch does it: an error for who wants none, else the page that it leads to.
        if (asked.init.redirect === "error") {
          this.tally.step("request")
          throw new TypeError("a redirection was met")
        }
        return this.#elsewhere(new Response(SIGN_IN, { status: 200 }))
      case "old_answer": {
        const kept = this.#old.get(asked.path) ?? []
        const old = kept[Math.floor(kept.length * at)]
        return this.#elsewhere(new Response(old?.body, { status: 200, headers: old?.headers ?? {} }))
      }
      case "too_large":
        return this.#elsewhere(new Response("too large", { status: 413 }))
      case "asked_to_wait":
        return this.#elsewhere(new Response("slow down", { status: 429, headers: { "Retry-After": "30" } }))
      case "busy":
        return this.#elsewhere(new Response("busy", { status: 503, headers: { "Retry-After": "5" } }))
    }
  }

  /** The request never arrived; somebody on the way answered. */
  #elsewhere(answer: Response): Response {
    this.tally.step("request")
    return answer
  }

  async #arrive(overtaken: Request[]): Promise<void> {
    for (const { init, ...asked } of overtaken) {
      // Whoever asked has given up; the server is not told.
      const { signal: _, ...heedless } = init
      try {
        await this.#deliver({ ...asked, init: heedless })
        this.tally.fault("reordered")
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
      }
    }
  }

  #hold(asked: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      const held = { ...asked, resolve, reject }
      asked.init.signal?.addEventListener("abort", () => reject(new DOMException("too late", "AbortError")))
      this.held.push(held)
    })
  }

  async #deliver({ path, init }: Request, kill?: KillPoint): Promise<Response> {
    this.tally.step("request")
    if (this.port === null) throw new TypeError("nobody answers")
    const headers = new Headers(init.headers)
    headers.set("Simulate-Now", String(this.now()))
    if (kill !== undefined) headers.set("Simulate-Kill", kill)
    this.underWay += 1
    try {
      const answer = await posted(this.port, path, headers, { body: init.body ?? null })
      if (answer.ok) await this.#keep(path, answer)
      return answer
    } catch (error) {
      if (kill !== undefined) {
        this.tally.fault(`server_killed ${kill.split(":")[0]}`)
        await this.serverDied()
      }
      throw new TypeError("no answer", { cause: error })
    } finally {
      this.underWay -= 1
    }
  }

  async #keep(path: string, answer: Response): Promise<void> {
    const kept = { body: await answer.clone().text(), headers: answer.headers }
    this.#old.set(path, [...(this.#old.get(path) ?? []), kept].slice(-OLD_ANSWERS))
  }
}

const OLD_ANSWERS = 8
const SLOWEST_MS = 45_000
const SIGN_IN = "<!doctype html><title>Welcome to our Wi-Fi</title>"

/** Asked on a connection of its own, so that none is left over from a server that is no more; `sent` bytes at its end. */
export function posted(
  port: number,
  path: string,
  headers: Headers,
  { body, signal }: RequestInit,
  sent: (bytes: number) => void = () => undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const named = Object.fromEntries(headers)
    const told = { host: "127.0.0.1", port, path, method: "POST", agent: false, headers: named }
    const asking = request(signal ? { ...told, signal } : told, (answer) => {
      const pieces: Buffer[] = []
      answer.on("data", (piece: Buffer) => pieces.push(piece))
      answer.on("error", reject)
      answer.on("end", () => {
        const heard = new Headers()
        for (const [name, value] of Object.entries(answer.headers)) heard.set(name, String(value))
        const isEmpty = answer.statusCode === 204 || answer.statusCode === 304
        resolve(
          new Response(isEmpty ? null : Buffer.concat(pieces), { status: answer.statusCode ?? 0, headers: heard }),
        )
      })
    })
    asking.on("error", reject)
    asking.on("close", () => sent(asking.socket?.bytesWritten ?? 0))
    asking.end(body ?? "")
  })
}

async function cut(answer: Response, at: number): Promise<Response> {
  const body = await answer.text()
  return new Response(body.slice(0, Math.floor(body.length * at)), { status: answer.status, headers: answer.headers })
}

function part(body: RequestInit["body"], at: number): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body.slice(0, Math.floor(body.length * at))
  if (body instanceof Uint8Array) return new Uint8Array(body.slice(0, Math.floor(body.length * at)))
  return ""
}
