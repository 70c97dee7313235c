/** Signing a person in on this phone: the first, one more, or again after the server lost the phone. */

import type { Store } from "./store/store"
import type { Server } from "./sync/server"
import type { EnrolRequest, Library, Person } from "./wire"

export interface Enrolled {
  ok: true
  person: Person | null
  library: Library
}

export interface EnrolRefused {
  ok: false
  /**
   * `refused`: wrong address, password or code. `wait`: too many attempts, or
   * the server is busy; see `waitSeconds`. `no_answer`: no network or no answer
   * in time. `not_the_library`: a Wi-Fi's sign-in page answered. `leaving`:
   * this phone was told to leave and takes no more people. `not_understood`:
   * anything else.
   */
  code: "refused" | "wait" | "no_answer" | "not_the_library" | "leaving" | "not_understood"
  waitSeconds: number | null
}

export async function enrol(store: Store, server: Server, to: EnrolRequest): Promise<Enrolled | EnrolRefused> {
  const { identity } = store.snapshot.meta
  const state = identity?.state ?? "unknown"
  if (state === "draining" || state === "revoked") return refused("leaving")
  const token = state === "active" ? (identity?.token ?? null) : null
  const heard = await server.enrol(token, to)

  if (heard.kind === "wait") return refused("wait", heard.seconds)
  if (heard.kind === "no_answer" || heard.kind === "not_the_library") return refused(heard.kind)
  if (heard.kind === "too_large") return refused("not_understood")
  if (heard.kind === "refused") {
    const { code } = heard.problem
    if (code === "enrol.refused") return refused("refused")
    if (code === "device.unknown" && token !== null) {
      await store.update("identity", (now) => now && { ...now, state: "unknown" })
      return enrol(store, server, to)
    }
    return refused(code.startsWith("device.") ? "leaving" : "not_understood")
  }

  const { device, library, people, epoch, view } = heard.body
  if (heard.body.token === null && token === null) return refused("not_understood")
  const known = new Set(identity?.people.map(({ id }) => id))
  const person = people.find(({ id }) => !known.has(id)) ?? (people.length === 1 ? people[0] : undefined) ?? null
  await store.enrolled(
    { device, token: heard.body.token, label: to.label, state: "active", library, people, epoch, view },
    person?.id ?? null,
  )
  return { ok: true, person, library }
}

function refused(code: EnrolRefused["code"], waitSeconds: number | null = null): EnrolRefused {
  return { ok: false, code, waitSeconds }
}
