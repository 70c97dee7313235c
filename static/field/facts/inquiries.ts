/** What somebody answers to a question of the desk, as a payload. Pure. */

import type { DiscrepancyAnswered, HandInAmended } from "../wire"
import { storable } from "./envelope"

/** It is as recorded, it was a mistake, or they do not know. */
export function inquiryAnswered({ asked, answer, words }: DiscrepancyAnswered): DiscrepancyAnswered {
  return { asked, answer, words: storable(words) }
}

/** Right as recorded, or counted again by the fact that it names. */
export function handInAmended({ of, counted, words }: HandInAmended): HandInAmended {
  return { of, counted, words: storable(words) }
}
