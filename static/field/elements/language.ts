/** The language of this phone's app: the person's choice, else the phone's own. */

import { LANGUAGES, type Language, language, preferred } from "../text"

// Not in IndexedDB: the sign-in screen speaks before anybody's storage is open.
const KEY = "outreach.language"

export function speakChosen(): void {
  turnTo(remembered() ?? preferred(navigator.languages ?? [navigator.language]))
}

export function chooseLanguage(wanted: Language): void {
  try {
    localStorage.setItem(KEY, wanted)
  } catch (error) {
    console.warn("The language cannot be remembered.", error)
  }
  turnTo(wanted)
}

function turnTo(wanted: Language): void {
  language.value = wanted
  document.documentElement.lang = wanted
}

function remembered(): Language | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept !== null && kept in LANGUAGES ? (kept as Language) : null
  } catch (error) {
    console.warn("The chosen language cannot be read.", error)
    return null
  }
}
