/**
 * A stack of flyers after these facts, starting from what the library's row says.
 *
 * The same rule as the server's fold (`outreach_app/flyers/placements/rules.py`), for the few facts that the row does not show
 * yet. Pure.
 */

import type { Envelope, FlyerPlaced, FlyerRemoved, FlyerRestocked, PlacementRow } from "../wire"
import { inHistory } from "./history"

/** The row with the facts laid over it, in any order given; null where nobody laid it out. */
export function layOver(row: PlacementRow | null, facts: Iterable<Envelope>): PlacementRow | null {
  let stack = row
  for (const fact of inHistory(facts)) stack = STEPS[fact.kind]?.(stack, fact) ?? stack
  return stack
}

type Step = (stack: PlacementRow | null, fact: Envelope) => PlacementRow | null

/** Said again it is a correction. */
const place: Step = (stack, fact) => {
  const { flyer, code, site, spot, language, copies, restock_on } = fact.payload as FlyerPlaced
  return {
    id: fact.subject,
    flyer,
    code,
    site,
    spot,
    language,
    copies,
    laid: copies,
    placed_on: fact.local_date,
    restocked_on: null,
    restock_on,
    removed: null,
    discrepancies: stack?.discrepancies ?? [],
  }
}

const restock: Step = (stack, fact) => {
  if (stack === null) return null
  const { copies, left, restock_on } = fact.payload as FlyerRestocked
  return {
    ...stack,
    copies: (left ?? stack.copies) + copies,
    laid: stack.laid + copies,
    restocked_on: fact.local_date,
    restock_on,
    removed: null,
  }
}

const remove: Step = (stack, fact) => {
  if (stack === null) return null
  const { reason } = fact.payload as FlyerRemoved
  return { ...stack, copies: 0, restock_on: null, removed: { reason, on: fact.local_date } }
}

const STEPS: Readonly<Record<string, Step>> = {
  "flyer.placed": place,
  "flyer.restocked": restock,
  "flyer.removed": remove,
}
