/** "Start visit": one tap records the arrival, and then the visit is on the screen. */

import { useState } from "preact/hooks"
import type { Id, VisitView } from "../core"
import { runningVisit } from "../rules/fitting-visit"
import { t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { staffName } from "./kit-words"
import { useOneTap } from "./one-tap"
import { go, path } from "./route"
import { siteOf } from "./visit-words"

export function StartVisit({ visit, isQuiet = false }: { visit: VisitView; isQuiet?: boolean }) {
  const { view, justRecorded, now } = useApp()
  const { me, visits } = view.value
  const tap = useOneTap()
  const [others, setOthers] = useState<readonly Id[]>([])
  const planned = visit.trainers.filter((one) => one !== me?.id)
  const running = runningVisit(visits, me?.id ?? null, now.value.getTime())
  const isHere = path.value === `visits/${visit.id}`

  const start = async () => {
    if (tap.isBusy) return
    const recorded = await tap.record({
      kind: "visit.started",
      visit: visit.id,
      site: visit.site,
      trainers: [...(me ? [me.id] : []), ...others],
      note: null,
    })
    if (recorded === null) return
    justRecorded.value = recorded.id
    if (isHere) scrollTo(0, 0)
    else go(`visits/${visit.id}`)
  }

  return (
    <>
      {isHere && planned.length > 0 && (
        <fieldset class="field bare">
          <legend class="small soft">{t("Here with you")}</legend>
          <div class="chips">
            {planned.map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={others.includes(one)}
                  onChange={(event) =>
                    setOthers(event.currentTarget.checked ? [...others, one] : others.filter((it) => it !== one))
                  }
                />
                <span dir="auto">{staffName(one, view.value)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <button type="button" class={isQuiet ? "button quiet" : "button"} aria-disabled={tap.isBusy} onClick={start}>
        <Icon name="play" />
        {tap.isBusy ? t("Saving on this phone…") : t("Start visit")}
      </button>
      {running && running.id !== visit.id && isHere && (
        <p class="small soft">
          {t("You are still at {place}. Finish that visit first, or start this one all the same.", {
            place: siteOf(running, view.value),
          })}
        </p>
      )}
    </>
  )
}
