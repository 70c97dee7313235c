/** A session as it is filled in on the phone, and as it is told. Pure. */

import { clockIn, dateIn, daysAfter, momentAt, timeIn } from "../facts/times"
import type { Id, SessionAudience, SessionFormat, SessionLogged, SessionRow } from "../wire"
import type { SessionContent } from "./session"

type Untimed = Omit<SessionContent, "starts_at" | "ends_at" | "audience">

export interface SessionForm extends Untimed {
  /** The id that the session will have: what is saved from two windows of one draft is one session told twice. */
  session: Id
  visit: Id | null
  /** Null until somebody says it: no age band is a guess. */
  audience: SessionAudience | null
  /** "10:05" on that day. */
  from: string
  /** Empty where nobody knows how long it was. Earlier than `from` is the next day. */
  to: string
  /** When the clock of a session that is going on was started. */
  begun: number | null
  notes: string
}

export const ONLINE: ReadonlySet<SessionFormat> = new Set(["virtual", "hybrid_onsite", "hybrid_offsite"])
export const IN_ROOM: ReadonlySet<SessionFormat> = new Set(["onsite", "offsite", "hybrid_onsite", "hybrid_offsite"])

/** The form of a session that is there already. */
export function formOf(
  row: Pick<SessionRow, "id" | "visit"> & SessionContent,
  zone: string,
  notes: string,
): SessionForm {
  const { starts_at, ends_at, id, visit, ...content } = row
  return {
    ...content,
    session: id,
    visit,
    from: clockIn(zone, Date.parse(starts_at)),
    to: ends_at === null ? "" : clockIn(zone, Date.parse(ends_at)),
    begun: null,
    notes,
  }
}

/** What is told of it; null where it has no age band or no beginning yet. */
export function toldOf(form: SessionForm, zone: string): SessionLogged | null {
  const span = spanOf(form, zone)
  if (form.audience === null || span === null) return null
  const { from, to } = span
  return {
    on: form.on,
    starts_at: timeIn(zone, from),
    ends_at: to === null ? null : timeIn(zone, to),
    site: form.site,
    kind: form.kind,
    format: form.format,
    audience: form.audience,
    trainers: form.trainers,
    attendance_in_person: form.attendance_in_person,
    attendance_virtual: form.attendance_virtual,
    async_views_30d: form.async_views_30d,
    sponsor: form.sponsor,
    digital_literacy: form.digital_literacy,
    topic: form.topic,
    languages: form.languages,
    kits: form.kits,
    partner_share: form.partner_share,
    room_holds: form.room_holds,
    series: form.series,
    notes: form.notes.trim() || null,
  }
}

/** What is told of a session that was there before; times that nobody touched stay the very ones it had. */
export function toldAgain(form: SessionForm, row: SessionRow, zone: string): SessionLogged | null {
  const told = toldOf(form, zone)
  const before = formOf(row, zone, "")
  const isSameTime = form.on === before.on && form.from === before.from && form.to === before.to
  return told && isSameTime ? { ...told, starts_at: row.starts_at, ends_at: row.ends_at } : told
}

/** From when until when, in milliseconds; null where it has no beginning. */
export function spanOf(
  { on, from, to }: Pick<SessionForm, "on" | "from" | "to">,
  zone: string,
): { from: number; to: number | null } | null {
  if (!DATE.test(on) || !TIME.test(from)) return null
  const starts = momentAt(zone, on, from)
  if (!TIME.test(to)) return { from: starts, to: null }
  return { from: starts, to: momentAt(zone, to < from ? daysAfter(on, 1) : on, to) }
}

/** The form with another place or way of being there; who was counted for a way that is gone is counted no more. */
export function withFormat<Counted extends Pick<SessionForm, "format" | "attendance_in_person" | "attendance_virtual">>(
  form: Counted,
  format: SessionFormat,
): Counted {
  const { attendance_in_person: here, attendance_virtual: away } = form
  if (format === "virtual")
    return {
      ...form,
      format,
      attendance_in_person: null,
      attendance_virtual: IN_ROOM.has(form.format) ? (away ?? here) : away,
    }
  const inRoom = form.format === "virtual" ? away : here
  return {
    ...form,
    format,
    attendance_in_person: inRoom,
    attendance_virtual: ONLINE.has(format) && form.format !== "virtual" ? away : null,
  }
}

/** The form with its clock stopped: it was from then until now. */
export function ended(form: SessionForm, now: number, zone: string): SessionForm {
  if (form.begun === null) return form
  return { ...form, ...begunAt(form.begun, zone), to: clockIn(zone, now), begun: null }
}

/** The members that a clock started then says. */
export function begunAt(at: number, zone: string): Pick<SessionForm, "on" | "from" | "to" | "begun"> {
  return { on: dateIn(zone, at), from: clockIn(zone, at), to: "", begun: at }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{2}:\d{2}$/
