/** What happened in an emergency, as one line. */

import type { CheckedIn, EmergencyDeclared, Envelope, HandedOut, PeopleHelped, PlaceTold, View } from "../core"
import { t } from "../text"
import { calledAt } from "./emergency-now"
import { itemWord, serviceWord, stateWord } from "./emergency-words"
import { staffName } from "./kit-words"

/** "Charging phones: 3 people helped", "Switched emergency mode on: Ice storm". */
export function emergencyHappened({ kind, payload }: Envelope, view: View): string {
  switch (kind) {
    case "emergency.declared":
      return t("Switched emergency mode on: {name}", { name: (payload as EmergencyDeclared).name })
    case "emergency.ended":
      return t("Switched emergency mode off")
    case "emergency.place_told": {
      const { place, name } = payload as PlaceTold
      return t("Told what is open at {place}", { place: calledAt(place, name, view) })
    }
    case "emergency.checked_in": {
      const { staff, state } = payload as CheckedIn
      return t("{name}: {how}", { name: staffName(staff, view), how: stateWord(state) })
    }
    case "emergency.people_helped": {
      const { service, count } = payload as PeopleHelped
      return t("Helped, {what}: {n}", { what: serviceWord(service), n: count })
    }
    default: {
      const { item, count } = payload as HandedOut
      return t("Handed out, {what}: {n}", { what: itemWord(item), n: count })
    }
  }
}
