/** Help counted by one tap each: two numbers with big buttons, and what was tapped too often taken back. */

import type { HelpSort, VisitView } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { heardDuring } from "./during"
import { helpSort } from "./heard-words"
import { Icon } from "./icon"
import { useOneTap } from "./one-tap"

export function Tallies({ visit }: { visit: VisitView }) {
  const { view } = useApp()
  const tap = useOneTap()
  const came = heardDuring(visit.id, view.value)
  const sorts: HelpSort[] = ["one_to_one", "table"]
  return (
    <section>
      <h2>{t("Count as it happens")}</h2>
      <ul class="rows">
        {sorts.map((sort) => {
          const count = came.filter((one) => one.sort === sort).reduce((sum, one) => sum + one.count, 0)
          const label = helpSort(sort)
          const tally = (by: number) =>
            tap.record({ kind: "help.tallied", visit: visit.id, site: visit.site, sort, topic: null, count: by })
          return (
            <li key={sort} class="row tally">
              <b class="grow">{label}</b>
              <button
                type="button"
                class="less"
                aria-label={t("Take one back: {label}", { label })}
                disabled={count === 0}
                onClick={() => tally(-1)}
              >
                <Icon name="minus" />
              </button>
              <output aria-label={label}>{count}</output>
              <button
                type="button"
                class="more"
                aria-label={t("One more: {label}", { label })}
                onClick={() => tally(1)}
              >
                <Icon name="plus" />
              </button>
            </li>
          )
        })}
      </ul>
      <p class="hint">{t("As counted on this phone; the library adds what others count.")}</p>
    </section>
  )
}
