/** Where one is, where one goes next, whole, and the visits after that, a line each. */

import { useState } from "preact/hooks"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { href } from "./route"
import { VisitCard } from "./visit-card"
import { VisitRow } from "./visit-row"
import { visitsAhead } from "./visit-words"

/** Enough to see at a glance; the rest is one tap away. */
const AT_ONCE = 3

export function VisitsAhead() {
  const { view, now } = useApp()
  const visits = visitsAhead(view.value, now.value)
  const [isWhole, setWhole] = useState(false)
  const running = visits.filter((visit) => visit.state === "started")
  const planned = visits.filter((visit) => visit.state !== "started")
  const next = planned.find((visit) => !visit.called_off)
  const later = planned.filter((visit) => visit !== next)
  const shown = isWhole ? later : later.slice(0, AT_ONCE)
  return (
    <>
      {running.length > 0 && (
        <section>
          <h2>{t("Under way")}</h2>
          {running.map((visit) => (
            <VisitCard key={visit.id} visit={visit} />
          ))}
        </section>
      )}
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
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </ul>
          {shown.length < later.length && (
            <button type="button" class="plain" onClick={() => setWhole(true)}>
              {ngettext("Show {n} more", "Show {n} more", later.length - shown.length)}
            </button>
          )}
        </section>
      )}
      <p class="ways">
        <a class="plain" href={href("visits/new")}>
          <Icon name="map-pin" />
          {t("Start a visit somewhere else")}
        </a>
        <a class="plain" href={href("visits")}>
          {t("All visits")}
        </a>
        <a class="plain" href={href("sites")}>
          {t("Places")}
        </a>
        <a class="plain" href={href("flyers")}>
          {t("Flyers")}
        </a>
      </p>
    </>
  )
}
