/** What the desk asks, on the first screen. */

import { momentWithin, ngettext, t } from "../text"
import { useApp } from "./app"
import { Notice } from "./notice"
import { href } from "./route"

export function Inquiries() {
  const { view, now } = useApp()
  const { inquiries, handIns, byId, me } = view.value
  const mine = inquiries
    .filter(({ of }) => of === me?.id)
    .map(({ id, about }) => ({ to: `asked/${id}`, what: about.told }))
  for (const { id, kit, at, people } of handIns) {
    const { code = "", name = "" } = byId.kits.get(kit) ?? {}
    const what = t("{what}, {when}", { what: `${code} ${name}`, when: momentWithin(new Date(at), now.value) })
    if (me && people.includes(me.id)) mine.push({ to: `hand-ins/${id}`, what })
  }
  if (mine.length === 0) return null
  return (
    <Notice
      tone="need"
      title={ngettext("The library asks you something", "The library asks you {n} things", mine.length)}
    >
      <p>{t("It waits for your answer, which needs no network.")}</p>
      {mine.map(({ to, what }) => (
        <p key={to}>
          <a class="plain" href={href(to)} dir="auto">
            {what}
          </a>
        </p>
      ))}
    </Notice>
  )
}
