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
] as const
export type NetworkFault = (typeof NETWORK_FAULTS)[number]

/** Where the server kills itself while it handles a request; `statement:<n>` at its n-th statement. */
export type KillPoint = "arrived" | "before_commit" | "after_commit" | "before_answer" | `statement:${number}`

export interface Planned {
  fault: NetworkFault | { killServer: KillPoint }
  /** Where something is cut: a share of its length. */
  at: number
}

interface Request {
  path: string
  init: RequestInit
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
  /** The answers before the last ones, by path, as a cache on the way would have kept them. */
  #old = new Map<string, { body: string; headers: Headers }>()

  constructor(
    private readonly tally: Tally,
    private readonly now: () => number,
    private readonly serverDied: () => Promise<void>,
  ) {}

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const planned = this.planned.shift()
    if (planned === undefined) return this.#deliver({ path, init })
    const { fault, at } = planned
    this.tally.fault(typeof fault === "string" ? fault : `server_killed ${fault.killServer.split(":")[0]}`)
    if (typeof fault !== "string") return this.#deliver({ path, init }, fault.killServer)
    return this.#meet(fault, at, { path, init })
  }

  /** The oldest request that is still on its way arrives; what it is answered with may be heard by nobody. */
  async release(): Promise<void> {
    const held = this.held.shift()
    if (held === undefined) return
    try {
      // Whoever asked may have given up; the server is not told.
      const { signal: _, ...init } = held.init
      held.resolve(await this.#deliver({ path: held.path, init }))
    } catch (error) {
      held.reject(error)
    }
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
      case "delayed":
        return this.#hold(asked)
      case "answer_cut":
        return cut(await this.#deliver(asked), at)
      case "request_cut":
        await this.#deliver({ ...asked, init: { ...asked.init, body: part(asked.init.body, at) } })
        throw new TypeError("the connection was cut")
      case "portal":
        return new Response("<!doctype html><title>Welcome to our Wi-Fi</title>", { status: 200 })
      case "redirected":
        throw new TypeError("a redirection was met")
      case "old_answer": {
        const old = this.#old.get(asked.path)
        if (old === undefined) return this.#deliver(asked)
        return new Response(old.body, { status: 200, headers: old.headers })
      }
      case "too_large":
        return new Response("too large", { status: 413 })
      case "asked_to_wait":
        return new Response("slow down", { status: 429, headers: { "Retry-After": "30" } })
      case "busy":
        return new Response("busy", { status: 503, headers: { "Retry-After": "5" } })
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
    try {
      const answer = await posted(this.port, path, headers, init.body)
      if (answer.ok) this.#old.set(path, { body: await answer.clone().text(), headers: answer.headers })
      return answer
    } catch (error) {
      if (kill !== undefined) await this.serverDied()
      throw new TypeError("no answer", { cause: error })
    }
  }
}

/** Asked on a connection of its own, so that none is left over from a server that is no more. */
function posted(port: number, path: string, headers: Headers, body: RequestInit["body"]): Promise<Response> {
  return new Promise((resolve, reject) => {
    const told = { host: "127.0.0.1", port, path, method: "POST", agent: false, headers: Object.fromEntries(headers) }
    const asking = request(told, (answer) => {
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
