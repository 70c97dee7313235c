/** The server's side, asked by lines of JSON: `tests/simulation/host.py`, which makes, kills and looks into the server. */

import { type ChildProcess, spawn } from "node:child_process"
import { createInterface, type Interface } from "node:readline"

export class Host {
  readonly #process: ChildProcess
  readonly #lines: Interface
  #waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | null = null

  /** `database`: the PostgreSQL database beside which the server has its own; empty for a SQLite file. */
  constructor(python: string, script: string, database: string) {
    this.#process = spawn(python, [script, database], { stdio: ["pipe", "pipe", "inherit"] })
    if (this.#process.stdout === null) throw new Error("the server's side has no output")
    this.#lines = createInterface({ input: this.#process.stdout })
    this.#lines.on("line", (line) => this.#take()?.resolve(line))
    this.#process.on("exit", (code) => this.#take()?.reject(new Error(`the server's side ended with ${code}`)))
  }

  fresh(seed: number, now: number): Promise<{ port: number }> {
    return this.#ask({ do: "fresh", seed, now })
  }

  start(now: number): Promise<{ port: number }> {
    return this.#ask({ do: "start", now })
  }

  kill(): Promise<object> {
    return this.#ask({ do: "kill" })
  }

  backUp(now: number): Promise<object> {
    return this.#ask({ do: "backup", now })
  }

  restore(now: number): Promise<{ port: number; before: number }> {
    return this.#ask({ do: "restore", now })
  }

  change(what: Change, id: string, now: number): Promise<object> {
    return this.#ask({ do: "change", what, id, now })
  }

  held(): Promise<{ facts: string[]; quarantine: string[]; epoch: string; head: number; wrong: string[] }> {
    return this.#ask({ do: "held" })
  }

  check(now: number): Promise<{ differences: string[] }> {
    return this.#ask({ do: "check", now })
  }

  /** By `audience collection id` the hash and the number of each row that a phone may see. */
  feed(device: string): Promise<{ rows: Record<string, [string, number]> | null }> {
    return this.#ask({ do: "feed", device })
  }

  /** Resolves when nothing of it is left. */
  async end(): Promise<void> {
    this.#process.stdin?.end()
    if (this.#process.exitCode === null) await new Promise((resolve) => this.#process.on("exit", resolve))
  }

  #take() {
    const waiting = this.#waiting
    this.#waiting = null
    return waiting
  }

  async #ask<Answer>(question: Record<string, unknown>): Promise<Answer> {
    const line = await new Promise<string>((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#process.stdin?.write(`${JSON.stringify(question)}\n`)
    })
    return JSON.parse(line) as Answer
  }
}

export type Change = "deactivate" | "reactivate" | "drain" | "revoke"
