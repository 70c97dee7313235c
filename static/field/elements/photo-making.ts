/**
 * What a camera gave becomes a photo that can travel: upright, at most 300 kB, and nothing in it but the picture.
 *
 * It is drawn anew, so that where it was taken, when and with which phone stays behind.
 */

import type { PhotoBytes } from "../core"

/** What a phone of today takes is far below; more would cost a small phone its memory. */
const MOST_FILE = 35_000_000
const MOST_PHOTO = 300_000
const SIDES = [1600, 1280, 1024, 800, 640]
const QUALITIES = [0.8, 0.65, 0.5]
const LEAST_SIDE = 8

export type Unusable = "too_large" | "no_picture"

/** The photo, or why there is none. */
export async function photoFrom(file: Blob): Promise<PhotoBytes | Unusable> {
  if (file.size > MOST_FILE) return "too_large"
  const picture = await decoded(file)
  if (picture === null) return "no_picture"
  try {
    if (Math.min(picture.width, picture.height) < LEAST_SIDE) return "no_picture"
    const made = await smaller(picture)
    if (made === null) return "too_large"
    const bytes = await made.arrayBuffer()
    return { sha256: hex(await crypto.subtle.digest("SHA-256", bytes)), type: made.type, bytes }
  } finally {
    picture.close()
  }
}

async function decoded(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" })
  } catch (error) {
    console.info("The file could not be read as a picture.", error)
    return null
  }
}

/** The best that fits: first it gives way in quality, then in size. */
async function smaller(picture: ImageBitmap): Promise<Blob | null> {
  for (const side of SIDES) {
    const share = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(1, Math.round(picture.width * share))
    canvas.height = Math.max(1, Math.round(picture.height * share))
    const drawing = canvas.getContext("2d")
    if (drawing === null) return null
    drawing.imageSmoothingQuality = "high"
    // What is see-through would turn black.
    drawing.fillStyle = "#fff"
    drawing.fillRect(0, 0, canvas.width, canvas.height)
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const quality of QUALITIES) {
      const made = await encoded(canvas, quality)
      if (made !== null && made.size <= MOST_PHOTO) return made
    }
  }
  return null
}

/** WebP, or JPEG where the browser makes none: it then gives a PNG, which is large. */
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const as = (type: string) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  const made = await as("image/webp")
  return made?.type === "image/webp" ? made : as("image/jpeg")
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
