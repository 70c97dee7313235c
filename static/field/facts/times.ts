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

/** The time of day in a zone, to the minute: 08:52. */
export function clockIn(zone: string, moment: number): string {
  const { hour, minute } = localFields(zone, moment)
  return `${two(hour)}:${two(minute)}`
}

/** The moment that a zone's clocks show this date and time; where they show it twice the first, where never the one after the gap. */
export function momentAt(zone: string, date: CalendarDate, time: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  const shownAt = (moment: number): number => {
    const { year, month, day, hour, minute, second } = localFields(zone, moment)
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
  const A_DAY = 24 * 3600_000
  const offsets = [wanted - A_DAY, wanted + A_DAY].map((near) => shownAt(near) - near)
  const found = offsets.map((offset) => wanted - offset).filter((moment) => shownAt(moment) === wanted)
  return found.length > 0 ? Math.min(...found) : wanted - Math.min(...offsets)
}

/** The date so many days later. */
export function daysAfter(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 3600_000).toISOString().slice(0, 10)
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
