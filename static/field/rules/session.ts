/**
 * A training session after these facts, starting from what the library's row says.
 *
 * The same rule as the server's fold of a session (`outreach_app/training_sessions/rules.py`), for the few facts
 * that the row does not show yet. Pure.
 */

import type {
  Envelope,
  SessionAmended,
  SessionChanges,
  SessionLogged,
  SessionRow,
  SessionSetting,
  SessionWithdrawn,
} from "../wire"
import { inHistory } from "./history"

/** What is told of a session and kept in its row; notes stay with the library. */
export type SessionContent = Omit<SessionLogged, "notes">

/** The members of a session, in the order that they are told. */
export const MEMBERS = [
  "on",
  "starts_at",
  "ends_at",
  "site",
  "kind",
  "format",
  "audience",
  "trainers",
  "attendance_in_person",
  "attendance_virtual",
  "async_views_30d",
  "sponsor",
  "digital_literacy",
  "topic",
  "languages",
  "kits",
  "partner_share",
  "room_holds",
  "series",
] as const satisfies readonly (keyof SessionContent)[]

const SETTING = ["on", "starts_at", "ends_at", "site", "kind", "audience", "trainers"] as const satisfies readonly [
  ...(keyof SessionSetting)[],
]

type Step = (row: SessionRow | null, fact: Envelope) => SessionRow | null

/** The row with the facts laid over it, in any order given; null where it was never logged. */
export function layOver(row: SessionRow | null, facts: Iterable<Envelope>): SessionRow | null {
  const history = inHistory(facts)
  // The row's own version and what came before it are in the row.
  const shown = row === null ? -1 : history.findIndex(({ id }) => id === row.version)
  return history
    .slice(shown + 1)
    .reduce<SessionRow | null>((before, fact) => (STEPS[fact.kind] ?? unchanged)(before, fact), row)
}

/** When, where and by whom, as an amendment names what it saw. */
export function settingOf(row: SessionSetting): SessionSetting {
  return picked(row, SETTING)
}

/** Only the members that are another than before. */
export function changesBetween(before: SessionContent, after: SessionContent): SessionChanges {
  return picked(
    after,
    MEMBERS.filter((name) => !isSame(before[name], after[name])),
  )
}

const log: Step = (before, fact) => ({
  // What only the library can say of it stays.
  ...before,
  ...contentOf(fact.payload as SessionLogged),
  id: fact.subject,
  author: before?.author ?? fact.author,
  visit: before?.visit ?? fact.visit,
  version: fact.id,
  versions: (before?.versions ?? 0) + 1,
  review: before === null ? "received" : "edited",
  withdrawn: before?.withdrawn ?? false,
  comments: before?.comments ?? [],
  discrepancies: before?.discrepancies ?? [],
})

const amend: Step = (before, fact) => {
  if (before === null) return null
  const { changes } = fact.payload as SessionAmended
  return {
    ...before,
    ...picked(
      changes,
      MEMBERS.filter((name) => name in changes),
    ),
    visit: fact.visit ?? before.visit,
    version: fact.id,
    versions: before.versions + 1,
    review: "edited",
    withdrawn: false,
  }
}

const withdraw: Step = (before, _fact: Envelope<string, unknown | SessionWithdrawn>) =>
  before && { ...before, withdrawn: true }

const unchanged: Step = (before) => before

const STEPS: Readonly<Record<string, Step>> = {
  "training_session.logged": log,
  "training_session.amended": amend,
  "training_session.withdrawn": withdraw,
}

function contentOf(told: SessionLogged): SessionContent {
  return picked(told, MEMBERS)
}

function picked<Whole extends object, Name extends keyof Whole>(
  from: Whole,
  names: readonly Name[],
): { [Each in Name]: Whole[Each] } {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as { [Each in Name]: Whole[Each] }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
