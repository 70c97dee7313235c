/** The sessions that a phone shows: the library's rows with this phone's own facts laid over. Pure, and made anew only where something changed. */

import type { Envelope, Id, SessionRow } from "../wire"
import { inHistory } from "./history"
import { layOver } from "./session"

export interface SessionView extends SessionRow {
  /** Ids of the facts that are laid over, in the order they happened. */
  laidOver: Id[]
  /** True while one of them is still waiting on this phone. */
  hasWaiting: boolean
}

interface Laid {
  fact: Envelope
  isWaiting: boolean
}

export interface Sessions {
  /** The newest first. */
  list: SessionView[]
  byId: ReadonlyMap<Id, SessionView>
}

interface Made {
  rows: Sessions
  over: string
  shown: Sessions
}

const made = new WeakMap<readonly SessionRow[], Made>()

/** `laidOver` are the facts that rows do not show yet, by subject; those of other subjects are left alone. */
export function sessionsOf(rows: readonly SessionRow[], laidOver: ReadonlyMap<Id, readonly Laid[]>): Sessions {
  const mine = new Map<Id, Laid[]>()
  const over: string[] = []
  for (const [subject, laid] of laidOver) {
    const own = laid.filter(({ fact }) => fact.kind.startsWith("training_session."))
    if (own.length === 0) continue
    mine.set(subject, own)
    for (const { fact, isWaiting } of own) over.push(isWaiting ? `${fact.id} waits` : fact.id)
  }
  const signature = over.join()
  const before = made.get(rows)
  if (before?.over === signature) return before.shown
  const plain = before?.rows ?? listed(rows.map((row) => ({ ...row, laidOver: [], hasWaiting: false })))
  const shown = mine.size === 0 ? plain : withFacts(plain, mine)
  made.set(rows, { rows: plain, over: signature, shown })
  return shown
}

function withFacts(plain: Sessions, laid: ReadonlyMap<Id, Laid[]>): Sessions {
  const changed: SessionView[] = []
  for (const [id, own] of laid) {
    const facts = own.map(({ fact }) => fact)
    const row = layOver(plain.byId.get(id) ?? null, facts)
    if (row === null) continue
    changed.push({
      ...row,
      laidOver: inHistory(facts).map((fact) => fact.id),
      hasWaiting: own.some(({ isWaiting }) => isWaiting),
    })
  }
  const gone = new Set(changed.map(({ id }) => id))
  return listed([...plain.list.filter(({ id }) => !gone.has(id)), ...changed])
}

function listed(sessions: SessionView[]): Sessions {
  const list = sessions
    .map((session) => ({ session, at: Date.parse(session.starts_at) }))
    .sort((one, other) => other.at - one.at || (one.session.id < other.session.id ? 1 : -1))
    .map(({ session }) => session)
  return { list, byId: new Map(list.map((session) => [session.id, session])) }
}
