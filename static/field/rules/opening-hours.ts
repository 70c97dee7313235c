/**
 * Whether a place is open, and until when: the same rule as `outreach_app/opening_hours/rules.py`, by the clock on the wall
 * of the place.
 */

import { daysAfter } from "../facts/times"
import type { OpeningHours } from "../wire"

export interface Span {
  opens_at: string
  closes_at: string
}

export interface State {
  isOpen: boolean
  /** The day and the time when that changes; null where it does not in the time that is looked at. */
  until: readonly [day: string, time: string] | null
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const
const HORIZON_DAYS = 370
const DAY = 24 * 60

/** When it opens on a day, and until when. */
export function spansOn({ weekly, otherwise }: OpeningHours, on: string): Span[] {
  const instead = otherwise.filter((one) => one.valid_from <= on && on <= one.valid_to)
  const weekday = DAYS[(new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7]
  const told = instead.length > 0 ? instead : weekly.filter((one) => one.byday === weekday)
  return told
    .flatMap(({ opens_at, closes_at }) => (opens_at && closes_at ? [{ opens_at, closes_at }] : []))
    .sort((a, b) => (a.opens_at + a.closes_at < b.opens_at + b.closes_at ? -1 : 1))
}

/** Whether it is open on this day at this time; from `closedOn` on it is open no more. */
export function state(hours: OpeningHours, on: string, time: string, closedOn?: string): State {
  const now = minutes(time)
  let openUntil: number | null = null
  for (const [start, end] of stretches(hours, on, closedOn)) {
    if (openUntil !== null) {
      if (start > openUntil) break
      openUntil = Math.max(openUntil, end)
    } else if (start <= now && now < end) {
      openUntil = end
    } else if (start > now) {
      return { isOpen: false, until: moment(on, start) }
    }
  }
  if (openUntil === null) return { isOpen: false, until: null }
  return { isOpen: true, until: openUntil >= HORIZON_DAYS * DAY ? null : moment(on, openUntil) }
}

/** Starts and ends in minutes from the beginning of today; yesterday's may go on past midnight. */
function* stretches(hours: OpeningHours, today: string, closedOn?: string): Generator<[number, number]> {
  for (let number = -1; number <= HORIZON_DAYS; number++) {
    const day = daysAfter(today, number)
    if (closedOn !== undefined && day >= closedOn) return
    for (const { opens_at, closes_at } of spansOn(hours, day)) {
      const [start, end] = [minutes(opens_at), minutes(closes_at)]
      yield [number * DAY + start, number * DAY + (end > start ? end : end + DAY)]
    }
  }
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function moment(today: string, minute: number): [string, string] {
  const rest = ((minute % DAY) + DAY) % DAY
  const two = (number: number) => String(number).padStart(2, "0")
  return [daysAfter(today, Math.floor(minute / DAY)), `${two(Math.floor(rest / 60))}:${two(rest % 60)}`]
}
