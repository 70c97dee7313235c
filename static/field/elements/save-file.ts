/** Hands files to the person: the phone's own share sheet where it takes files, else a download. */

import type { SavedFile } from "../core"

export async function saveFile(file: SavedFile): Promise<void> {
  await saveFiles([file])
}

export async function saveFiles(saved: readonly SavedFile[]): Promise<void> {
  if (saved.length === 0) return
  const files = saved.map(({ name, text }) => new File([text], name, { type: "text/plain" }))
  if (isTouch() && navigator.canShare?.({ files })) {
    try {
      await navigator.share({ files, title: files[0]?.name ?? "" })
      return
    } catch (error) {
      // Closing the share sheet is an answer; anything else falls through to the download.
      if (error instanceof DOMException && error.name === "AbortError") return
    }
  }
  for (const file of files) download(file)
}

function download(file: File): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches
}
