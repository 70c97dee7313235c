/** Facts in words: what the person did, and what the library said of it. */

import type {
  Envelope,
  FlyerHandedOut,
  FlyerPlaced,
  HelpTallied,
  KitCheckedIn,
  KitCheckedOut,
  KitConditionNoted,
  KitCounted,
  KitExtended,
  KitHandedOver,
  KitProblemReported,
  KitServiced,
  KitView,
  NeedHeard,
  PartnerContacted,
  ReferralGiven,
  Said,
  View,
  VisitFinished,
  VisitStarted,
} from "../core"
import { dateWithin, listed, t } from "../text"
import { conditionWord, workWord } from "./care-words"
import { doesNotAddUp, doesNotFit } from "./discrepancy-words"
import { emergencyHappened } from "./emergency-story"
import { helpSort, needTopic } from "./heard-words"
import { placeName, staffName } from "./kit-words"
import { reported } from "./reported-words"
import { sessionHappened } from "./session-story"
import { outcomeSentence } from "./visit-words"

/** "Took out K-07 Tablet kit", as one line. */
export function happened(fact: Envelope, view: View): string {
  const known = view.byId.kits.get(fact.subject)
  const kit = known ? `${known.code} ${known.name}` : t("a kit")
  switch (fact.kind) {
    case "kit.checked_out": {
      const { to } = fact.payload as KitCheckedOut
      if ("partner" in to) return t("Took {kit} to {place}", { kit, place: placeName(to.partner, to.site, view) })
      if (to.staff === fact.author) return t("Took out {kit}", { kit })
      return t("Gave {kit} to {name}", { kit, name: staffName(to.staff, view) })
    }
    case "kit.checked_in": {
      const { parts } = fact.payload as KitCheckedIn
      const isWhole = parts.every((part) => part.result === "present")
      return isWhole ? t("Brought back {kit}", { kit }) : t("Brought back {kit}, not all of it", { kit })
    }
    case "kit.extended": {
      const { due_on } = fact.payload as KitExtended
      return due_on === null
        ? t("Keeps {kit} for longer", { kit })
        : t("Keeps {kit} until {day}", { kit, day: dateWithin(due_on, new Date(fact.occurred_at)) })
    }
    case "kit.handed_over": {
      const { giver, to } = fact.payload as KitHandedOver
      if ("partner" in to)
        return t("Handed {kit} over to {place}", { kit, place: placeName(to.partner, to.site, view) })
      if (to.staff !== fact.author) return t("Handed {kit} over to {name}", { kit, name: staffName(to.staff, view) })
      const name = "staff" in giver ? staffName(giver.staff, view) : placeName(giver.partner, giver.site, view)
      return t("Took {kit} over from {name}", { kit, name })
    }
    case "kit.serviced": {
      const { did, parts } = fact.payload as KitServiced
      const done = listed(did.map(workWord))
      if (parts.length === 0) return t("{kit}: {did}", { kit, did: done })
      return t("{kit}, {parts}: {did}", { kit, parts: listed(parts.map((part) => nameOf(part, known))), did: done })
    }
    case "kit.condition_noted": {
      const { kit: whole, parts } = fact.payload as KitConditionNoted
      const words = parts.map(({ part, condition }) => {
        return t("{part} {condition}", { part: nameOf(part, known), condition: conditionWord(condition) })
      })
      return t("{kit}: {did}", { kit, did: listed([...(whole ? [conditionWord(whole)] : []), ...words]) })
    }
    case "kit.restocked":
      return t("Restocked {kit}", { kit })
    case "kit.counted": {
      const { parts, codes } = fact.payload as KitCounted
      const isAll = parts.every(({ result }) => result === "found") && codes.length === 0
      return isAll ? t("Counted {kit}, all found", { kit }) : t("Counted {kit}, not as it should be", { kit })
    }
    case "kit.problem_reported":
      return reported(fact.payload as KitProblemReported, kit, known?.parts ?? [])
    case "visit.started":
      return t("Arrived at {place}", { place: siteName((fact.payload as VisitStarted).site, view) })
    case "visit.finished": {
      const place = siteName(view.byId.visits.get(fact.subject)?.site ?? null, view)
      const { outcome } = fact.payload as VisitFinished
      if (outcome === "held") return t("Finished the visit at {place}", { place })
      return t("Finished the visit at {place}: {outcome}", { place, outcome: outcomeSentence(outcome).slice(0, -1) })
    }
    case "need.heard": {
      const { topic, count } = fact.payload as NeedHeard
      return counted(t("Asked for {topic}", { topic: needTopic(topic) }), count)
    }
    case "referral.given": {
      const { topic, count, listing } = fact.payload as ReferralGiven
      const name = listing !== null && view.byId.listings.get(listing)?.name
      if (name) return counted(t("Referred on to {name}", { name }), count)
      return counted(t("Referred on for {topic}", { topic: needTopic(topic) }), count)
    }
    case "help.tallied": {
      const { sort, count } = fact.payload as HelpTallied
      return counted(helpSort(sort), count)
    }
    case "training_session.logged":
    case "training_session.amended":
    case "training_session.withdrawn":
    case "outcome.answered":
      return sessionHappened(fact, view)
    case "partner.contacted": {
      const { site } = fact.payload as PartnerContacted
      return t("Talk with {partner}", { partner: placeName(fact.subject, site, view) })
    }
    case "flyer.placed": {
      const { site } = fact.payload as FlyerPlaced
      return t("Laid out flyers at {place}", { place: siteName(site, view) })
    }
    case "flyer.restocked":
      return t("Added flyers to a stack")
    case "flyer.removed":
      return t("Noted that a stack of flyers is gone")
    case "discrepancy.answered":
    case "hand_in.amended":
      return t("Answered a question of the library")
    case "emergency.declared":
    case "emergency.ended":
    case "emergency.place_told":
    case "emergency.checked_in":
    case "emergency.people_helped":
    case "emergency.handed_out":
      return emergencyHappened(fact, view)
    case "flyer.handed_out": {
      const { count, code } = fact.payload as FlyerHandedOut
      return code && count === 0
        ? t("Began to hold up a flyer’s code on this phone")
        : counted(t("Handed out a flyer"), count)
    }
    default:
      return t("Recorded something ({kind})", { kind: fact.kind })
  }
}

