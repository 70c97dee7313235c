/** What happens between the library and a partner, as payloads. Pure. */

import type { PartnerContacted } from "../wire"
import { storable } from "./envelope"

/** A talk, and what is to be done next. */
export function contacted({ site, way, note, next_step, next_on, done }: PartnerContacted): PartnerContacted {
  return { site, way, note: storable(note), next_step: storable(next_step), next_on, done: [...done] }
}
