/** Which kits the list shows. Kept while the app is open, so that Back comes to the list as it was left. */

import { signal } from "@preact/signals"
import type { Id, KitView } from "../core"
import { isMine, isOut, isOverdue, openKinds } from "./kit-words"

export const FILTERS = ["all", "mine", "in_store", "out", "overdue", "needs"] as const
export type KitFilter = (typeof FILTERS)[number]

export const chosen = signal<KitFilter>("all")
/** A partner's id, or null for any place. */
export const place = signal<Id | null>(null)
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

/** The partner that has it, where one has. */
export function partnerOf(kit: KitView): Id | null {
  const { holder } = kit.custody
  return holder !== null && "partner" in holder ? holder.partner : null
}
