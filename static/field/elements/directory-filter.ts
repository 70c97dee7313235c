/** What is looked for in the directory. Kept while the app is open, so that Back comes to the list as it was left. */

import { signal } from "@preact/signals"
import type { Sought } from "../rules/directory"

export const NOTHING: Sought = { words: "", topic: null, language: null, city: null, cost: null }

export const sought = signal<Sought>(NOTHING)

export function narrow(to: Partial<Sought>): void {
  sought.value = { ...sought.value, ...to }
}

export function isNarrowed({ words, topic, language, city, cost }: Sought): boolean {
  return words.trim() !== "" || [topic, language, city, cost].some((one) => one !== null)
}
