/** Training sessions in words: what was given, where and when, how many came, how it stands with the library. */

import type { Id, ReviewState, SessionAudience, SessionFormat, SessionKind, SessionView, View } from "../core"
import type { SessionContent } from "../rules/session"
import { amount, clock, clockRange, dateOf, dayName, length, listed, ngettext, t } from "../text"
import { placeName } from "./kit-words"

/** "Class: Using email". */
export function sessionName({ kind, topic }: Pick<SessionContent, "kind" | "topic">, view: View): string {
  const about = topic === null ? undefined : view.byId.topics.get(topic)?.name
  return about === undefined ? kindWord(kind) : t("{kind}: {topic}", { kind: kindWord(kind), topic: about })
}

/** "Harbor House Shelter, Shelter Network", or where else it was. */
export function sessionPlace({ site, format }: Pick<SessionContent, "site" | "format">, view: View): string {
  const row = site === null ? undefined : view.byId.sites.get(site)
  if (row) return placeName(row.partner, row.id, view)
  return site === null ? formatWord(format) : t("A place that is not on this phone")
}

/** "Today, 10:05 – 11:50 AM". */
export function sessionTime(
  { on, starts_at, ends_at }: Pick<SessionContent, "on" | "starts_at" | "ends_at">,
  now: Date,
): string {
  const from = new Date(starts_at)
  const time = ends_at === null ? clock(from) : clockRange(from, new Date(ends_at))
  return t("{day}, {time}", { day: dayName(dateOf(on), now), time })
}

/** "9 came", "9 came and 3 joined on screens", "not counted". Where nobody was to come by one way, nothing is said of it. */
export function attendance({
  format,
  attendance_in_person: here,
  attendance_virtual: away,
}: Pick<SessionContent, "format" | "attendance_in_person" | "attendance_virtual">): string {
  const isOfRoom = format !== "virtual"
  const isOfScreens = format === "virtual" || format.startsWith("hybrid")
  const said = [
    here !== null && (isOfRoom || here !== 0) && ngettext("{n} came", "{n} came", here),
    away !== null && (isOfScreens || away !== 0) && ngettext("{n} joined on a screen", "{n} joined on screens", away),
  ].filter((words) => words !== false)
  return said.length === 0 ? t("not counted") : listed(said)
}

export function lasted(from: number, to: number): string {
  return length(Math.round((to - from) / 60_000))
}

export function kindWord(kind: SessionKind): string {
  const words: Record<SessionKind, string> = {
    program: t("Class"),
    one_to_one: t("One-to-one help"),
    outreach_contact: t("Outreach contact"),
    staff_training: t("Staff training"),
  }
  return words[kind]
}

export function formatWord(format: SessionFormat): string {
  const words: Record<SessionFormat, string> = {
    onsite: t("In the library"),
    offsite: t("At the partner"),
    virtual: t("Online"),
    hybrid_onsite: t("In the library and online"),
    hybrid_offsite: t("At the partner and online"),
  }
  return words[format]
}

export function audienceWord(audience: SessionAudience): string {
  const words: Record<SessionAudience, string> = {
    "0-5": t("0 to 5"),
    "6-11": t("6 to 11"),
    "12-18": t("12 to 18"),
    "19+": t("19 and older"),
    general: t("All ages"),
  }
  return words[audience]
}

export type Sponsor = "funds" | "staff_time"
export type Share = "space" | "staff" | "publicity" | "devices" | "refreshments" | "other"

export function sponsorWords(): Record<Sponsor, string> {
  return { funds: t("Library funds"), staff_time: t("Library staff time") }
}

export function shareWords(): Record<Share, string> {
  return {
    space: t("Space"),
    staff: t("Staff"),
    publicity: t("Publicity"),
    devices: t("Devices"),
    refreshments: t("Refreshments"),
    other: t("Something else"),
  }
}

export interface Standing {
  tone: "kept" | "wait" | "need" | "plain"
  word: string
}

/** How it stands: what waits here comes before what the library said last. */
export function standingOf({ hasWaiting, withdrawn, merged_into: into, review }: SessionView): Standing {
  if (hasWaiting) return { tone: "wait", word: withdrawn ? t("withdrawn, waiting") : t("waiting") }
  if (withdrawn) return { tone: "plain", word: t("withdrawn") }
  // The desk found that a colleague had logged it too; it counts once.
  if (into) return { tone: "plain", word: t("counted as another") }
  const words: Record<ReviewState, Standing> = {
    received: { tone: "kept", word: t("received") },
    edited: { tone: "kept", word: t("edited") },
    has_issues: { tone: "need", word: t("has a question") },
    approved: { tone: "kept", word: t("approved") },
    rejected: { tone: "need", word: t("rejected") },
  }
  return words[review]
}

/** Whether the desk asks this person about it and waits for an answer. */
export function isAskedAbout(session: SessionView, me: Id | undefined): boolean {
  return isMine(session, me) && session.review === "has_issues" && !session.withdrawn
}

export function isMine({ author, trainers }: SessionView, me: Id | undefined): boolean {
  return me !== undefined && (author === me || trainers.includes(me))
}

/** "9", or that nobody knows. */
export function known(n: number | null): string {
  return n === null ? t("not known") : amount(n)
}
