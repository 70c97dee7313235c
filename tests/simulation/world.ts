/** Phones, their ways and the server; performs what a scenario says and looks after each action whether all still holds. */

import type { Intent } from "../../static/field/core"
import type { KeptFact } from "../../static/field/store/kept"
import { Chance } from "./chance"
import { areAtRest, Broken, hasNoGap, isWhole, labelsAreTrue } from "./checks"
import { nextNoon, offsetOf, STEPS } from "./clocks"
import type { Host } from "./host"
import { Network } from "./network"
import { Phone } from "./phone"
import { type Action, type ClockFault, PEOPLE } from "./scenario"
import type { Tally } from "./steps"

const BEGINNING = 1_795_500_000_000
const PASSWORD = "correct horse battery"
const MINUTE = 60_000
/** A little less than what phones keep facts for after the answer. */
const HELD_FOR = 29 * 24 * 60 * MINUTE
/** As often every phone is asked to come to rest before that counts as never. */
const ROUNDS = 25
const MOST_TABS = 3

export class World {
  now = BEGINNING
  /** What running programs stumbled over. */
  errors: unknown[] = []
  readonly phones: Phone[] = []
  readonly #network: Network
  readonly #chance: Chance
  /** By hash the facts of which a phone has said that they are saved, and that nothing but a lost disk may lose. */
  #captured = new Map<string, { phone: Phone; at: number }>()
  /** Phones whose disk was taken, that emptied themselves, or by whose clock thirty days have gone by. */
  readonly #forgetful = new Set<Phone>()
  #hasBackup = false
  /** How far the feed had come before a restore, until it is past that again. */
  #oldHead: number | null = null

