/** The kinds of facts that this app records: which version, about what, where, and how the payload is made. Pure. */

import type {
  CheckedIn,
  DiscrepancyAnswered,
  EmergencyDeclared,
  EmergencyEnded,
  FlyerHandedOut,
  FlyerPlaced,
  FlyerRemoved,
  FlyerRestocked,
  HandedOut,
  HandInAmended,
  HelpTallied,
  Id,
  KitCheckedIn,
  KitCheckedOut,
  KitConditionNoted,
  KitCounted,
  KitExtended,
  KitHandedOver,
  KitProblemReported,
  KitRestocked,
  KitServiced,
  NeedHeard,
  OutcomeAnswered,
  PartnerContacted,
  PeopleHelped,
  PlaceTold,
  ReferralGiven,
  SessionAmended,
  SessionLogged,
  SessionWithdrawn,
  VisitFinished,
  VisitStarted,
} from "../wire"
import { conditionNoted, restocked, serviced } from "./care"
import { ALL, declared, ended, given, helped, placeTold, checkedIn as staffCheckedIn } from "./emergency"
import { handedOut, placed, removed, stackRestocked } from "./flyers"
import { need, referral, tallied } from "./heard"
import { handInAmended, inquiryAnswered } from "./inquiries"
import { checkedIn, checkedOut, counted, extended, handedOver } from "./kits"
import { contacted } from "./partners"
import { problemReported } from "./reported"
import { amended, answered, logged, withdrawn } from "./sessions"
import { finished, started } from "./visits"

/** What a screen says happened, by kind. */
export interface Happenings {
  "kit.checked_out": { kit: Id } & KitCheckedOut
  "kit.checked_in": { kit: Id } & KitCheckedIn
  "kit.extended": { kit: Id } & KitExtended
  "kit.handed_over": { kit: Id } & KitHandedOver
  "kit.serviced": { kit: Id } & KitServiced
  /** A kit is in a condition of its own, so what is told of it stands apart. */
  "kit.condition_noted": { kit: Id; told: KitConditionNoted }
  "kit.restocked": { kit: Id } & KitRestocked
  "kit.counted": { kit: Id } & KitCounted
  "kit.problem_reported": { kit: Id } & KitProblemReported
  /** A session has a kind of its own, so what is told of it stands apart. */
  "training_session.logged": { session: Id; told: SessionLogged }
  "training_session.amended": { session: Id } & SessionAmended
  "training_session.withdrawn": { session: Id } & SessionWithdrawn
  "outcome.answered": { session: Id } & OutcomeAnswered
  "visit.started": { visit: Id } & VisitStarted
  "visit.finished": { visit: Id } & VisitFinished
  "need.heard": NeedHeard
  "referral.given": ReferralGiven
  "help.tallied": HelpTallied
  "partner.contacted": { partner: Id } & PartnerContacted
  "flyer.placed": { placement: Id } & FlyerPlaced
  "flyer.restocked": { placement: Id } & FlyerRestocked
  "flyer.removed": { placement: Id } & FlyerRemoved
  "flyer.handed_out": FlyerHandedOut
  "discrepancy.answered": { discrepancy: Id } & DiscrepancyAnswered
  "hand_in.amended": { handIn: Id } & HandInAmended
  "emergency.declared": EmergencyDeclared
  "emergency.ended": EmergencyEnded
  "emergency.place_told": { emergency: Id } & PlaceTold
  "emergency.checked_in": { day: Id } & CheckedIn
  "emergency.people_helped": { day: Id } & PeopleHelped
  "emergency.handed_out": { day: Id } & HandedOut
}

export type KindName = keyof Happenings

/** What a fact is tied to besides what it is about. */
export interface Tied {
  visit: Id | null
  newId(): Id
}

/** Where something happened, as far as it says. */
export interface Where {
  site: Id | null
  kit: Id | null
}

