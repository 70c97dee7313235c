/** What happens to a kit, as payloads. Pure. */

import type { KitCheckedIn, KitCheckedOut, KitCounted, KitExtended, KitHandedOver, Receiver, SignOff } from "../wire"
import { storable } from "./envelope"
import { namedPhotos } from "./photos"

/** The kit left the store, or changed hands. */
export function checkedOut({ to, due_on, parts, note, photos, signed_off }: KitCheckedOut): KitCheckedOut {
  return {
    to: receiver(to),
    due_on,
    parts: parts.map(({ part, count, state }) => ({ part, count, state })),
    note: storable(note),
    ...namedPhotos(photos),
    ...(signed_off && { signed_off: signed(signed_off) }),
  }
}

/** The kit, or some of it, came back. */
export function checkedIn({ parts, rest_due_on, note, photos }: KitCheckedIn): KitCheckedIn {
  return {
    parts: parts.map(({ part, count, result, note }) => ({ part, count, result, note: storable(note ?? null) })),
    ...(rest_due_on && { rest_due_on }),
    note: storable(note),
    ...namedPhotos(photos),
  }
}

/** The kit went from one to another, away from the library. */
export function handedOver({ handover, giver, to, due_on, note, signed_off }: KitHandedOver): KitHandedOver {
  return {
    handover,
    giver: "staff" in giver ? { staff: giver.staff } : { partner: giver.partner, site: giver.site },
    to: receiver(to),
    due_on,
    note: storable(note),
    ...(signed_off && { signed_off: signed(signed_off) }),
  }
}

/** Whoever has the kit keeps it for longer. */
export function extended({ due_on, note }: KitExtended): KitExtended {
  return { due_on, note: storable(note) }
}

/** What is in the kit was looked for, one by one. */
export function counted({ parts, codes, note }: KitCounted): KitCounted {
  return {
    parts: parts.map(({ part, count, result }) => ({ part, count, result })),
    codes: codes.map(({ code }) => ({ code: storable(code) })),
    note: storable(note),
  }
}

/** With the terms as they were read: what was signed must be told from the fact alone. */
function signed({ name, role, terms, drawn }: SignOff): SignOff {
  return {
    name: storable(name),
    role: storable(role),
    terms: terms && { version: terms.version, language: terms.language, text: terms.text },
    drawn,
  }
}

function receiver(to: Receiver): Receiver {
  return "staff" in to ? { staff: to.staff } : { partner: to.partner, site: to.site, contact: storable(to.contact) }
}
