/** One visit in a list: where, when, what was to be held, what became of it. */

import type { VisitView } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { href } from "./route"
import { became, whenIs, whereTo } from "./visit-words"

export function VisitRow({ visit, isPast = false }: { visit: VisitView; isPast?: boolean }) {
  const { view, now } = useApp()
  const isOff = visit.called_off && visit.state === "planned"
  return (
    <li>
      <a class="row" href={href(`visits/${visit.id}`)}>
        <span class="grow lines">
          <b dir="auto">{whereTo(visit, view.value)}</b>
          <span class="small soft num">{whenIs(visit, now.value)}</span>
          {isPast && !isOff && <span class="small">{became(visit)}</span>}
          {isOff && <span class="small needs">{t("It was called off.")}</span>}
          {visit.holds && !isPast && (
            <span class="small" dir="auto">
              {visit.holds}
            </span>
          )}
          {visit.hasWaiting && <span class="small waits">{t("waiting to be sent")}</span>}
        </span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}