interface Kind<Happening> {
  v: number
  subject(happening: Happening, tied: Tied): Id
  /** Where it says where it was, and names no visit, it is tied to the visit that fits. */
  where?(happening: Happening): Where
  payload(happening: Happening): unknown
}

/** What happens by the hundred belongs to the visit's history, or to one of its own where there is no visit. */
const heard = { v: 1, subject: (_: unknown, { visit, newId }: Tied) => visit ?? newId(), where: atSite }

const ofADay = { v: 1, subject: ({ day }: { day: Id }) => day }

export const KINDS: { [Name in KindName]: Kind<Happenings[Name]> } = {
  "training_session.logged": {
    v: 1,
    subject: ({ session }) => session,
    where: ({ told }) => atSite(told),
    payload: ({ told }) => logged(told),
  },
  "training_session.amended": { v: 1, subject: ({ session }) => session, payload: amended },
  "training_session.withdrawn": { v: 1, subject: ({ session }) => session, payload: withdrawn },
  "outcome.answered": { v: 1, subject: ({ session }) => session, payload: answered },
  "kit.checked_out": {
    v: 1,
    subject: ({ kit }) => kit,
    where: ({ kit, to }) => ({ kit, site: "site" in to ? to.site : null }),
    payload: checkedOut,
  },
  "kit.checked_in": { v: 1, subject: ({ kit }) => kit, where: ({ kit }) => ({ kit, site: null }), payload: checkedIn },
  "kit.extended": { v: 1, subject: ({ kit }) => kit, payload: extended },
  "kit.handed_over": {
    v: 1,
    subject: ({ kit }) => kit,
    where: ({ kit, to }) => ({ kit, site: "site" in to ? to.site : null }),
    payload: handedOver,
  },
  "kit.serviced": { v: 1, subject: ({ kit }) => kit, payload: serviced },
  "kit.condition_noted": { v: 1, subject: ({ kit }) => kit, payload: ({ told }) => conditionNoted(told) },
  "kit.restocked": { v: 1, subject: ({ kit }) => kit, payload: restocked },
  "kit.counted": { v: 1, subject: ({ kit }) => kit, where: ({ kit }) => ({ kit, site: null }), payload: counted },
  "kit.problem_reported": {
    v: 1,
    subject: ({ kit }) => kit,
    where: ({ kit }) => ({ kit, site: null }),
    payload: problemReported,
  },
  "visit.started": { v: 1, subject: ({ visit }) => visit, payload: started },
  "visit.finished": { v: 1, subject: ({ visit }) => visit, payload: finished },
  "need.heard": { ...heard, payload: need },
  "referral.given": { ...heard, payload: referral },
  "help.tallied": { ...heard, payload: tallied },
  "partner.contacted": { v: 1, subject: ({ partner }) => partner, where: atSite, payload: contacted },
  "flyer.placed": { v: 1, subject: ({ placement }) => placement, where: atSite, payload: placed },
  "flyer.restocked": { v: 1, subject: ({ placement }) => placement, payload: stackRestocked },
  "flyer.removed": { v: 1, subject: ({ placement }) => placement, payload: removed },
  "discrepancy.answered": { v: 1, subject: ({ discrepancy }) => discrepancy, payload: inquiryAnswered },
  "hand_in.amended": { v: 1, subject: ({ handIn }) => handIn, payload: handInAmended },
  "flyer.handed_out": { ...heard, payload: handedOut },
  "emergency.declared": { v: 1, subject: () => ALL, payload: declared },
  "emergency.ended": { v: 1, subject: () => ALL, payload: ended },
  "emergency.place_told": { v: 1, subject: ({ emergency }) => emergency, payload: placeTold },
  "emergency.checked_in": { ...ofADay, payload: staffCheckedIn },
  "emergency.people_helped": { ...ofADay, payload: helped },
  "emergency.handed_out": { ...ofADay, payload: given },
}

function atSite({ site }: { site: Id | null }): Where {
  return { site, kit: null }
}
