/** Whether a place is open at this moment, and its next hours, by the clock on the library's wall. */

import { clockIn, dateIn, daysAfter } from "../facts/times"
import { type Span, spansOn, state } from "../rules/opening-hours"
import { dateWithin, listed, t } from "../text"
import type { SiteRow } from "../wire"
import { useApp } from "./app"
import { Disclosure } from "./disclosure"
import { Icon } from "./icon"
import { openingSaid } from "./opening-words"
import { wallTime } from "./wall-time"

const DAYS_SHOWN = 7

export function OpenNow({ site }: { site: SiteRow }) {
  const { view, now } = useApp()
  const { opening, closed_on: closedOn } = site
  const zone = view.value.library?.time_zone
  if (opening === undefined || zone === undefined) return null
  const at = now.value.getTime()
  const today = dateIn(zone, at)
  if (closedOn !== undefined && closedOn <= today) return null
  const days = Array.from({ length: DAYS_SHOWN }, (_, number) => daysAfter(today, number))
  return (
    <>
      <p class="reach">
        <Icon name="clock" />
        <b>{openingSaid(state(opening, today, clockIn(zone, at), closedOn), today, now.value)}</b>
      </p>
      <Disclosure summary={t("Hours of the next days")} isOpen={false}>
        <ul class="inside">
          {days.map((day) => (
            <li key={day}>
              {dateWithin(day, now.value)}: <span class="num">{hours(spansOn(opening, day))}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  )
}

function hours(spans: readonly Span[]): string {
  if (spans.length === 0) return t("closed")
  return listed(spans.map((one) => `${wallTime(one.opens_at)} – ${wallTime(one.closes_at)}`))
}
