/**
 * Whether a service is open, and until when: the same rule as `outreach_app/directory/hours.py`, by the clock on the wall of
 * the place. tests/contract/hours/listings.json is read by both. Pure.
 */

import { daysAfter } from "../facts/times"
import type { ListingHours } from "../wire"

export interface OpenState {
  isOpen: boolean
  /** The day and the time when that changes; null where it does not in the time that is looked at. */
  until: readonly [day: string, time: string] | null
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const
const HORIZON_DAYS = 70
const DAY = 24 * 60
const DAY_MS = 86_400_000

/** Whether it is open on this day at this time, and until when; null where nobody has said. */
export function stateOf(hours: readonly ListingHours[], on: string, at: string): OpenState | null {
  const told = hours.filter(({ opens, closes }) => opens !== null && closes !== null)
  if (told.length === 0) return null
  const now = minutes(at)
  let openUntil: number | null = null
  for (const [start, end] of stretches(told, on)) {
    if (openUntil !== null) {
      if (start > openUntil) break
      openUntil = Math.max(openUntil, end)
    } else if (start <= now && now < end) openUntil = end
    else if (start > now) return { isOpen: false, until: moment(on, start) }
  }
  if (openUntil === null) return { isOpen: false, until: null }
  return { isOpen: true, until: openUntil >= HORIZON_DAYS * DAY ? null : moment(on, openUntil) }
}

/** Whether it is open at this minute: the same without looking ahead, for a whole list. */
export function isOpenAt(hours: readonly ListingHours[], on: string, at: string): boolean {
  const now = minutes(at)
  const isWithin = (day: string, minute: number) =>
    hours.some((one) => {
      if (one.opens === null || one.closes === null || !fallsOn(one, day)) return false
      const [start, end] = span(one.opens, one.closes)
      return start <= minute && minute < end
    })
  // Yesterday's may go on past midnight.
  return isWithin(on, now) || isWithin(daysAfter(on, -1), now + DAY)
}

/** Whether a rule names this day. */
export function fallsOn(one: ListingHours, on: string): boolean {
  if ((one.valid_from ?? "") > on || on > (one.valid_to ?? "9999") || (one.begins ?? "") > on) return false
  const day = dayOf(on)
  const began = one.begins === null ? null : dayOf(one.begins)
  if (one.freq === "MONTHLY") {
    const passed = began === null ? null : monthOf(day) - monthOf(began)
    return isTurn(one, passed) && isDayOfMonth(one, day, began)
  }
  const weeks = began === null ? null : (mondayOf(day) - mondayOf(began)) / (7 * DAY_MS)
  const own = began === null ? [] : [nameOf(began)]
  const days = one.days.length > 0 ? one.days.map((name) => name.slice(-2)) : own
  return days.includes(nameOf(day)) && isTurn(one, weeks)
}

function isTurn({ interval }: ListingHours, passed: number | null): boolean {
  return interval === 1 || (passed !== null && passed % interval === 0)
}

function isDayOfMonth({ month_days, days }: ListingHours, day: Date, began: Date | null): boolean {
  const number = day.getUTCDate()
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  if (month_days.length > 0 && !month_days.includes(number) && !month_days.includes(number - last - 1)) return false
  if (days.length > 0) {
    const name = nameOf(day)
    const first = Math.floor((number + 6) / 7)
    const final = -(Math.floor((last - number) / 7) + 1)
    return [name, `${first}${name}`, `+${first}${name}`, `${final}${name}`].some((one) => days.includes(one))
  }
  return month_days.length > 0 || (began !== null && began.getUTCDate() === number)
}

/** Starts and ends in minutes from the beginning of today; yesterday's may go on past midnight. */
function* stretches(hours: readonly ListingHours[], today: string): Generator<[number, number]> {
  for (let number = -1; number <= HORIZON_DAYS; number++) {
    const day = daysAfter(today, number)
    const found = hours
      .filter((one) => fallsOn(one, day))
      .map(({ opens, closes }) => span(opens ?? "", closes ?? ""))
      .sort(([a, b], [c, d]) => a - c || b - d)
    for (const [start, end] of found) yield [number * DAY + start, number * DAY + end]
  }
}

/** An end that is not after the start is on the next day. */
function span(opens: string, closes: string): [number, number] {
  const [start, end] = [minutes(opens), minutes(closes)]
  return [start, end > start ? end : end + DAY]
}

function dayOf(on: string): Date {
  return new Date(`${on}T00:00:00Z`)
}

function nameOf(day: Date): string {
  return DAYS[(day.getUTCDay() + 6) % 7] ?? ""
}

function mondayOf(day: Date): number {
  return day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS
}

function monthOf(day: Date): number {
  return day.getUTCFullYear() * 12 + day.getUTCMonth()
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function moment(today: string, minute: number): [string, string] {
  const rest = ((minute % DAY) + DAY) % DAY
  const two = (number: number) => String(number).padStart(2, "0")
  return [daysAfter(today, Math.floor(minute / DAY)), `${two(Math.floor(rest / 60))}:${two(rest % 60)}`]
}
