/** One kit in a list: its code, its name, where it is, when it is due. */

import type { KitView } from "../core"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { due, isMine, isOut, isOverdue, openKinds, things, whereIs } from "./kit-words"
import { href } from "./route"

interface Props {
  kit: KitView
  /** The list says above it where it is. */
  isPlaceTold?: boolean
}

export function KitRow({ kit, isPlaceTold = false }: Props) {
  const { view, now } = useApp()
  const when = due(kit.custody, now.value)
  const isKnown = isPlaceTold || isMine(kit, view.value.me?.id) || !isOut(kit.custody)
  const about = isKnown ? things(kit.parts) : whereIs(kit, view.value)
  const wrong = openKinds(kit).length
  return (
    <li>
      <a class="row" href={href(`kits/${kit.id}`)}>
        <span class="code">{kit.code}</span>
        <span class="grow lines">
          <b dir="auto">{kit.name}</b>
          <span class="small soft">
            {about}
            {when && ", "}
            {when && <span class={isOverdue(kit.custody, now.value) ? "needs" : undefined}>{when}</span>}
          </span>
          {wrong > 0 && (
            <span class="small needs">{ngettext("Something does not add up", "{n} things do not add up", wrong)}</span>
          )}
          {kit.hasWaiting && <span class="small waits">{t("waiting to be sent")}</span>}
        </span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}
