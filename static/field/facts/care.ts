/** What was done for a kit and how it is, as payloads. Pure. */

import type { KitConditionNoted, KitRestocked, KitServiced } from "../wire"
import { storable } from "./envelope"

/** The kit, or some parts of it, were charged, wiped, updated, inspected or repaired. */
export function serviced({ did, parts, note }: KitServiced): KitServiced {
  return { did: [...did], parts: [...parts], note: storable(note) }
}

/** How the kit is, or some parts of it. */
export function conditionNoted({ kit, parts, note }: KitConditionNoted): KitConditionNoted {
  return {
    kit,
    parts: parts.map(({ part, count, condition }) => ({ part, count, condition })),
    note: storable(note),
  }
}

/** Things were put in. */
export function restocked({ parts, note }: KitRestocked): KitRestocked {
  return { parts: parts.map(({ part, count }) => ({ part, count })), note: storable(note) }
}
