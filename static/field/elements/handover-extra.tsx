/** What few say of a hand-over: another day back, a note, that it was earlier. */

import type { CalendarDate } from "../core"
import { t } from "../text"
import { Disclosure } from "./disclosure"
import { EarlierTime } from "./earlier-time"
import { Line } from "./inputs"

export interface Extra {
  dueOn: CalendarDate
  note: string
  when: string
}

export const BLANK: Extra = { dueOn: "", note: "", when: "" }

export function HandoverExtra({ form, change }: { form: Extra; change(part: Partial<Extra>): void }) {
  return (
    <Disclosure
      summary={t("Another day back, a note, or it was earlier")}
      isOpen={form.dueOn !== "" || form.note !== "" || form.when !== ""}
    >
      <Line
        label={t("The day it comes back")}
        type="date"
        value={form.dueOn}
        onValue={(dueOn) => change({ dueOn })}
        hint={t("Left empty, it stays as it is.")}
      />
      <Line
        label={t("Note")}
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
      />
      <EarlierTime value={form.when} onValue={(when) => change({ when })} />
    </Disclosure>
  )
}
