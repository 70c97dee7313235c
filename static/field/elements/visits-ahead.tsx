/** Where one goes next, whole, and the visits after that, a line each. */

import { useState } from "preact/hooks"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { VisitCard } from "./visit-card"
import { visitsAhead, whenIs, whereTo } from "./visit-words"

/** Enough to see at a glance; the rest is one tap away. */
const AT_ONCE = 3

export function VisitsAhead() {
  const { view, now } = useApp()
  const visits = visitsAhead(view.value, now.value)
  const [isWhole, setWhole] = useState(false)
  const next = visits.find((visit) => !visit.called_off)
  const later = visits.filter((visit) => visit !== next)
  const shown = isWhole ? later : later.slice(0, AT_ONCE)
  return (
    <>
      {next && (
        <section>
          <h2>{t("Next visit")}</h2>
          <VisitCard visit={next} />
        </section>
      )}
      {later.length > 0 && (
        <section>
          <h2>{next ? t("Later") : t("Visits")}</h2>
          <ul class="rows">
            {shown.map((visit) => (
              <li key={visit.id} class="row">
                <span class="grow lines">
                  <b dir="auto">{whereTo(visit, view.value)}</b>
                  <span class="small soft num">{whenIs(visit, now.value)}</span>
                  {visit.called_off && <span class="small needs">{t("It was called off.")}</span>}
                  {visit.holds && (
                    <span class="small" dir="auto">
                      {visit.holds}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {shown.length < later.length && (
            <button type="button" class="plain" onClick={() => setWhole(true)}>
              {ngettext("Show {n} more", "Show {n} more", later.length - shown.length)}
            </button>
          )}
        </section>
      )}
    </>
  )
}
