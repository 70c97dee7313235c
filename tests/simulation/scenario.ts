/** What happens in one simulation, drawn from a seed beforehand, so that parts of it can be left out and tried again. */

import type { Chance } from "./chance"
import type { Cut } from "./disk"
import type { Change } from "./host"
import { type KillPoint, NETWORK_FAULTS, type NetworkFault, type Planned } from "./network"
import { turnsOf } from "./turns"

export const PEOPLE = ["ana", "bo", "cy", "dee"] as const
export const KITS = ["K1", "K2", "K3", "K4"] as const

/** `phone` and `tab` are counted round, whatever there is of them by then. */
export type Action =
  | {
      do: "record"
      phone: number
      tab: number
      kit: string
      isOut: boolean
      chargers: number | null
      ago: number | null
    }
  | { do: "sync"; phone: number; tab: number; network: Planned[]; starts: boolean }
  | { do: "pass"; ms: number }
  | { do: "cut"; phone: number; cut: Cut }
  | { do: "kill"; phone: number }
  /** Once more, or only where the app does not run. */
  | { do: "open"; phone: number; ifShut?: true }
  | { do: "evict"; phone: number; which: "outbox" | "replicas" | "all" }
  | { do: "clone"; phone: number }
  | { do: "clock"; phone: number; becomes: ClockFault }
  | { do: "person"; phone: number; who: string; network: Planned[] }
  | { do: "staff"; what: Change; who: string }
  | { do: "device"; what: Change; phone: number }
  | { do: "server"; isUp: boolean }
  | { do: "backup" }
  | { do: "restore" }
  | { do: "release" }

/** What becomes of a phone's clock; `right` is none. */
export type ClockFault = "right" | "1970" | "2099" | "hours off" | "stepping at noon"
const CLOCKS: readonly ClockFault[] = ["right", "1970", "2099", "hours off", "stepping at noon"]

const WEIGHTS: Record<Action["do"], number> = {
  record: 30,
  sync: 30,
  pass: 8,
  cut: 7,
  kill: 4,
  open: 4,
  evict: 0.7,
  clone: 0.5,
  clock: 1.5,
  person: 2,
  staff: 1.5,
  device: 0.6,
  server: 4,
  backup: 2.5,
  restore: 2,
  release: 4,
}

const MINUTE = 60_000

/**
 * So many actions, and where all faults may happen before them a few that are this seed's turn, so that none is left to chance;
 * `faults` names those that may happen, or is empty for all.
 */
export function scenario(chance: Chance, seed: number, actions: number, faults: ReadonlySet<string>): Action[] {
  const drawn = Array.from({ length: actions }, () => action(chance, faults))
  if (faults.size > 0) return drawn
  // First: later on too many phones are gone, or told to wait.
  return [...turnsOf(seed).flatMap((turn) => turn(chance)), ...drawn]
}

function action(chance: Chance, faults: ReadonlySet<string>): Action {
  const may = (name: string) => faults.size === 0 || faults.has(name)
  const always: Partial<Record<Action["do"], number>> = {
    record: WEIGHTS.record,
    sync: WEIGHTS.sync,
    pass: WEIGHTS.pass,
  }
  const others = Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => may(name)))
  const phone = chance.whole(0, 7)
  const tab = chance.whole(0, 2)
  switch (chance.weighted<Action["do"]>({ ...others, ...always })) {
    case "record":
      return {
        do: "record",
        phone,
        tab,
        kit: chance.one(KITS),
        isOut: chance.happens(0.6),
        chargers: chance.happens(0.4) ? chance.whole(0, 10) : null,
        ago: chance.happens(0.1) ? chance.whole(1, 30 * 24 * 60) * MINUTE : null,
      }
    case "sync":
      return { do: "sync", phone, tab, network: network(chance, may), starts: chance.happens(0.7) }
    case "pass":
      return { do: "pass", ms: chance.happens(0.1) ? 2 * 24 * 60 * MINUTE : chance.whole(1, 40) * (MINUTE / 2) }
    case "cut":
      return { do: "cut", phone, cut: cutOf(chance) }
    case "kill":
      return { do: "kill", phone }
    case "open":
      return { do: "open", phone }
    case "evict":
      return { do: "evict", phone, which: chance.one(["outbox", "replicas", "all"]) }
    case "clone":
      return { do: "clone", phone }
    case "clock":
      return { do: "clock", phone, becomes: chance.one(CLOCKS) }
    case "person":
      return { do: "person", phone, who: chance.one(PEOPLE), network: network(chance, may) }
    case "staff":
      return { do: "staff", what: chance.one(["deactivate", "reactivate", "reactivate"]), who: chance.one(PEOPLE) }
    case "device":
      return { do: "device", what: chance.one(["drain", "revoke"]), phone }
    case "server":
      return { do: "server", isUp: chance.happens(0.7) }
    case "backup":
      return { do: "backup" }
    case "restore":
      return { do: "restore" }
    case "release":
      return { do: "release" }
  }
}

function network(chance: Chance, may: (name: string) => boolean): Planned[] {
  const planned: Planned[] = []
  while (chance.happens(0.4)) {
    if (chance.happens(0.25) && may("server_killed")) {
      planned.push({ fault: { killServer: killPoint(chance) }, at: 0 })
    } else {
      const able = NETWORK_FAULTS.filter(may)
      if (able.length > 0) planned.push({ fault: chance.one<NetworkFault>(able), at: chance.real() })
    }
  }
  return planned
}

function killPoint(chance: Chance): KillPoint {
  const point = chance.one([
    "arrived",
    "statement",
    "statement",
    "before_commit",
    "after_commit",
    "before_answer",
  ] as const)
  return point === "statement" ? `statement:${chance.whole(1, 30)}` : point
}

function cutOf(chance: Chance): Cut {
  const at = chance.whole(0, 25)
  const fault = chance.one(["killed_before", "killed_after", "quota", "connection_lost"] as const)
  return fault === "quota" ? { fault, at, writes: chance.whole(1, 6) } : { fault, at }
}
