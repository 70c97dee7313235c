/** What to know before one stands at the door, and who is there. */

import type { VisitView } from "../core"
import { ngettext, t } from "../text"
import { Contact } from "./address"

export function VisitNotes({ visit }: { visit: VisitView }) {
  const notes: [string, string][] = [
    [t("Getting in"), visit.access],
    [t("Parking"), visit.parking],
    [t("Power"), visit.power],
    [t("Wi-Fi"), visit.wifi],
    [t("The room"), visit.room_holds === null ? "" : ngettext("{n} person", "{n} people", visit.room_holds)],
  ]
  const told = notes.filter(([, text]) => text !== "")
  if (told.length === 0 && !visit.contact) return null
  return (
    <dl class="notes small">
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
  )
}
