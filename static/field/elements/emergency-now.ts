/** How an emergency stands: the library's rows with what this phone recorded and they do not show yet. */

import type {
  AnsweredFact,
  CheckedIn,
  EmergencyPlaceRow,
  EmergencyStaffRow,
  Envelope,
  HandedOut,
  Id,
  PeopleHelped,
  PlaceTold,
  View,
  WaitingFact,
} from "../core"
import { t } from "../text"
import { placeName } from "./kit-words"

export interface Place extends EmergencyPlaceRow {
  called: string
}

/** Where what is open, by name. */
export function placesNow(view: View): Place[] {
  const rows = new Map(view.emergencyPlaces.map((row) => [row.id, row]))
  for (const { fact } of laidOver(view, "emergency.place_told")) {
    const { place, ...told } = fact.payload as PlaceTold
    rows.set(place, { id: place, ...told, at: fact.occurred_at })
  }
  return [...rows.values()]
    .filter(({ state }) => state !== "gone")
    .map((row) => ({ ...row, called: calledAt(row.id, row.name, view) }))
    .sort((one, other) => (one.called < other.called ? -1 : 1))
}

export interface OnRoll extends EmergencyStaffRow {
  isWaiting: boolean
}

/** How each of the staff is who said so. */
export function rollNow(view: View): ReadonlyMap<Id, OnRoll> {
  const rows = new Map(view.emergencyStaff.map((row) => [row.id, { ...row, isWaiting: false }]))
  for (const one of laidOver(view, "emergency.checked_in")) {
    const { staff, state, place } = one.fact.payload as CheckedIn
    rows.set(staff, { id: staff, state, place, at: one.fact.occurred_at, isWaiting: !("said" in one) })
  }
  return rows
}

/** How often something was counted on this phone on a day of the emergency, by "sort what place". */
export function countedHere(day: Id, view: View): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { fact } of [...view.waiting, ...view.answered]) {
    if (fact.subject !== day) continue
    const key = keyOf(fact)
    if (key) found.set(key, (found.get(key) ?? 0) + (fact.payload as PeopleHelped).count)
  }
  return found
}

function keyOf({ kind, payload }: Envelope): string | null {
  const { place, service } = payload as PeopleHelped
  if (kind === "emergency.people_helped") return `helped ${service} ${place}`
  return kind === "emergency.handed_out" ? `given ${(payload as HandedOut).item} ${place}` : null
}

export function calledAt(id: Id, name: string | null, view: View): string {
  const site = view.byId.sites.get(id)
  return site ? placeName(site.partner, id, view) : (name ?? t("a place that is not listed"))
}

/** What the rows do not show yet, in the order in which it happened. */
function laidOver({ waiting, answered }: View, kind: string): (WaitingFact | AnsweredFact)[] {
  return [...waiting, ...answered]
    .filter((one) => one.fact.kind === kind && (!("isLaidOver" in one) || one.isLaidOver))
    .sort((one, other) => Date.parse(one.fact.occurred_at) - Date.parse(other.fact.occurred_at))
}
