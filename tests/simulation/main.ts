/**
 * Phones of many seeds against a server that is killed, restored and lied about.
 *
 * Options come as one JSON object on the command line; the report is one JSON object on the last line of the output.
 */

import "fake-indexeddb/auto"
import { Chance } from "./chance"
import { Host } from "./host"
import { type Action, scenario } from "./scenario"
import { shrink } from "./shrink"
import { Tally } from "./steps"
import { World } from "./world"

interface Options {
  python: string
  host: string
  /** A PostgreSQL database beside which the server has its own; empty for SQLite. */
  database: string
  phones: number
  /** Actions of each seed. */
  actions: number
  seed: number
  seeds: number
  /** Ends after the seed in which they are over; 0 for no limit. */
  seconds: number
  /** Names of those that may happen; none for all. */
  faults: string[]
  shrink: boolean
  /** Ends when so many seeds have failed; 0 for never. */
  failures: number
  /** Actions to perform instead of drawn ones. */
  replay: Action[] | null
}

interface Failure {
  seed: number
  says: string
  actions: Action[]
}

/** Folding everything anew takes longer than what an action does. */
const FOLDED_EVERY = 10

const options: Options = JSON.parse(process.argv[2] ?? "{}")
const host = new Host(options.python, options.host, options.database)
const tally = new Tally()
const failures: Failure[] = []
let done = 0

let current: World | null = null
// A transaction that was cut rejects its other requests too, which a page only logs; anything else is a fault of the app.
process.on("unhandledRejection", (error) => {
  if (!(error instanceof DOMException)) current?.errors.push(error)
})

const began = process.hrtime.bigint()
const seconds = () => Number(process.hrtime.bigint() - began) / 1e9
try {
  for (let seed = options.seed; done < options.seeds; seed++) {
    const actions = options.replay ?? scenario(new Chance(seed), seed, options.actions, new Set(options.faults))
    const says = await run(seed, actions, tally)
    done += 1
    if (says !== null) failures.push(await smaller(seed, actions, says))
    if (options.failures > 0 && failures.length >= options.failures) break
    if (done % 10 === 0) console.error(`${done} seeds, ${tally.total} steps, ${failures.length} failures`)
    if (options.seconds > 0 && seconds() > options.seconds) break
  }
} finally {
  await host.end()
}
const faults = Object.fromEntries(tally.faults)
console.log(JSON.stringify({ seeds: done, steps: tally.total, ...tally.steps, faults, failures }))
process.exit(failures.length > 0 ? 1 : 0)

/** What was wrong, or null. */
async function run(seed: number, actions: readonly Action[], counted: Tally): Promise<string | null> {
  const world = new World(host, counted, seed)
  current = world
  let at = "beginning"
  try {
    await world.begin(options.phones)
    await world.verify()
    for (const [n, action] of actions.entries()) {
      at = `action ${n + 1}, ${action.do}`
      await world.perform(action)
      await world.verify()
      if (n % FOLDED_EVERY === 0) await world.verifyFolds()
    }
    at = "coming to rest"
    await world.rest()
    return null
  } catch (error) {
    const told = error instanceof Error ? error : new Error(String(error))
    return `${at}: ${told.name === "Broken" && !told.cause ? told.message : (told.stack ?? told.message)}${told.cause ? `\n${(told.cause as Error).stack ?? told.cause}` : ""}`
  } finally {
    for (const phone of world.phones) phone.kill()
  }
}

async function smaller(seed: number, actions: Action[], says: string): Promise<Failure> {
  console.error(`seed ${seed} fails: ${says}`)
  if (!options.shrink) return { seed, says, actions }
  const left = await shrink(actions, async (some) => (await run(seed, some, new Tally())) !== null)
  return { seed, says: (await run(seed, left, new Tally())) ?? says, actions: left }
}
