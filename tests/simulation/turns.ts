/** For each fault what makes it happen: every seed has a few of them for certain, beside what it draws. */

import type { Chance } from "./chance"
import type { Cut } from "./disk"
import { FAULTS } from "./faults"
import { type KillPoint, NETWORK_FAULTS, type NetworkFault, type Planned } from "./network"
import { type Action, type ClockFault, PEOPLE } from "./scenario"

type Turn = (chance: Chance) => Action[]
type Fault = (typeof FAULTS)[number]

/** So many of each seed; with eleven seeds in a row every fault had its turn. */
const TURNS = 4

/** In the order of the list, whose last ones leave phones that do nothing any more. */
export function turnsOf(seed: number): Turn[] {
  const turns = Array.from({ length: TURNS }, (_, n) => (seed * TURNS + n) % FAULTS.length)
  return turns.sort((one, other) => one - other).map((n) => HOW[FAULTS[n] as Fault])
}

const record = (chance: Chance, phone: number): Action => ({
  do: "record",
  phone,
  tab: 0,
  kit: "K1",
  isOut: chance.happens(0.5),
  chargers: null,
  ago: null,
})

const sync = (phone: number, ...network: Planned[]): Action => ({ do: "sync", phone, tab: 0, network, starts: true })

function met(fault: Planned["fault"], ...after: Action[]): Turn {
  return (chance) => {
    const phone = chance.whole(0, 2)
    const planned = { fault, at: chance.real() }
    return [...free(phone), sync(phone), record(chance, phone), sync(phone, planned), ...after, sync(phone)]
  }
}

/** An answer of as many facts as are asked about, none: what tells it from the library's is its nonce alone. */
const oldAnswer: Turn = (chance) => {
  const phone = chance.whole(0, 2)
  return [...free(phone), sync(phone), sync(phone), sync(phone, { fault: "old_answer", at: 0.99 }), sync(phone)]
}

/** What is still on its way arrives, and nobody waits any more. */
function free(phone: number): Action[] {
  return [{ do: "release" }, { do: "release" }, { do: "pass", ms: 2 * 60_000 }, { do: "open", phone, ifShut: true }]
}

function killed(point: (chance: Chance) => KillPoint): Turn {
  return (chance) => met({ killServer: point(chance) })(chance)
}

function cut(how: (at: number) => Cut, most: number): Turn {
  return (chance) => {
    const phone = chance.whole(0, 2)
    const meeting: Action = { do: "cut", phone, cut: how(chance.whole(0, most)) }
    const open: Action = { do: "open", phone, ifShut: true }
    const again = sync(phone)
    // While something is written down, and while the answer to it is.
    return [open, meeting, record(chance, phone), again, open, record(chance, phone), meeting, again, open, again]
  }
}

function evicted(which: "outbox" | "replicas" | "all"): Turn {
  return (chance) => {
    const phone = chance.whole(0, 2)
    return [record(chance, phone), { do: "evict", phone, which }, { do: "open", phone, ifShut: true }]
  }
}

function clock(becomes: ClockFault): Turn {
  return (chance) => {
    const phone = chance.whole(0, 2)
    return [{ do: "open", phone, ifShut: true }, { do: "clock", phone, becomes }, record(chance, phone), sync(phone)]
  }
}

const restored: Turn = (chance) => {
  const phone = chance.whole(0, 2)
  const used = Array.from({ length: 3 }, () => [record(chance, phone), sync(phone)]).flat()
  const others = [0, 1, 2].map((one) => sync(one))
  return [
    { do: "backup" },
    { do: "open", phone, ifShut: true },
    ...used,
    { do: "restore" },
    ...others,
    ...used,
    ...others,
  ]
}

const signedInAnew: Turn = (chance) => {
  const phone = chance.whole(0, 2)
  const signsIn: Action = { do: "person", phone, who: PEOPLE[phone] ?? "ana", network: [] }
  // The backup does not know what the phone becomes after it lost everything.
  const before: Action[] = [
    { do: "backup" },
    { do: "evict", phone, which: "all" },
    { do: "open", phone, ifShut: true },
    signsIn,
  ]
  return [...before, record(chance, phone), sync(phone), { do: "restore" }, record(chance, phone), sync(phone), signsIn]
}

function person(times: number): Turn {
  return (chance) => {
    const phone = chance.whole(0, 2)
    const other: Action = { do: "person", phone, who: PEOPLE[(phone + 1) % PEOPLE.length] ?? "bo", network: [] }
    const asks: Action[] = [
      { do: "open", phone, ifShut: true },
      sync(phone),
      ...Array.from({ length: times }, () => other),
    ]
    return [...asks, record(chance, phone), sync(phone)]
  }
}

const HOW: Readonly<Record<Fault, Turn>> = {
  ...(Object.fromEntries(NETWORK_FAULTS.map((fault) => [fault, met(fault)])) as Record<NetworkFault, Turn>),
  delayed: met("delayed", { do: "release" }),
  old_answer: oldAnswer,
  "server_killed arrived": killed(() => "arrived"),
  "server_killed statement": killed((chance) => `statement:${chance.whole(1, 12)}`),
  "server_killed before_commit": killed(() => "before_commit"),
  "server_killed after_commit": killed(() => "after_commit"),
  "server_killed before_answer": killed(() => "before_answer"),
  "server stopped": (chance) => [
    { do: "server", isUp: false },
    record(chance, 0),
    { ...sync(0), starts: false } as Action,
  ],
  "server restored": restored,
  "server used past its old head": restored,
  "phone killed": (chance) => [record(chance, 0), { do: "kill", phone: 0 }, { do: "open", phone: 0, ifShut: true }],
  "storage killed_before": cut((at) => ({ fault: "killed_before", at }), 8),
  "storage killed_after": cut((at) => ({ fault: "killed_after", at }), 8),
  "storage killed_opening": (chance) => [
    { do: "kill", phone: 0 },
    { do: "cut", phone: 0, cut: { fault: "killed_before", at: 0 } },
    { do: "open", phone: 0, ifShut: true },
    { do: "open", phone: 0, ifShut: true },
    record(chance, 0),
  ],
  "storage quota": cut((at) => ({ fault: "quota", at, writes: 2 }), 3),
  "storage connection_lost": cut((at) => ({ fault: "connection_lost", at }), 8),
  "evicted outbox": evicted("outbox"),
  "evicted replicas": evicted("replicas"),
  "evicted all": evicted("all"),
  "phone cloned": (chance) => [record(chance, 0), { do: "clone", phone: 0 }, record(chance, 0), sync(0)],
  "clock 1970": clock("1970"),
  "clock 2099": clock("2099"),
  "clock hours off": clock("hours off"),
  "clock stepping at noon": clock("stepping at noon"),
  "person joined": person(1),
  "person switched": person(2),
  "person signed in anew": signedInAnew,
  "person deactivated": (chance) => {
    const phone = chance.whole(0, 2)
    const who = PEOPLE[phone] ?? "ana"
    return [
      record(chance, phone),
      { do: "staff", what: "deactivate", who },
      sync(phone),
      record(chance, phone),
      sync(phone),
    ]
  },
  "person reactivated": () => [
    { do: "staff", what: "deactivate", who: "dee" },
    { do: "staff", what: "reactivate", who: "dee" },
  ],
  "device drained": (chance) => [
    record(chance, 1),
    { do: "device", what: "drain", phone: 1 },
    record(chance, 1),
    sync(1),
  ],
  "device revoked": (chance) => [
    record(chance, 2),
    { do: "device", what: "revoke", phone: 2 },
    record(chance, 2),
    sync(2),
  ],
}
