/** What is looked for in the directory. Kept while the app is open, so that Back comes to the list as it was left. */

import { signal } from "@preact/signals"
import type { Sought } from "../rules/directory"

export interface Narrowed extends Sought {
  isOpenNow: boolean
}

export const NOTHING: Narrowed = { words: "", topic: null, language: null, city: null, cost: null, isOpenNow: false }

export const sought = signal<Narrowed>(NOTHING)

export function narrow(to: Partial<Narrowed>): void {
  sought.value = { ...sought.value, ...to }
}

export function isNarrowed({ words, topic, language, city, cost, isOpenNow }: Narrowed): boolean {
  return words.trim() !== "" || isOpenNow || [topic, language, city, cost].some((one) => one !== null)
}
