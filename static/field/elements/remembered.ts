/**
 * What the app remembers of a person's taste: the language, that the first steps were seen.
 *
 * Not in IndexedDB: the sign-in screen speaks before anybody's storage is open, and it is lost with nothing.
 */

export function remembered(what: string): string | null {
  try {
    return localStorage.getItem(`outreach.${what}`)
  } catch (error) {
    console.warn(`What was chosen cannot be read: ${what}.`, error)
    return null
  }
}

export function remember(what: string, value: string): void {
  try {
    localStorage.setItem(`outreach.${what}`, value)
  } catch (error) {
    console.warn(`It cannot be remembered: ${what}.`, error)
  }
}

/** Remembers something of this window alone, across its next loading. */
export function remindThisWindow(what: string): void {
  sessionStorage.setItem(`outreach.${what}`, "yes")
}

/** Whether this window was to be reminded; it is so once. */
export function wasReminded(what: string): boolean {
  const was = sessionStorage.getItem(`outreach.${what}`) !== null
  sessionStorage.removeItem(`outreach.${what}`)
  return was
}
