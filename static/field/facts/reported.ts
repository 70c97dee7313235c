/** What is reported of a kit, as a payload. Pure. */

import type { KitProblemReported } from "../wire"
import { storable } from "./envelope"
import { namedPhotos } from "./photos"

/** Something is amiss with the kit, or it was found; it moves nothing. */
export function problemReported({ what, part, words, where, photos }: KitProblemReported): KitProblemReported {
  return { what, part, words: storable(words), where: storable(where), ...namedPhotos(photos) }
}
