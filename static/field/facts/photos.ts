/** How payloads name photos. Pure. */

import type { NamedPhoto } from "../wire"

/** A fact without photos has no such member: the library's versions before know none. */
export function namedPhotos(photos: NamedPhoto[] | undefined): { photos?: NamedPhoto[] } {
  return photos?.length ? { photos: photos.map(({ sha256, part }) => ({ sha256, part })) } : {}
}
