/** What happens in an emergency, as payloads. Pure. */

import type {
  CheckedIn,
  EmergencyDeclared,
  EmergencyEnded,
  EmergencyUpdated,
  HandedOut,
  Id,
  PeopleHelped,
  PlaceTold,
} from "../wire"
import { storable } from "./envelope"

/** When there was an emergency is one history of the whole library. */
export const ALL = "emergencies"

/** What happens by the hundred belongs to a day of the emergency. */
export function dayOf(emergency: Id, on: string): Id {
  return `${emergency}_${on}`
}

export function declared({ emergency, name, words, after }: EmergencyDeclared): EmergencyDeclared {
  return { emergency, name: storable(name), words: words.map(said), after }
}

export function ended({ emergency, note }: EmergencyEnded): EmergencyEnded {
  return { emergency, note: storable(note) }
}

export function placeTold({ place, name, address, state, hours, services, words }: PlaceTold): PlaceTold {
  return { place, name: storable(name), address: storable(address), state, hours, services, words: words.map(said) }
}

export function checkedIn({ staff, state, place }: CheckedIn): CheckedIn {
  return { staff, state, place }
}

export function helped({ place, service, count }: PeopleHelped): PeopleHelped {
  return { place, service, count }
}

export function given({ place, item, count }: HandedOut): HandedOut {
  return { place, item, count }
}

function said({ language, text }: EmergencyUpdated["words"][number]) {
  return { language, text: storable(text) }
}
