/** Moments as facts write them: RFC 3339 with the phone's offset, and dates on its calendar. Pure. */

import type { CalendarDate, Time } from "../wire"

/** The moment as the phone's clock and zone show it, to the millisecond: 2026-11-24T08:52:00.123-06:00. */
export function timeIn(zone: string, moment: number): Time {
  const local = localFields(zone, moment)
  const shown = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second)
  const minutes = Math.round((shown - Math.floor(moment / 1000) * 1000) / 60_000)
  const sign = minutes < 0 ? "-" : "+"
  const away = Math.abs(minutes)
  const milliseconds = String(((moment % 1000) + 1000) % 1000).padStart(3, "0")
  return (
    `${dateOf(local)}T${two(local.hour)}:${two(local.minute)}:${two(local.second)}.${milliseconds}` +
    `${sign}${two(Math.floor(away / 60))}:${two(away % 60)}`
  )
}

/** The date on the phone's calendar. */
export function dateIn(zone: string, moment: number): CalendarDate {
  return dateOf(localFields(zone, moment))
}

interface Fields {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const readers = new Map<string, Intl.DateTimeFormat>()

function localFields(zone: string, moment: number): Fields {
  let reader = readers.get(zone)
  if (reader === undefined) {
    reader = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
    readers.set(zone, reader)
  }
  const fields: Record<string, number> = {}
  for (const { type, value } of reader.formatToParts(moment)) fields[type] = Number(value)
  return fields as unknown as Fields
}

function dateOf({ year, month, day }: Fields): CalendarDate {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`
}

function two(number: number): string {
  return String(number).padStart(2, "0")
}
