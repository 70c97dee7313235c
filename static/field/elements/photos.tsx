/** Photos of a kit or its parts, or of a stack of flyers, on a form: taken or chosen, told what they show, taken off again. */

import { useEffect, useId, useState } from "preact/hooks"
import type { Id, NamedPhoto, Part, PhotoBytes } from "../core"
import { ngettext, t } from "../text"
import { Disclosure } from "./disclosure"
import { Icon } from "./icon"
import { photoFrom, type Unusable } from "./photo-making"

/** A photo in hand, not recorded yet. */
export interface Taken extends PhotoBytes {
  /** Null for the whole kit. */
  part: Id | null
}

const MOST = 8

interface Props {
  taken: readonly Taken[]
  /** What a photo may show, where that is not the whole; null where nobody is to be asked. */
  parts: readonly Part[] | null
  /** What the whole is called: the kit, where it is left out. */
  whole?: string
  /** What the next photo most likely shows. */
  likely: Id | null
  onTaken(taken: Taken[]): void
}

export function Photos({ taken, parts, whole = t("the whole kit"), likely, onTaken }: Props) {
  const [isBusy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<Unusable | null>(null)
  const add = async (file: File | undefined) => {
    if (file === undefined || isBusy) return
    setBusy(true)
    setWrong(null)
    const made = await photoFrom(file)
    setBusy(false)
    if (typeof made === "string") return setWrong(made)
    const others = taken.filter(({ sha256 }) => sha256 !== made.sha256)
    onTaken([...others, { ...made, part: likely }])
  }
  return (
    <Disclosure
      id="photos"
      isOpen={taken.length > 0 || wrong !== null || isBusy}
      summary={taken.length === 0 ? t("Add a photo") : ngettext("{n} photo", "{n} photos", taken.length)}
    >
      {taken.length > 0 && (
        <ul class="rows">
          {taken.map((one) => (
            <TakenPhoto
              key={one.sha256}
              photo={one}
              parts={parts}
              whole={whole}
              setPart={(part) => onTaken(taken.map((it) => (it === one ? { ...it, part } : it)))}
              remove={() => onTaken(taken.filter((it) => it !== one))}
            />
          ))}
        </ul>
      )}
      {taken.length < MOST && (
        <div class="photo-ways">
          <Way label={t("Take a photo")} isCamera isBusy={isBusy} onFile={add} />
          <Way label={t("Choose a photo")} isBusy={isBusy} onFile={add} />
        </div>
      )}
      <p class="hint" role="status">
        {isBusy ? t("Making the photo smaller…") : t("Only the things. No people in the picture, nothing private.")}
      </p>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong === "too_large"
            ? t(
                "That picture is too large for this phone to make smaller. Take it with the camera, or choose another one.",
              )
            : t("That is no picture that this phone can read. Take it with the camera, or choose another one.")}
        </p>
      )}
    </Disclosure>
  )
}

interface WayProps {
  label: string
  isCamera?: boolean
  isBusy: boolean
  onFile(file: File | undefined): void
}

function Way({ label, isCamera = false, isBusy, onFile }: WayProps) {
  return (
    <label class="button quiet file" aria-disabled={isBusy}>
      <Icon name="plus" />
      {label}
      <input
        type="file"
        accept="image/*"
        capture={isCamera ? "environment" : undefined}
        disabled={isBusy}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          // The same file once more is a change again.
          event.currentTarget.value = ""
        }}
      />
    </label>
  )
}

interface TakenProps {
  photo: Taken
  parts: readonly Part[] | null
  whole: string
  setPart(part: Id | null): void
  remove(): void
}

function TakenPhoto({ photo, parts, whole, setPart, remove }: TakenProps) {
  const id = useId()
  const shows = parts?.find((part) => part.id === photo.part)?.name ?? whole
  return (
    <li class="row">
      <Picture photo={photo} alt={t("Photo of {what}", { what: shows })} />
      <span class="grow">
        {parts && (
          <>
            <label class="label small" for={id}>
              {t("What does it show?")}
            </label>
            <select
              id={id}
              class="input"
              value={photo.part ?? ""}
              onChange={(event) => setPart(event.currentTarget.value || null)}
            >
              <option value="">{t("The whole kit")}</option>
              {parts.map((part) => (
                <option key={part.id} value={part.id}>
                  {part.tag ? `${part.name} ${part.tag}` : part.name}
                </option>
              ))}
            </select>
          </>
        )}
        <button type="button" class="plain small" onClick={remove}>
          {t("Take it off")}
          <span class="unseen"> {t("Photo of {what}", { what: shows })}</span>
        </button>
      </span>
    </li>
  )
}

/** The picture itself, for as long as it is shown. */
export function Picture({ photo, alt }: { photo: PhotoBytes; alt: string }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [photo.sha256])
  return address === null ? <span class="photo" /> : <img class="photo" src={address} alt={alt} />
}

/** As facts name them, and their bytes. */
export function withPhotos(taken: readonly Taken[]): { photos?: NamedPhoto[]; bytes?: PhotoBytes[] } {
  if (taken.length === 0) return {}
  return {
    photos: taken.map(({ sha256, part }) => ({ sha256, part })),
    bytes: taken.map(({ sha256, type, bytes }) => ({ sha256, type, bytes })),
  }
}
