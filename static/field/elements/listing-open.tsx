/** Whether a service is open at this moment, by the clock on the library's wall. */

import type { ListingRow } from "../core"
import { clockIn, dateIn } from "../facts/times"
import type { Wall } from "../rules/directory"
import { stateOf } from "../rules/listing-hours"
import { dateWithin, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { wallTime } from "./wall-time"

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
      <b>{said(state.isOpen, state.until, day, now.value)}</b>
    </p>
  )
}

function said(isOpen: boolean, until: readonly [string, string] | null, today: string, now: Date): string {
  if (until === null) return isOpen ? t("Open day and night") : t("Closed")
  const [day, clock] = until
  const time = wallTime(clock)
  if (day === today) return isOpen ? t("Open now, until {time}", { time }) : t("Closed; opens at {time}", { time })
  const when = { day: dateWithin(day, now), time }
  return isOpen ? t("Open now, until {day}, {time}", when) : t("Closed; opens {day}, {time}", when)
}
