/** What is heard and counted, in words. */

import type { HelpSort, NeedTopic } from "../core"
import { t } from "../text"

export const NEED_TOPICS: readonly NeedTopic[] = [
  "connectivity",
  "device",
  "digital_skills",
  "tech_support",
  "content",
  "other",
]

export function needTopic(topic: NeedTopic): string {
  switch (topic) {
    case "connectivity":
      return t("Internet at home")
    case "device":
      return t("A device")
    case "digital_skills":
      return t("Digital skills")
    case "tech_support":
      return t("Help with a device")
    case "content":
      return t("Something to read or use")
    case "other":
      return t("Something else")
  }
}

export function helpSort(sort: HelpSort): string {
  return sort === "one_to_one" ? t("Helped one to one") : t("Stopped at the table")
}
