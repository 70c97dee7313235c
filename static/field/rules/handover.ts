/**
 * What the giver's screen says to the taker's camera: behind a kit's address, where no server is told of it. Pure.
 *
 * The same code, read by any other phone, opens the page of the kit.
 */

import type { CalendarDate, Id } from "../wire"

export interface Handover {
  /** Under which both sides tell of it. */
  id: Id
  /** The staff member who shows it. */
  giver: Id
  /** When it was shown, in milliseconds. */
  shownAt: number
  dueOn: CalendarDate | null
}

/** What is older than this was hardly shown for the hand-over that it is read for. */
export const FRESH_MS = 12 * 3600 * 1000

const BEGINS = "#take="
const ID = /^[A-Za-z0-9_-]{1,64}$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** The part of an address that tells of the hand-over. */
export function asFragment({ id, giver, shownAt, dueOn }: Handover): string {
  return `${BEGINS}${[id, giver, Math.floor(shownAt / 1000), dueOn ?? ""].join(".")}`
}

/** What the fragment of an address tells; null where it tells of no hand-over. */
export function handoverIn(fragment: string): Handover | null {
  if (!fragment.startsWith(BEGINS)) return null
  const [id = "", giver = "", seconds = "", dueOn = ""] = fragment.slice(BEGINS.length).split(".")
  if (!ID.test(id) || !ID.test(giver) || !/^\d{1,12}$/.test(seconds)) return null
  return { id, giver, shownAt: Number(seconds) * 1000, dueOn: DAY.test(dueOn) ? dueOn : null }
}
