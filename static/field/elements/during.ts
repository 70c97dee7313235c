/** What was recorded during a visit, as far as this phone knows: its own facts of the last weeks. */

import type {
  AnsweredFact,
  Envelope,
  HelpSort,
  HelpTallied,
  Id,
  NeedHeard,
  NeedTopic,
  ReferralGiven,
  View,
  WaitingFact,
} from "../core"

/** The facts that name the visit, in the order in which they happened. */
export function factsDuring(visit: Id, { waiting, answered }: View): (WaitingFact | AnsweredFact)[] {
  return [...waiting, ...answered]
    .filter(({ fact }) => fact.visit === visit || fact.subject === visit)
    .sort((one, other) => Date.parse(one.fact.occurred_at) - Date.parse(other.fact.occurred_at))
}

export type Sort = HelpSort | "need" | "referral"

export interface Came {
  sort: Sort
  /** Null where help was counted without one. */
  topic: NeedTopic | Id | null
  /** Where people were referred on to. */
  listing: Id | null
  count: number
  /** The lines that were written with it. */
  words: string[]
  isWaiting: boolean
}

/** How often something came up: by sort, topic and listing, without what was taken back. */
export function heardDuring(visit: Id, view: View): Came[] {
  const found = new Map<string, Came>()
  for (const one of factsDuring(visit, view)) {
    const sort = sortOf(one.fact)
    if (sort === null) continue
    const told = one.fact.payload as HelpTallied & Partial<Pick<NeedHeard, "words"> & Pick<ReferralGiven, "listing">>
    const { topic, count, words, listing = null } = told
    const key = `${sort} ${topic} ${listing}`
    const came = found.get(key) ?? { sort, topic, listing, count: 0, words: [], isWaiting: false }
    found.set(key, {
      ...came,
      count: came.count + count,
      words: words ? [...came.words, words] : came.words,
      isWaiting: came.isWaiting || !("said" in one),
    })
  }
  return [...found.values()].filter(({ count }) => count > 0)
}

function sortOf({ kind, payload }: Envelope): Sort | null {
  if (kind === "help.tallied") return (payload as HelpTallied).sort
  return kind === "need.heard" ? "need" : kind === "referral.given" ? "referral" : null
}
