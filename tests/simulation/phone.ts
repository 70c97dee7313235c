/** One phone: the real core over a disk, a network, a clock and chance that the simulation gives it. */

import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { type Core, type Intent, NotKept, openCore } from "../../static/field/core"
import { StorageBroken } from "../../static/field/store/connection"
import type { KeptFact, Meta } from "../../static/field/store/kept"
import type { ReplicaState, Row } from "../../static/field/store/replica"
import type { Surroundings } from "../../static/field/surroundings"
import type { Chance } from "./chance"
import { Disk } from "./disk"
import type { Network } from "./network"
import type { Tally } from "./steps"

interface Wait {
  at: number
  work: () => void
}

/** The program while it runs in one tab: its core, and whether it still runs. */
interface Program {
  core: Core
  life: { isDead: boolean }
}

export class Phone {
  readonly disk: Disk
  /** Its clock beside the true one, in milliseconds. */
  offset = 0
  /** Its clock is about to jump. */
  step: { noon: number; by: number } | null = null
  marker: string | null = null
  programs: Program[] = []
  /** Addresses of those who sign in on it, the first first. */
  readonly people: string[] = []
  #waits: Wait[] = []
  #locked = new Set<string>()

  constructor(
    readonly name: string,
    private readonly world: { now: number; errors: unknown[] },
    private readonly network: Network,
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {
    this.disk = new Disk(
      () => tally.step("storage"),
      () => this.kill(),
      (fault) => tally.fault(`storage ${fault}`),
    )
  }

  get core(): Core | null {
    return this.programs[0]?.core ?? null
  }

  /** Its clock: once it is past `noon` it is put right, or wrong, by so much. */
  get now(): number {
    if (this.step !== null && this.world.now >= this.step.noon) {
      this.offset += this.step.by
      this.step = null
      this.tally.fault("clock stepping at noon")
    }
    return this.world.now + this.offset
  }

  /** Opens the app, or one more tab of it. */
  async open(): Promise<void> {
    this.tally.step("restart")
    const life = { isDead: false }
    const core = openCore(this.#surroundings(life))
    const program = { core, life }
    this.programs.push(program)
    await this.#within(core.start(), program)
    await this.idle()
  }

  /** Every program of this phone ends at once, with no chance to say anything. */
  kill(): void {
    this.disk.kill()
    for (const { life } of this.programs) life.isDead = true
    this.programs = []
    this.#waits = []
    this.#locked.clear()
  }

  /** Keeps a fact; gives its id where the app said that it is saved, else null. */
  async record(intent: Intent, tab = 0): Promise<string | null> {
    const program = this.programs[tab % Math.max(1, this.programs.length)]
    if (program === undefined) return null
    let saved: string | null = null
    const recording = program.core.record(intent).then(({ id }) => {
      if (!program.life.isDead) saved = id
    })
    try {
      await this.#within(recording, program)
      return saved
    } catch (error) {
      if (error instanceof NotKept || program.life.isDead) return null
      throw error
    } finally {
      await this.idle()
    }
  }

  async sync(tab = 0): Promise<void> {
    const program = this.programs[tab % Math.max(1, this.programs.length)]
    if (program === undefined) return
    // A request may be held on its way: then the attempt is not over, and the world goes on.
    void program.core.syncNow().catch((error: unknown) => this.#fell(error, program))
    await this.idle()
  }

  async enrol(email: string, password: string): Promise<void> {
    const program = this.programs[0]
    if (program === undefined) return
    const enrolling = program.core.enrol({ email, password, label: this.name }).catch((error: unknown) => {
      // The screen says that it failed; it is tried again.
      if (!(error instanceof StorageBroken)) this.#fell(error, program)
    })
    await this.#within(enrolling, program)
    await this.idle()
  }

  /** Time has passed: what was to happen happens. */
  async wake(): Promise<void> {
    for (;;) {
      const next = this.#waits.filter(({ at }) => at <= this.world.now).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) return
      this.#waits = this.#waits.filter((one) => one !== next)
      next.work()
      await this.idle()
    }
  }

  /** Time goes by while a request of this phone is on its way: what it does meanwhile it does. */
  #let(ms: number): void {
    this.world.now += Math.floor(ms)
    for (const due of this.#waits.filter(({ at }) => at <= this.world.now).sort((one, other) => one.at - other.at)) {
      this.#waits = this.#waits.filter((one) => one !== due)
      due.work()
    }
  }

  /** Until nothing runs any more but what waits for a request on its way. */
  async idle(): Promise<void> {
    // A turn is what one operation of storage takes; several may follow each other before the app says that it is busy.
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      const before = this.tally.total
      await turn()
      const isBusy = this.programs.some(({ core }) => core.view().status.isSending)
      const waits = isBusy && this.network.held.length > 0 && this.network.underWay === 0
      // While one request waits on its way, another program may be about to send its own.
      const isAtWork = this.tally.total !== before || this.network.underWay > 0 || (isBusy && !waits)
      quiet = isAtWork ? 0 : quiet + 1
    }
  }

  facts(): Promise<KeptFact[]> {
    return this.disk.rows<KeptFact>("outbox", "facts")
  }

  /** What only the library's own answer may change: what is known of facts, of this phone and of the library's rows. */
  async memory(): Promise<string> {
    const { identity, replica, person, lost, exchange } = await this.meta()
    const rows = [replica?.current, replica?.filling].map(async (n) => (n == null ? null : this.#replicaState(n)))
    const known = { identity, replica, person, lost, heard: exchange?.lastHeardAt, exchanged: exchange?.lastExchangeAt }
    return JSON.stringify([await this.facts(), known, await Promise.all(rows)])
  }

  async meta(): Promise<Partial<Meta>> {
    const rows = await this.disk.rows<{ name: string; value: unknown }>("outbox", "meta")
    return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as Partial<Meta>
  }

  /** `audience collection id` of each row that screens read, with its hash; null without a complete replica. */
  async replica(): Promise<Record<string, string> | null> {
    const current = (await this.meta()).replica?.current ?? null
    if (current === null) return null
    const rows = await this.disk.rows<Row>(`replica-${current}`, "rows")
    return Object.fromEntries(rows.map((row) => [`${row.audience} ${row.collection} ${row.id}`, row.hash]))
  }

  /** How far the rows that screens read have been brought; null without a complete replica. */
  async standing(): Promise<ReplicaState | null> {
    const current = (await this.meta()).replica?.current ?? null
    return current === null ? null : this.#replicaState(current)
  }

  async #replicaState(n: number): Promise<ReplicaState | null> {
    const rows = await this.disk.rows<{ name: string; value: ReplicaState }>(`replica-${n}`, "meta")
    return rows.find(({ name }) => name === "state")?.value ?? null
  }

  #fell(error: unknown, { life }: Program): void {
    // What a dead program stumbles over is seen by nobody.
    if (!life.isDead) this.world.errors.push(error)
  }

  /** Until that is over, the program is dead, or all waits for a request on its way. */
  async #within(work: Promise<unknown>, { life }: Program): Promise<void> {
    let isOver = false
    const end = () => {
      isOver = true
    }
    work.then(end, end)
    while (!isOver && !life.isDead && (this.network.held.length === 0 || this.network.underWay > 0)) await turn()
    if (isOver && !life.isDead) await work
  }

