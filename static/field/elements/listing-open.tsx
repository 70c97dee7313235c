/** Whether a service is open at this moment, by the clock on the library's wall. */

import type { ListingRow } from "../core"
import { clockIn, dateIn } from "../facts/times"
import type { Wall } from "../rules/directory"
import { stateOf } from "../rules/listing-hours"
import { useApp } from "./app"
import { Icon } from "./icon"
import { openingSaid } from "./opening-words"

export function wallOf(zone: string, now: Date): Wall {
  return { day: dateIn(zone, now.getTime()), time: clockIn(zone, now.getTime()) }
}

export function ListingOpen({ listing }: { listing: ListingRow }) {
  const { view, now } = useApp()
  const zone = view.value.library?.time_zone
  if (zone === undefined) return null
  const { day, time } = wallOf(zone, now.value)
  const state = stateOf(listing.hours, day, time)
  if (state === null) return null
  return (
    <p class="reach">
      <Icon name="clock" />
      <b>{openingSaid(state, day, now.value)}</b>
    </p>
  )
}
