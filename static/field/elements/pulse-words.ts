/** The four questions, as people read them. */

import type { Question } from "../rules/outcomes"
import { t } from "../text"

export function questionWords(): Record<Question, string> {
  return {
    knowledge: t("I learned something that helps me"),
    confidence: t("I feel more confident about what I learned"),
    application: t("I will use what I learned"),
    awareness: t("I know better what the library offers"),
  }
}
