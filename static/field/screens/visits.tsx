/** All of one's visits that this phone has: what is ahead, and what is over. */

import { useEffect } from "preact/hooks"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { VisitRow } from "../elements/visit-row"
import { visitsAhead, visitsBehind } from "../elements/visit-words"
import { t } from "../text"

export function Visits() {
  const { view, now, justRecorded } = useApp()
  const ahead = visitsAhead(view.value, now.value)
  const behind = visitsBehind(view.value, now.value)
  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])
  return (
    <Frame
      title={t("Visits")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <a class="button quiet" href={href("visits/new")}>
          {t("Start a visit somewhere else")}
        </a>
      }
    >
      <RecordedNotice />
      <section>
        <h2>{t("Ahead")}</h2>
        {ahead.length === 0 ? (
          <div class="empty soft">
            {t("Nothing is planned for you. A visit can be started anywhere, planned or not.")}
          </div>
        ) : (
          <ul class="rows">
            {ahead.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </ul>
        )}
      </section>
      {behind.length > 0 && (
        <section>
          <h2>{t("Over")}</h2>
          <ul class="rows">
            {behind.map((visit) => (
              <VisitRow key={visit.id} visit={visit} isPast />
            ))}
          </ul>
          <p class="hint">{t("This phone keeps the last three months.")}</p>
        </section>
      )}
    </Frame>
  )
}