/** "Helped one to one", "Asked for a device: 3", "Taken back: helped one to one". */
function counted(what: string, count: number): string {
  if (count < 0)
    return count === -1 ? t("Took one back: {what}", { what }) : t("Took {n} back: {what}", { n: -count, what })
  return count === 1 ? what : t("{what}: {n}", { what, n: count })
}

function siteName(id: string | null, view: View): string {
  const site = id === null ? undefined : view.byId.sites.get(id)
  return site ? placeName(site.partner, site.id, view) : t("a place that is not listed")
}

export interface Verdict {
  tone: "kept" | "need"
  word: string
  /** Sentences that tell more than "kept"; none where all is well. */
  sentences: string[]
}

/** What an answer means. All of them mean that the library has the fact. */
export function verdict(said: Said): Verdict {
  if (said.outcome === "quarantined")
    return {
      tone: "need",
      word: t("kept, to be read"),
      sentences: [
        said.reason === "device_revoked"
          ? t("This phone was reported lost, so a coordinator reads it first. Nothing is lost.")
          : t("The library keeps it but could not read it. A coordinator will look at it. Nothing is lost."),
      ],
    }
  const kinds = [...new Set(said.discrepancies.map((one) => one.kind))]
  if (kinds.length === 0) return { tone: "kept", word: t("kept"), sentences: [] }
  return {
    tone: "need",
    word: t("kept, does not add up"),
    sentences: [
      ...kinds.map((kind) => (kind.startsWith("session.") ? doesNotFit(kind) : doesNotAddUp(kind))),
      t("A coordinator will sort it out; you need not do anything."),
    ],
  }
}

function nameOf(part: string, kit: KitView | undefined): string {
  return kit?.parts.find(({ id }) => id === part)?.name ?? t("A part that is listed no more")
}
