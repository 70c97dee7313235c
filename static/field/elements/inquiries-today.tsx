/** What the desk asks, on the first screen. */

import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Notice } from "./notice"
import { href } from "./route"

export function Inquiries() {
  const { view } = useApp()
  const { inquiries, me } = view.value
  const mine = inquiries.filter(({ of }) => of === me?.id)
  if (mine.length === 0) return null
  return (
    <Notice
      tone="need"
      title={ngettext("The library asks you something", "The library asks you {n} things", mine.length)}
    >
      <p>{t("It waits for your answer, which needs no network.")}</p>
      {mine.map(({ id, about }) => (
        <p key={id}>
          <a class="plain" href={href(`asked/${id}`)} dir="auto">
            {about.told}
          </a>
        </p>
      ))}
    </Notice>
  )
}
