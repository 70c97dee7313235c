/** Facts in words: what the person did, and what the library said of it. */

import type { Envelope, KitCheckedIn, KitCheckedOut, Said, View } from "../core"
import { t } from "../text"
import { doesNotAddUp, placeName, staffName } from "./kit-words"

/** "Took out K-07 Tablet kit", as one line. */
export function happened(fact: Envelope, view: View): string {
  const known = view.byId.kits.get(fact.subject)
  const kit = known ? `${known.code} ${known.name}` : t("a kit")
  switch (fact.kind) {
    case "kit.checked_out": {
      const { to } = fact.payload as KitCheckedOut
      if ("partner" in to) return t("Took {kit} to {place}", { kit, place: placeName(to.partner, to.site, view) })
      if (to.staff === fact.author) return t("Took out {kit}", { kit })
      return t("Gave {kit} to {name}", { kit, name: staffName(to.staff, view) })
    }
    case "kit.checked_in": {
      const { parts } = fact.payload as KitCheckedIn
      const isWhole = parts.every((part) => part.result === "present")
      return isWhole ? t("Brought back {kit}", { kit }) : t("Brought back {kit}, not all of it", { kit })
    }
    default:
      return t("Recorded something ({kind})", { kind: fact.kind })
  }
}

export interface Verdict {
  tone: "kept" | "need"
  word: string
  /** Sentences that tell more than "kept"; none where all is well. */
  sentences: string[]
}

/** What an answer means. All of them mean that the library has the fact. */
export function verdict(said: Said): Verdict {
  if (said.outcome === "quarantined")
    return {
      tone: "need",
      word: t("kept, to be read"),
      sentences: [
        said.reason === "device_revoked"
          ? t("This phone was reported lost, so a coordinator reads it first. Nothing is lost.")
          : t("The library keeps it but could not read it. A coordinator will look at it. Nothing is lost."),
      ],
    }
  const kinds = [...new Set(said.discrepancies.map((one) => one.kind))]
  if (kinds.length === 0) return { tone: "kept", word: t("kept"), sentences: [] }
  return {
    tone: "need",
    word: t("kept, does not add up"),
    sentences: [...kinds.map(doesNotAddUp), t("A coordinator will sort it out; you need not do anything.")],
  }
}
