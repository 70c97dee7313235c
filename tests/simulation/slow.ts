/**
 * One phone with a day's facts on a network that is slow and breaks off, and another on one that is fine, by the true time.
 *
 * Options come as one JSON object on the command line; the report is one JSON object on the last line of the output.
 */

import "fake-indexeddb/auto"
import type { Intent } from "../../static/field/core"
import { Chance } from "./chance"
import { Network, posted } from "./network"
import { Phone } from "./phone"
import { Tally } from "./steps"

interface Options {
  /** Ports of the server as it is, and by the two networks. */
  port: number
  fine: number
  slow: number
  people: { email: string; password: string; id: string }[]
  kits: { id: string; parts: { part: string; count: number }[] }[]
  facts: number
}

/** Counts what the phone hands to its radio, heard or not, and gives up where the app does. */
class Radio extends Network {
  bytes = 0
  requests = 0

  override fetch(path: string, init: RequestInit): Promise<Response> {
    const count = (bytes: number) => {
      this.bytes += bytes
      this.requests += 1
    }
    return posted(this.port ?? 0, path, new Headers(init.headers), init, count).catch((error: unknown) => {
      throw init.signal?.aborted ? error : new TypeError("no answer", { cause: error })
    })
  }
}

const MOST_ROUNDS = 200
const WAKES_MS = 100

const options: Options = JSON.parse(process.argv[2] ?? "{}")
const [fine, slow] = await Promise.all([options.fine, options.slow].map((port, n) => handedIn(port, n)))
console.log(JSON.stringify({ fine, slow }))
process.exit(0)

/** What it took a phone to hand in what it recorded without a network. */
async function handedIn(port: number, n: number) {
  const world = {
    get now() {
      return Date.now()
    },
    errors: [] as unknown[],
  }
  const tally = new Tally()
  const radio = new Radio(
    tally,
    () => world.now,
    async () => undefined,
  )
  const phone = new Phone(`phone ${n}`, world, radio, new Chance(n + 1), tally)
  const waking = setInterval(() => void phone.wake(), WAKES_MS)
  const who = options.people[n]
  if (who === undefined) throw new Error("nobody signs in on it")
  radio.port = options.port
  await phone.open()
  await phone.enrol(who.email, who.password)
  while (phone.core?.view().status.replica.isComplete !== true) await phone.sync()
  radio.port = null
  for (let fact = 0; fact < options.facts; fact++) {
    if ((await phone.record(intent(who.id, n, fact))) === null) throw new Error("a fact was not kept")
  }
  const payload = (await phone.facts()).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  radio.port = port
  radio.bytes = 0
  radio.requests = 0
  const began = Date.now()
  // By hand, so that nobody has to wait for the next attempt; what it costs in bytes is the same.
  for (let round = 0; waiting(phone) > 0 && round < MOST_ROUNDS; round++) await phone.sync()
  clearInterval(waking)
  const { bytes, requests } = radio
  const seconds = (Date.now() - began) / 1000
  if (world.errors.length > 0) throw world.errors[0]
  return { left: waiting(phone), payload, bytes, requests, seconds }
}

function waiting(phone: Phone): number {
  return phone.core?.view().status.waiting ?? options.facts
}

/** Each phone has every other kit, and takes them and brings them back in turn. */
function intent(who: string, n: number, fact: number): Intent {
  const mine = options.kits.filter((_, place) => place % 2 === n)
  const kit = mine[fact % mine.length]
  if (kit === undefined) throw new Error("no kit is there")
  const isOut = Math.floor(fact / mine.length) % 2 === 0
  return isOut
    ? {
        kind: "kit.checked_out",
        kit: kit.id,
        to: { staff: who },
        due_on: null,
        parts: kit.parts.map((one) => ({ ...one, state: "ok" as const })),
        note: null,
      }
    : {
        kind: "kit.checked_in",
        kit: kit.id,
        parts: kit.parts.map((one) => ({ ...one, result: "present" as const, note: null })),
        note: null,
      }
}
