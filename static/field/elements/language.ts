/** The language of this phone's app: the person's choice, else the phone's own. */

import { LANGUAGES, type Language, language, preferred } from "../text"
import { remember, remembered } from "./remembered"

export function speakChosen(): void {
  speak(chosen() ?? preferred(navigator.languages ?? [navigator.language]))
}

export function chooseLanguage(wanted: Language): void {
  remember("language", wanted)
  speak(wanted)
}

/** Speaks it from now on, until it is chosen otherwise. */
export function speak(wanted: Language): void {
  language.value = wanted
  document.documentElement.lang = wanted
}

function chosen(): Language | null {
  const kept = remembered("language")
  return kept !== null && kept in LANGUAGES ? (kept as Language) : null
}
