/**
 * The text of a fact. Pure.
 *
 * The order of members is fixed, so that equal facts have equal bytes; the
 * text is hashed and sent exactly as it is made here, and never made again.
 */

import type { ClockSample, Envelope, Id } from "../wire"
import { dateIn, timeIn } from "./times"

export interface Told {
  id: Id
  device: Id
  seq: number
  kind: string
  v: number
  subject: Id
  author: Id | null
  visit: Id | null
  recordedAt: number
  /** Null where the person set no other time. */
  occurredAt: number | null
  zone: string
  clock: ClockSample | null
  seen: { epoch: string; seq: number } | null
  payload: unknown
}

export function envelope(told: Told): Envelope {
  const happened = told.occurredAt ?? told.recordedAt
  return {
    id: told.id,
    device: told.device,
    seq: told.seq,
    kind: told.kind,
    v: told.v,
    subject: told.subject,
    author: told.author,
    recorded_at: timeIn(told.zone, told.recordedAt),
    occurred_at: timeIn(told.zone, happened),
    zone: told.zone,
    local_date: dateIn(told.zone, happened),
    visit: told.visit,
    clock: told.clock,
    seen: told.seen,
    payload: told.payload,
  }
}

/** How the server clock compared at the last measurement, told at `now`. */
export function clockSample(
  measured: { offsetMs: number; rttMs: number; measuredAt: number } | null,
  now: number,
): ClockSample | null {
  if (measured === null) return null
  return {
    offset_ms: Math.round(measured.offsetMs),
    rtt_ms: Math.max(0, Math.round(measured.rttMs)),
    age_s: Math.max(0, Math.round((now - measured.measuredAt) / 1000)),
  }
}

/** Text that every database can keep: without NUL and without halves of a character. */
export function storable(text: string): string
export function storable(text: string | null): string | null
export function storable(text: string | null): string | null {
  return text === null ? null : text.replace(UNSTORABLE, "\uFFFD")
}

const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
