/** How much goes into one request. Pure. */

export interface Pace {
  /** What part of a full request is tried: 1, 1/2, 1/4, ... */
  share: number
  /** A size that was refused is not tried again while the app is open. */
  most: number
}

export const FULL: Readonly<Pace> = { share: 1, most: 1 }

const MOST_FACTS = 100
const MOST_BYTES = 256 * 1024
const MOST_ROWS = 500
const LEAST_SHARE = 1 / 128

/** After a request that took too long. */
export function slower(pace: Pace): void {
  pace.share = Math.max(LEAST_SHARE, pace.share / 2)
}

export function faster(pace: Pace): void {
  pace.share = Math.min(pace.most, pace.share * 2)
}

/** After a request with that many facts was too large for somebody on the way. */
export function smaller(pace: Pace, facts: number): void {
  pace.share = Math.max(LEAST_SHARE, Math.min(pace.share, facts / MOST_FACTS) / 2)
  pace.most = pace.share
}

/** The first facts that fit; at least one, whatever its size. */
export function batchOf<Fact extends { text: string }>(waiting: Fact[], { share }: Pace): Fact[] {
  const mostFacts = Math.max(1, Math.floor(MOST_FACTS * share))
  let bytes = 0
  let count = 0
  for (const { text } of waiting) {
    bytes += bytesInRequest(text)
    if (count > 0 && bytes > MOST_BYTES * share) break
    if (++count === mostFacts) break
  }
  return waiting.slice(0, count)
}

/** Rows to ask for in a page; undefined leaves it to the server. */
export function pageLimit({ share }: Pace): number | undefined {
  return share === 1 ? undefined : Math.max(20, Math.floor(MOST_ROWS * share))
}

/** As it stands in the request, where every quote of the fact takes two bytes. */
function bytesInRequest(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length + 1
}
