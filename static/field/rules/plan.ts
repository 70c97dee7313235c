/** Who steps in where a role is vacant, and who calls whom: the same rules as `outreach_app/emergency/plan/rules.py`. */

import type { Id, PlanCall, PlanRole } from "../wire"

export interface Standing {
  /** Whom the plan names first; null where it names nobody. */
  holder: string | null
  /** Who has it: the holder, or the first alternate who has not left; null where nobody is left. */
  acting: string | null
  isVacant: boolean
}

/** How a role stands; `there` are those who are still with the library, or in the plan. */
export function standing({ holders }: PlanRole, there: ReadonlySet<string>): Standing {
  const holder = holders[0] ?? null
  const acting = holders.find((one) => there.has(one)) ?? null
  return { holder, acting, isVacant: holder === null || acting !== holder }
}

/** The tree of calls from its beginnings down, each with how deep it is; each call once, whatever it says of itself. */
export function calledInOrder(calls: readonly PlanCall[]): (readonly [depth: number, call: PlanCall])[] {
  const left = new Map<Id, PlanCall>(calls.map((one) => [one.id, one]))
  const every = new Set(left.keys())
  const told: (readonly [number, PlanCall])[] = []
  const down = (call: PlanCall, depth: number) => {
    if (!left.delete(call.id)) return
    told.push([depth, call])
    for (const other of calls) if (other.caller === call.id) down(other, depth + 1)
  }
  for (const one of calls) if (!every.has(one.caller)) down(one, 0)
  // What only calls itself in a ring begins somewhere, too.
  for (const one of calls) down(one, 0)
  return told
}
