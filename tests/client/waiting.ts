/** Phones with facts that wait to be sent, and what answers them. */

import { keepsAll, Phone, type Script, takeOut } from "./phone"

/** A phone that has all rows and so many facts that nobody has heard of yet. */
export async function withFacts(count: number): Promise<Phone> {
  const phone = new Phone()
  const core = await phone.enrolled()
  phone.script = keepsAll
  await core.syncNow()
  phone.sent = []
  for (let i = 1; i <= count; i++) await core.record(takeOut(`k${i}`))
  return phone
}

/** How many facts the phone still owes the library. */
export function waiting(phone: Phone): number {
  return phone.core.view().waiting.length
}

/** Comes in the place of the first answer; later ones are the server's own. */
export function first(once: Script, then: Script = keepsAll): Script {
  let isFirst = true
  return (sent) => {
    const script = isFirst ? once : then
    isFirst = false
    return script(sent)
  }
}
