/** Hands a file to the person: the phone's own share sheet where it takes files, else a download. */
export async function saveFile({ name, text }: { name: string; text: string }): Promise<void> {
  const file = new File([text], name, { type: "text/plain" })
  if (isTouch() && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name })
      return
    } catch (error) {
      // Closing the share sheet is an answer; anything else falls through to the download.
      if (error instanceof DOMException && error.name === "AbortError") return
    }
  }
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches
}
