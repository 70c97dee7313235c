/** A time by the clock on a wall, as people here write it. */

import { locale } from "../text"

/** "6:00 PM" for "18:00". */
export function wallTime(time: string): string {
  const moment = Date.parse(`2024-01-01T${time}:00Z`)
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short", timeZone: "UTC" }).format(moment)
}
