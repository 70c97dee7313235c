/** What happens to a kit, as payloads. Pure. */

import type { KitCheckedIn, KitCheckedOut, KitCounted } from "../wire"
import { storable } from "./envelope"

/** The kit left the store, or changed hands. */
export function checkedOut({ to, due_on, parts, note }: KitCheckedOut): KitCheckedOut {
  return {
    to: "staff" in to ? { staff: to.staff } : { partner: to.partner, site: to.site, contact: storable(to.contact) },
    due_on,
    parts: parts.map(({ part, count, state }) => ({ part, count, state })),
    note: storable(note),
  }
}

/** The kit, or some of it, came back. */
export function checkedIn({ parts, note }: KitCheckedIn): KitCheckedIn {
  return {
    parts: parts.map(({ part, count, result, note }) => ({ part, count, result, note: storable(note ?? null) })),
    note: storable(note),
  }
}

/** What is in the kit was looked for, one by one. */
export function counted({ parts, codes, note }: KitCounted): KitCounted {
  return {
    parts: parts.map(({ part, count, result }) => ({ part, count, result })),
    codes: codes.map(({ code }) => ({ code: storable(code) })),
    note: storable(note),
  }
}
