/** The visit that is under way, or the next one: when, where, what is held, what to know, what to bring, the thing to do. */

import type { KitView, VisitView } from "../core"
import { t } from "../text"
import { Address } from "./address"
import { useApp } from "./app"
import { Icon } from "./icon"
import { isMine } from "./kit-words"
import { href } from "./route"
import { StartVisit } from "./start-visit"
import { VisitNotes } from "./visit-notes"
import { sinceWhen, whenIs, whereTo } from "./visit-words"

export function VisitCard({ visit }: { visit: VisitView }) {
  const { view, now } = useApp()
  const site = visit.site === null ? undefined : view.value.byId.sites.get(visit.site)
  const isRunning = visit.state === "started"
  const kits = visit.kits.map((id) => view.value.byId.kits.get(id)).filter((kit) => kit !== undefined)
  return (
    <div class="card visit">
      <p class="small soft num">{isRunning ? sinceWhen(visit, now.value) : whenIs(visit, now.value)}</p>
      <h3 class="title" dir="auto">
        <a href={href(`visits/${visit.id}`)}>{whereTo(visit, view.value)}</a>
      </h3>
      {site?.address && !isRunning && <Address text={site.address} />}
      {visit.holds && <p dir="auto">{visit.holds}</p>}
      {!isRunning && <VisitNotes visit={visit} />}
      {kits.length > 0 && !isRunning && <Bring kits={kits} />}
      <div class="do">
        {isRunning ? (
          <a class="button" href={href(`visits/${visit.id}`)}>
            {t("Go on with the visit")}
          </a>
        ) : (
          <StartVisit visit={visit} />
        )}
      </div>
    </div>
  )
}

function Bring({ kits }: { kits: readonly KitView[] }) {
  const { view } = useApp()
  return (
    <div class="bring">
      <p class="small soft">{t("Kits to bring")}</p>
      <ul>
        {kits.map((kit) => (
          <li key={kit.id}>
            <a href={href(`kits/${kit.id}`)}>
              <span class="code">{kit.code}</span> <span dir="auto">{kit.name}</span>
              {isMine(kit, view.value.me?.id) && (
                <span class="small soft">
                  <Icon name="check" /> {t("with you")}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
