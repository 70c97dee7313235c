/** The server's side, asked by lines of JSON: `tests/simulation/host.py`, which makes, kills and looks into the server. */

import { type ChildProcess, spawn } from "node:child_process"
import { createInterface, type Interface } from "node:readline"

export class Host {
  readonly #process: ChildProcess
  readonly #lines: Interface
  #waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | null = null

  constructor(python: string, script: string) {
    this.#process = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] })
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

  restore(now: number): Promise<{ port: number }> {
    return this.#ask({ do: "restore", now })
  }

  change(what: Change, id: string, now: number): Promise<object> {
    return this.#ask({ do: "change", what, id, now })
  }

  held(): Promise<{ facts: string[]; quarantine: string[]; epoch: string; twice: string[] }> {
    return this.#ask({ do: "held" })
  }

  check(now: number): Promise<{ differences: string[] }> {
    return this.#ask({ do: "check", now })
  }

  feed(device: string): Promise<{ rows: Record<string, string> | null }> {
    return this.#ask({ do: "feed", device })
  }

  end(): void {
    this.#process.stdin?.end()
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
