/** Whether it is open, and until when, in words: the same of places and of services. */

import type { State } from "../rules/opening-hours"
import { dateWithin, t } from "../text"
import { wallTime } from "./wall-time"

export function openingSaid({ isOpen, until }: State, today: string, now: Date): string {
  if (until === null) return isOpen ? t("Open day and night") : t("Closed")
  const [day, clock] = until
  const time = wallTime(clock)
  if (day === today) return isOpen ? t("Open now, until {time}", { time }) : t("Closed; opens at {time}", { time })
  const when = { day: dateWithin(day, now), time }
  return isOpen ? t("Open now, until {day}, {time}", when) : t("Closed; opens {day}, {time}", when)
}