  constructor(
    private readonly host: Host,
    private readonly tally: Tally,
    private readonly seed: number,
  ) {
    this.#chance = new Chance(seed)
    this.#network = new Network(
      tally,
      () => this.now,
      async () => this.#down(),
    )
  }

  async begin(phones: number): Promise<void> {
    this.#network.port = (await this.host.fresh(this.seed, this.now)).port
    for (let n = 0; n < phones; n++) {
      const phone = this.#newPhone()
      await phone.open()
      await this.#signIn(phone, PEOPLE[n % PEOPLE.length] ?? "ana")
    }
  }

  async perform(action: Action): Promise<void> {
    this.now += 1_000
    switch (action.do) {
      case "record":
        return this.#record(action)
      case "sync":
        if (action.starts) await this.#up()
        return this.#sync(this.#phone(action.phone), action)
      case "pass":
        return this.#pass(action.ms)
      case "cut":
        this.#phone(action.phone).disk.cut = { ...action.cut }
        return
      case "kill":
        this.tally.fault("phone killed")
        return this.#phone(action.phone).kill()
      case "open":
        return this.#open(this.#phone(action.phone), action.ifShut ? 1 : MOST_TABS)
      case "evict":
        return this.#evict(this.#phone(action.phone), action.which)
      case "clone":
        return this.#clone(this.#phone(action.phone))
      case "clock":
        return this.#setClock(this.#phone(action.phone), action.becomes)
      case "person":
        this.#network.planned = [...action.network]
        await this.#person(this.#phone(action.phone), action.who)
        this.#network.planned = []
        return
      case "staff":
        this.tally.fault(`person ${action.what}d`)
        await this.host.change(action.what, action.who, this.now)
        return
      case "device": {
        const device = (await this.#phone(action.phone).meta()).identity?.device
        if (device === undefined) return
        this.tally.fault(action.what === "drain" ? "device drained" : "device revoked")
        await this.host.change(action.what, device, this.now)
        return
      }
      case "server":
        if (action.isUp) return this.#up()
        this.tally.fault("server stopped")
        return this.#down()
      case "backup":
        await this.host.backUp(this.now)
        this.#hasBackup = true
        return
      case "restore":
        return this.#restore()
      case "release":
        return this.#release()
    }
  }

  /** What must hold at every moment. Raises `Broken`. */
  async verify(): Promise<void> {
    // Else phones and server are read at two moments, and what differs between them is nobody's fault.
    if (this.#network.underWay > 0) throw new Error("the simulation looks while the server is still at a request")
    if (this.errors.length > 0) throw new Broken("a running program fell", { cause: this.errors[0] })
    // The phones first: what one of them hears meanwhile, the server has.
    const onPhones = new Map<Phone, KeptFact[]>()
    for (const phone of this.phones) onPhones.set(phone, await phone.facts())
    const { facts, quarantine, epoch, head, wrong } = await this.host.held()
    if (wrong.length > 0) throw new Broken(wrong.join("; "))
    if (this.#oldHead !== null && head > this.#oldHead) {
      this.tally.fault("server used past its old head")
      this.#oldHead = null
    }
    const held = new Set([...facts, ...quarantine])
    const there = new Set(held)
    for (const [phone, kept] of onPhones) {
      if (phone.core?.view().phase === "wiped") this.#forgetful.add(phone)
      for (const { hash, answer, id } of kept) {
        there.add(hash)
        const isSaidHeld = answer !== null && answer.epoch === epoch
        if (isSaidHeld && !held.has(hash)) throw new Broken(`${phone.name} says that ${id} is kept, and it is not`)
      }
      if (this.#network.held.length === 0) labelsAreTrue(phone, kept)
    }
    const lost = [...this.#captured.keys()].filter((hash) => !there.has(hash))
    if (lost.length > 0) throw new Broken(`lost: ${lost.join(" ")}`)
  }

  /** Projections, discrepancies and rows for phones are what the ledger gives when it is folded anew. Raises `Broken`. */
  async verifyFolds(): Promise<void> {
    const { differences } = await this.host.check(this.now)
    if (differences.length > 0) throw new Broken(`folded anew it differs: ${differences.join("; ")}`)
  }

  /** All faults end, and everything comes to rest: nothing waits, and every phone holds what it may see. */
  async rest(): Promise<void> {
    this.#network.planned = []
    for (const phone of this.phones) phone.disk.cut = null
    while (this.#network.held.length > 0) await this.#release()
    await this.#up()
    await this.#network.arrive()
    for (const who of PEOPLE) await this.host.change("reactivate", who, this.now)
    for (let round = 0; round < ROUNDS; round++) {
      for (const phone of this.phones) await this.#settle(phone)
      if (await areAtRest(this.phones, this.host)) break
      await this.#pass(20 * MINUTE)
    }
    await this.verify()
    await this.#verifyRest()
  }

  async #verifyRest(): Promise<void> {
    const { facts, quarantine } = await this.host.held()
    const held = new Set([...facts, ...quarantine])
    const absent = [...this.#captured.keys()].filter((hash) => !held.has(hash))
    if (absent.length > 0) throw new Broken(`at rest, and the server lacks ${absent.join(" ")}`)
    for (const phone of this.phones) {
      const waiting = (await phone.facts()).filter(({ answer }) => answer === null)
      if (waiting.length > 0) throw new Broken(`at rest, and ${waiting.length} wait on ${phone.name}`)
      await isWhole(phone, this.host)
    }
    await this.verifyFolds()
  }

  async #settle(phone: Phone): Promise<void> {
    if (phone.core?.view().phase === "storage_broken") phone.kill()
    if (phone.core === null) await phone.open()
    const phase = phone.core?.view().phase
    if (phase === "enrol_again" || phase === "not_enrolled") {
      await phone.enrol(`${phone.people[0]}@example.org`, PASSWORD)
    }
    for (let tab = 0; tab < phone.programs.length; tab++) await phone.sync(tab)
  }

  async #record({ phone: n, tab, kit, isOut, chargers, ago }: Extract<Action, { do: "record" }>): Promise<void> {
    const phone = this.#phone(n)
    const at = ago === null ? {} : { occurredAt: new Date(phone.now - ago) }
    const who = phone.core?.view().me?.id ?? "ana"
    const intent: Intent = isOut
      ? {
          kind: "kit.checked_out",
          kit,
          to: { staff: who },
          due_on: null,
          parts: lines(kit, chargers, "state"),
          note: null,
          ...at,
        }
      : { kind: "kit.checked_in", kit, parts: lines(kit, chargers, "result"), note: null, ...at }
    const saved = await phone.record(intent, tab)
    if (saved === null) return
    const kept = (await phone.facts()).find(({ id }) => id === saved)
    if (kept === undefined) throw new Broken(`${phone.name} said that ${saved} is saved, and it is not there`)
    this.#captured.set(kept.hash, { phone, at: this.now })
  }

  async #sync(phone: Phone, { tab, network }: Extract<Action, { do: "sync" }>): Promise<void> {
    const before = await phone.memory()
    const suspects = async () => {
      if (before === (await phone.memory())) return
      this.errors.push(new Broken(`${phone.name} took for the library's what somebody else had answered`))
    }
    this.#network.listen(suspects)
    this.#network.planned = [...network]
    await phone.sync(tab)
    this.#network.planned = []
    if (this.#network.isDeceived && this.#network.held.length === 0) await suspects()
    this.#network.listen(async () => undefined)
    await hasNoGap(phone, this.host)
  }

  #setClock(phone: Phone, becomes: ClockFault): void {
    if (becomes === "stepping at noon") {
      // Counted when it has jumped, which is in what the phone does next.
      this.now = nextNoon(this.now) - 500
      phone.step = { noon: nextNoon(this.now), by: this.#chance.one(STEPS) }
      return
    }
    if (becomes !== "right") this.tally.fault(`clock ${becomes}`)
    phone.offset = offsetOf(becomes, this.now)
    if (Math.abs(phone.offset) > HELD_FOR) this.#forgetful.add(phone)
  }

  async #open(phone: Phone, most: number): Promise<void> {
    if (phone.programs.length >= most) return
    await phone.open()
  }

  async #pass(ms: number): Promise<void> {
    this.now += ms
    for (const phone of this.phones) await phone.wake()
  }

  async #evict(phone: Phone, which: "outbox" | "replicas" | "all"): Promise<void> {
    this.tally.fault(`evicted ${which}`)
    phone.kill()
    await phone.disk.evict(which)
    if (which === "replicas") return
    this.#forgetful.add(phone)
    await this.#forget()
  }

  async #clone(phone: Phone): Promise<void> {
    if (this.phones.length >= 6) return
    this.tally.fault("phone cloned")
    const clone = this.#newPhone()
    await phone.disk.copyTo(clone.disk)
    clone.marker = phone.marker
    clone.people.push(...phone.people)
    await clone.open()
  }

  async #person(phone: Phone, who: string): Promise<void> {
    const view = phone.core?.view()
    if (view === undefined) return
    if (view.people.some(({ id }) => id === who)) {
      this.tally.fault("person switched")
      await phone.core?.setCurrentPerson(who).catch((error: unknown) => this.errors.push(error))
    } else {
      await this.#up()
      const isAnew = view.phase === "not_enrolled" || view.phase === "enrol_again"
      const known = view.people.length
      await this.#signIn(phone, who)
      if (isAnew && phone.core?.view().phase === "ready") this.tally.fault("person signed in anew")
      else if ((phone.core?.view().people.length ?? 0) > known) this.tally.fault("person joined")
    }
  }

  async #signIn(phone: Phone, who: string): Promise<void> {
    if (!phone.people.includes(who)) phone.people.push(who)
    await phone.enrol(`${who}@example.org`, PASSWORD)
  }

  async #restore(): Promise<void> {
    if (!this.#hasBackup) return
    this.tally.fault("server restored")
    this.tally.step("restart")
    this.#network.port = null
    const { port, before } = await this.host.restore(this.now)
    this.#network.port = port
    this.#oldHead = before
    await this.#forget()
  }

  /** What no disk holds any more is lost to nobody's fault, where the phone that recorded it had no way to keep it. */
  async #forget(): Promise<void> {
    const { facts, quarantine } = await this.host.held()
    const there = new Set([...facts, ...quarantine])
    for (const phone of this.phones) for (const { hash } of await phone.facts()) there.add(hash)
    for (const [hash, { phone, at }] of this.#captured) {
      if (there.has(hash)) continue
      const mayForget = this.#forgetful.has(phone) || this.now - at > HELD_FOR
      if (mayForget) this.#captured.delete(hash)
    }
  }

  async #release(): Promise<void> {
    await this.#network.release()
    for (const phone of this.phones) await phone.idle()
  }

  async #up(): Promise<void> {
    if (this.#network.port !== null) return
    this.tally.step("restart")
    this.#network.port = (await this.host.start(this.now)).port
  }

  async #down(): Promise<void> {
    this.#network.port = null
    await this.host.kill()
  }

  #newPhone(): Phone {
    const phone = new Phone(`phone ${this.phones.length + 1}`, this, this.#network, this.#chance, this.tally)
    this.phones.push(phone)
    return phone
  }

  #phone(n: number): Phone {
    return this.phones[n % this.phones.length] as Phone
  }
}

function lines<Member extends "state" | "result">(kit: string, chargers: number | null, member: Member) {
  if (chargers === null) return []
  const [ok, odd] = (member === "state" ? ["ok", "missing"] : ["present", "missing"]) as never[]
  const tablet = { part: `${kit}-t`, count: 1, [member]: chargers % 2 === 0 ? ok : odd }
  const counted = { part: `${kit}-c`, count: chargers, [member]: ok }
  return [tablet, counted] as never
}
