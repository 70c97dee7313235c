/** What happens to flyers away from the desk, as payloads. Pure. */

import type { FlyerHandedOut, FlyerPlaced, FlyerRemoved, FlyerRestocked } from "../wire"
import { storable } from "./envelope"
import { namedPhotos } from "./photos"

/** A stack was laid out. */
export function placed(told: FlyerPlaced): FlyerPlaced {
  const { flyer, code, site, spot, language, copies, restock_on, note, photos } = told
  return {
    flyer,
    code,
    site,
    spot: storable(spot),
    language,
    copies,
    restock_on,
    note: storable(note),
    ...namedPhotos(photos),
  }
}

/** So many were added to a stack. */
export function stackRestocked({ copies, left, restock_on, note, photos }: FlyerRestocked): FlyerRestocked {
  return { copies, left, restock_on, note: storable(note), ...namedPhotos(photos) }
}

/** A stack lies there no more. */
export function removed({ code, reason, left, note }: FlyerRemoved): FlyerRemoved {
  return { code, reason, left, note: storable(note) }
}

/** Flyers went from hand to hand, or a code is held up; a count below nought takes back what was tapped too often. */
export function handedOut({ flyer, language, count, site, code }: FlyerHandedOut): FlyerHandedOut {
  return { flyer, language, count, site, ...(code ? { code } : {}) }
}
