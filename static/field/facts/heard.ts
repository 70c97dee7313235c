/** What is heard and counted on the way, as payloads: topics and numbers, never who. Pure. */

import type { HelpTallied, NeedHeard, ReferralGiven } from "../wire"
import { storable } from "./envelope"

/** People asked for something. */
export function need({ site, topic, count, words }: NeedHeard): NeedHeard {
  return { site, topic, count, words: storable(words) }
}

/** People were sent on to somebody who can help. */
export function referral({ site, listing, topic, count }: ReferralGiven): ReferralGiven {
  return { site, listing, topic, count }
}

/** Somebody was helped; a count below nought takes back what was tapped too often. */
export function tallied({ site, sort, topic, count }: HelpTallied): HelpTallied {
  return { site, sort, topic, count }
}
