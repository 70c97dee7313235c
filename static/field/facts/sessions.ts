/** What happens to a training session, and what people say of it, as payloads. Pure. */

import type { OutcomeAnswered, SessionAmended, SessionChanges, SessionLogged, SessionWithdrawn } from "../wire"
import { storable } from "./envelope"

/** It was given. */
export function logged(told: SessionLogged): SessionLogged {
  return {
    on: told.on,
    starts_at: told.starts_at,
    ends_at: told.ends_at,
    site: told.site,
    kind: told.kind,
    format: told.format,
    audience: told.audience,
    trainers: told.trainers,
    attendance_in_person: told.attendance_in_person,
    attendance_virtual: told.attendance_virtual,
    async_views_30d: told.async_views_30d,
    sponsor: told.sponsor,
    digital_literacy: told.digital_literacy,
    topic: told.topic,
    languages: told.languages,
    kits: told.kits,
    partner_share: told.partner_share,
    room_holds: told.room_holds,
    series: told.series,
    notes: storable(told.notes),
  }
}

/** It was otherwise than it was told: only the members that change. */
export function amended({ of, was, changes, reason }: SessionAmended): SessionAmended {
  return { of, was, changes: storableNotes(changes), reason: storable(reason) }
}

/** It was not given, or was told twice. */
export function withdrawn({ of, was, reason }: SessionWithdrawn): SessionWithdrawn {
  return { of, was, reason: storable(reason) }
}

/** What one person said of it. */
export function answered({ knowledge, confidence, application, awareness, words }: OutcomeAnswered): OutcomeAnswered {
  return { knowledge, confidence, application, awareness, words: storable(words) }
}

function storableNotes(changes: SessionChanges): SessionChanges {
  return changes.notes === undefined ? changes : { ...changes, notes: storable(changes.notes) }
}
