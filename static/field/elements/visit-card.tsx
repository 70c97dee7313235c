/** The next visit: when, where, what is held, what to know before one stands at the door, what to bring. */

import type { KitView, VisitView } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { href } from "./route"
import { callable, whenIs, whereTo } from "./visit-words"

export function VisitCard({ visit }: { visit: VisitView }) {
  const { view, now } = useApp()
  const site = visit.site === null ? undefined : view.value.byId.sites.get(visit.site)
  const notes: [string, string][] = [
    [t("Getting in"), visit.access],
    [t("Parking"), visit.parking],
    [t("Power"), visit.power],
    [t("Wi-Fi"), visit.wifi],
  ]
  const kits = visit.kits.map((id) => view.value.byId.kits.get(id)).filter((kit) => kit !== undefined)
  const told = notes.filter(([, text]) => text !== "")
  return (
    <div class="card visit">
      <p class="small soft num">{visit.state === "started" ? t("Under way") : whenIs(visit, now.value)}</p>
      <h3 class="title" dir="auto">
        {whereTo(visit, view.value)}
      </h3>
      {site?.address && <p dir="auto">{site.address}</p>}
      {visit.holds && <p dir="auto">{visit.holds}</p>}
      {(told.length > 0 || visit.contact) && (
        <dl class="small">
          {told.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{text}</dd>
            </div>
          ))}
          {visit.contact && (
            <div>
              <dt>{t("On site")}</dt>
              <dd>
                <Contact text={visit.contact} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {kits.length > 0 && <Bring kits={kits} />}
    </div>
  )
}

function Contact({ text }: { text: string }) {
  const call = callable(text)
  if (!call) return <span dir="auto">{text}</span>
  return (
    <>
      <span dir="auto">{text}</span>
      <a class="call" href={call}>
        {t("Call")}
      </a>
    </>
  )
}

function Bring({ kits }: { kits: readonly KitView[] }) {
  return (
    <div class="bring">
      <p class="small soft">{t("Kits to bring")}</p>
      <ul>
        {kits.map((kit) => (
          <li key={kit.id}>
            <a href={href(`kits/${kit.id}`)}>
              <span class="code">{kit.code}</span> <span dir="auto">{kit.name}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
