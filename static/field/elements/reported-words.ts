/** What was reported of a kit, in words. */

import type { KitProblemReported, Part } from "../core"
import { t } from "../text"

/** "Reported Tablet 3 of K-01 Tablet kit as damaged". */
export function reported({ what, part }: KitProblemReported, kit: string, parts: readonly Part[]): string {
  const name = part === null ? null : (parts.find(({ id }) => id === part)?.name ?? t("A part that is listed no more"))
  const thing = name === null ? kit : t("{part} of {kit}", { part: name, kit })
  switch (what) {
    case "damaged":
      return t("Reported {thing} as damaged", { thing })
    case "missing":
      return t("Reported {thing} as missing", { thing })
    case "not_working":
      return t("Reported {thing} as not working", { thing })
    case "found":
      return t("Found {thing}", { thing })
    default:
      return t("Said something of {thing}", { thing })
  }
}
