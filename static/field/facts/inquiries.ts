/** What somebody answers to a question of the desk, as a payload. Pure. */

import type { DiscrepancyAnswered } from "../wire"
import { storable } from "./envelope"

/** It is as recorded, it was a mistake, or they do not know. */
export function inquiryAnswered({ asked, answer, words }: DiscrepancyAnswered): DiscrepancyAnswered {
  return { asked, answer, words: storable(words) }
}
