/** Which kits the list shows. Kept while the app is open, so that Back comes to the list as it was left. */

import { signal } from "@preact/signals"
import type { Id, KitView, View } from "../core"
import { isMine, isOut, isOverdue, openKinds, whereIs } from "./kit-words"

export const FILTERS = ["all", "mine", "in_store", "out", "overdue", "needs"] as const
export type KitFilter = (typeof FILTERS)[number]

export const chosen = signal<KitFilter>("all")
/** Where kits are, as `whereabouts` names it, or null for anywhere. */
export const place = signal<string | null>(null)
export const sought = signal("")

/** Show these kits, whatever was sought before. */
export function chooseKits(which: KitFilter): void {
  chosen.value = which
  place.value = null
  sought.value = ""
}

export function isShown(kit: KitView, which: KitFilter, me: Id | undefined, now: Date): boolean {
  switch (which) {
    case "all":
      return true
    case "mine":
      return isMine(kit, me)
    case "in_store":
      return !isOut(kit.custody)
    case "out":
      return isOut(kit.custody)
    case "overdue":
      return isOverdue(kit.custody, now)
    case "needs":
      return openKinds(kit).length > 0
  }
}

/** One place where kits are: the store, a person, a partner's site. Empty where nobody knows. */
export function whereabouts({ custody }: KitView): string {
  if (!isOut(custody)) return IN_STORE
  const { holder } = custody
  if (holder === null) return ""
  return "staff" in holder ? `staff ${holder.staff}` : `partner ${holder.partner} ${holder.site ?? ""}`
}

export const IN_STORE = "store"

/** Every place that has one of these kits, by name: the store and oneself first, then partners' sites, then colleagues. */
export function placesOf(kits: readonly KitView[], view: View): { id: string; name: string; kits: KitView[] }[] {
  const found = new Map<string, KitView[]>()
  for (const kit of kits) {
    const id = whereabouts(kit)
    const there = found.get(id)
    if (there === undefined) found.set(id, [kit])
    else there.push(kit)
  }
  const mine = `staff ${view.me?.id}`
  const rank = (id: string) => (id === mine ? 0 : id === IN_STORE ? 1 : id.startsWith("partner") ? 2 : 3)
  return [...found]
    .map(([id, there]) => ({ id, name: whereIs(there[0] as KitView, view), kits: there }))
    .sort((one, other) => rank(one.id) - rank(other.id) || one.name.localeCompare(other.name))
}
