/** Off this phone, by whatever it shares with; as a copy where it shares with nothing. */

import { useState } from "preact/hooks"

interface Words {
  /** What is copied where there is nothing to share with, and what is said of it then. */
  copy: string
  copied: string
  /** What else can be done where neither works. */
  failed: string
}

/** What to say of the last try, and how to share. */
export function useSharing(): [said: string, share: (told: ShareData, words: Words) => Promise<void>] {
  const [said, setSaid] = useState("")
  const share = async (told: ShareData, { copy, copied, failed }: Words) => {
    try {
      if (navigator.share) await navigator.share(told)
      else {
        await navigator.clipboard.writeText(copy)
        setSaid(copied)
      }
    } catch (error) {
      // Whoever closes the sheet of ways to share wanted just that.
      if (error instanceof DOMException && error.name === "AbortError") return
      console.warn("It could not be shared.", error)
      setSaid(failed)
    }
  }
  return [said, share]
}
