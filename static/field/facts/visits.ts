/** What happens to a visit, as payloads. Pure. */

import type { VisitFinished, VisitStarted } from "../wire"
import { storable } from "./envelope"

/** Somebody arrived. */
export function started({ site, trainers, note }: VisitStarted): VisitStarted {
  return { site, trainers: [...trainers], note: storable(note) }
}

/** It is over; told again, the last one holds. */
export function finished({ outcome, note }: VisitFinished): VisitFinished {
  return { outcome, note: storable(note) }
}
