/** Taking one page of the feed into the replica it belongs to. */

import type { Replica } from "../store/replica"
import type { Store, Target } from "../store/store"
import type { Digest, SyncAnswer } from "../wire"

const DAY_MS = 24 * 3600_000

/** What was found equal last, so that a quiet exchange need not count all rows again. */
export interface Verified {
  last: { n: number; digest: Digest } | null
}

/** True when another page is to be asked for at once. */
export async function takePage(
  store: Store,
  target: Target,
  answer: SyncAnswer,
  verified: Verified,
  now: number,
): Promise<boolean> {
  const { replica, after, state } = await whereto(store, target, answer)
  const isTaken = await store.apply(replica, {
    after,
    changes: answer.changes,
    state: {
      cursor: answer.cursor,
      upto: answer.upto,
      epoch: answer.epoch,
      view: answer.view,
      isComplete: !answer.more || (state?.isComplete ?? false),
      asOf: answer.more ? (state?.asOf ?? null) : now,
    },
  })
  // Another tab was quicker; go on from where it stands.
  if (!isTaken || answer.more) return true

  const isFresh = target.isFilling || replica !== target.replica
  if (isFresh) await store.switchTo(replica)
  if (await isEqual(replica, answer, verified)) {
    await settleDigest(store, null)
    return false
  }
  // Fetched afresh once; if that differs too the rows are kept, the server is told, and a day is waited.
  const { digestRetryAt } = (await store.outbox.loadMeta()).exchange
  const isGivenUp = digestRetryAt !== null && digestRetryAt > now && digestRetryAt - now <= DAY_MS
  if (target.isForDigest) await settleDigest(store, now + DAY_MS)
  else if (!isGivenUp) {
    await store.beginReplica({ forDigest: true })
    return true
  }
  return false
}

async function whereto(
  store: Store,
  { replica, state, isFilling }: Target,
  { reset }: SyncAnswer,
): Promise<{ replica: Replica; after: string | null; state: Target["state"] }> {
  if (replica !== null && !reset) return { replica, after: state?.cursor ?? null, state }
  const isYetEmpty = replica !== null && isFilling && state === null
  return {
    replica: isYetEmpty ? replica : await store.beginReplica({ forDigest: false }),
    after: null,
    state: null,
  }
}

async function isEqual(replica: Replica, { digest, changes }: SyncAnswer, verified: Verified): Promise<boolean> {
  if (digest === null) return true
  const { last } = verified
  if (changes.length === 0 && last?.n === replica.n && isSame(last.digest, digest)) return true
  const counted = await replica.digest()
  verified.last = isSame(counted, digest) ? { n: replica.n, digest } : null
  return verified.last !== null
}

function isSame(one: Digest, other: Digest): boolean {
  return one.count === other.count && one.sum === other.sum
}

async function settleDigest(store: Store, digestRetryAt: number | null): Promise<void> {
  if ((await store.outbox.loadMeta()).exchange.digestRetryAt === digestRetryAt) return
  await store.update("exchange", (exchange) => ({ ...exchange, digestRetryAt }))
}