  #surroundings(life: { isDead: boolean }): Surroundings {
    const phone = this
    const { chance, network } = this
    return {
      base: "/api/v1",
      appVersion: "simulation",
      isInstalled: () => true,
      clock: { now: () => phone.now, steady: () => phone.world.now, zone: () => "America/Chicago" },
      timers: {
        set(work, ms) {
          const wait = { at: phone.world.now + ms, work: () => life.isDead || work() }
          phone.#waits.push(wait)
          return wait
        },
        clear(wait) {
          phone.#waits = phone.#waits.filter((one) => one !== wait)
        },
      },
      newId: () => chance.id(Math.max(0, phone.now)),
      newNonce: () => chance.id(0),
      random: () => chance.real(),
      fetch: async (url, init) => {
        if (life.isDead) throw new TypeError("the program was killed")
        const answer = await network.fetch(String(url), init ?? {}, (ms) => phone.#let(ms))
        if (life.isDead) throw new TypeError("the program was killed")
        return answer
      },
      gzip: async (text) => new Uint8Array(gzipSync(text)),
      hash: async (text) => createHash("sha256").update(text).digest("hex"),
      indexedDB: this.disk.opened(),
      locks: {
        async ifFree(name, work) {
          if (phone.#locked.has(name)) return { ran: false }
          phone.#locked.add(name)
          try {
            return { ran: true, value: await work() }
          } finally {
            if (!life.isDead) phone.#locked.delete(name)
          }
        },
      },
      openChannel: null,
      storage: { persist: async () => true, estimate: async () => null },
      marker: {
        read: () => phone.marker,
        write: (text) => {
          if (!life.isDead) phone.marker = text
        },
        clear: () => {
          if (!life.isDead) phone.marker = null
        },
      },
      signals: { isVisible: () => true, onVisible: () => () => undefined, onOnline: () => () => undefined },
      askBackgroundSync: () => undefined,
    }
  }
}

const QUIET_TURNS = 12

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
