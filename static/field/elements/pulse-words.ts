/** The four questions, as people read them: in the library's own words where it has some. */

import type { View } from "../core"
import { QUESTIONS, type Question } from "../rules/outcomes"
import { language, t } from "../text"

export function questionWords(view: View): Record<Question, string> {
  const asked = view.byId.wordings.get(language.value)
  const ours: Record<Question, string> = {
    knowledge: t("I learned something that helps me"),
    confidence: t("I feel more confident about what I learned"),
    application: t("I will use what I learned"),
    awareness: t("I know better what the library offers"),
  }
  const words = QUESTIONS.map((question) => [question, asked?.[question] || ours[question]])
  return Object.fromEntries(words) as Record<Question, string>
}
