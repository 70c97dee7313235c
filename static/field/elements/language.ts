/** The language of this phone's app: the person's choice, else the phone's own. */

import { signal } from "@preact/signals"
import { LANGUAGES, type Language, lastWanted, openRooms, preferred, speakIn } from "../text"
import { remember, remembered } from "./remembered"

/** Said where a language's own words are not here to say it. */
export const UNSPOKEN: Readonly<Record<Language, { what: string; again: string }>> = {
  en: { what: "The texts in English could not be fetched.", again: "Try again" },
  es: { what: "No se pudieron traer los textos en español.", again: "Intentar de nuevo" },
}

/** The language that was wanted and whose words could not be fetched. */
export const unspoken = signal<Language | null>(null)

export function speakChosen(): Promise<void> {
  return speak(chosen() ?? preferred(navigator.languages ?? [navigator.language]))
}

export function chooseLanguage(wanted: Language): Promise<void> {
  remember("language", wanted)
  return speak(wanted)
}

/** Lets rooms speak it too. A screen is shown even where its words could not be fetched. */
export async function speakInRooms(): Promise<void> {
  try {
    await openRooms()
  } catch (error) {
    console.error("The words of rooms could not be fetched.", error)
    unspoken.value = lastWanted
  }
}

/** Speaks it from now on, until it is chosen otherwise. */
export async function speak(wanted: Language): Promise<void> {
  unspoken.value = null
  try {
    await speakIn(wanted)
    document.documentElement.lang = wanted
  } catch (error) {
    console.error(`The words of "${wanted}" could not be fetched.`, error)
    unspoken.value = wanted
  }
}

function chosen(): Language | null {
  const kept = remembered("language")
  return kept !== null && kept in LANGUAGES ? (kept as Language) : null
}
