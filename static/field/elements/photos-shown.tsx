/** The photos of a fact that this phone recorded: the pictures while they are here, and how far each has come. */

import { useEffect, useState } from "preact/hooks"
import type { FactOnPhone, KeptPhoto, KitCheckedIn, KitCheckedOut, PhotoBytes } from "../core"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Picture } from "./photos"

export function PhotosShown({ one }: { one: FactOnPhone }) {
  const { view } = useApp()
  const { photos = [] } = one.fact.payload as Partial<KitCheckedIn>
  const kit = view.value.byId.kits.get(one.fact.subject)
  const { signed_off: signed } = one.fact.payload as Partial<KitCheckedOut>
  if (one.photos.length === 0 && one.photosLost === 0 && !signed) return null
  return (
    <span class="photos">
      {signed?.name && <span class="small soft">{t("Signed by {name}", { name: signed.name })}</span>}
      {photos.map(({ sha256, part }) => (
        <PhotoShown
          key={`${sha256} ${part}`}
          what={kit?.parts.find(({ id }) => id === part)?.name ?? (part ? t("a part") : wholeOf(one.fact.kind))}
          kept={one.photos.find((photo) => photo.sha256 === sha256)}
        />
      ))}
      {one.photosLost > 0 && (
        <span class="small needs">
          {ngettext(
            "Without its photo: this phone was full.",
            "Without its {n} photos: this phone was full.",
            one.photosLost,
          )}
        </span>
      )}
    </span>
  )
}

/** What a photo shows that is of no part. */
function wholeOf(kind: string): string {
  return kind.startsWith("flyer.") ? t("the stack") : t("the whole kit")
}

function PhotoShown({ what, kept }: { what: string; kept: KeptPhoto | undefined }) {
  const { core } = useApp()
  const [found, setFound] = useState<PhotoBytes | null>(null)
  useEffect(() => {
    let isHere = true
    if (kept)
      core.photo(kept.sha256).then(
        (photo) => isHere && setFound(photo),
        (error: unknown) => console.warn("A photo could not be read.", error),
      )
    return () => {
      isHere = false
    }
  }, [core, kept?.sha256])
  return (
    <span class="photo-shown">
      {found && <Picture photo={found} alt={t("Photo of {what}", { what })} />}
      <span class={kept?.state === "refused" || kept?.state === "lost" ? "small needs" : "small soft"}>
        <span dir="auto">{what}</span>: {standing(kept)}
      </span>
    </span>
  )
}

function standing(kept: KeptPhoto | undefined): string {
  switch (kept?.state) {
    case "waiting":
      return t("photo waits on this phone")
    case "refused":
      return t("the library could not read the photo")
    case "lost":
      return t("this phone lost the photo before it was sent")
    default:
      return t("photo is at the library")
  }
}
