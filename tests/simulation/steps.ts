/** What is counted: how many steps were taken, and how often each fault was used. */

import { FAULTS } from "./faults"

/** A step is one request delivered or killed, one operation of IndexedDB, or one restart. */
export type Step = "request" | "storage" | "restart"

export class Tally {
  readonly steps: Record<Step, number> = { request: 0, storage: 0, restart: 0 }
  readonly faults = new Map<string, number>(FAULTS.map((name) => [name, 0]))

  step(kind: Step): void {
    this.steps[kind] += 1
  }

  fault(name: string): void {
    const before = this.faults.get(name)
    if (before === undefined) throw new Error(`no fault is called ${name}`)
    this.faults.set(name, before + 1)
  }

  get total(): number {
    return this.steps.request + this.steps.storage + this.steps.restart
  }
}
