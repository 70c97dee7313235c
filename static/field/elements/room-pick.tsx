/** The room of the library that a class is in: what it holds is told with the session, so that too many can be seen. */

import { useState } from "preact/hooks"
import type { Id } from "../core"
import type { SessionForm } from "../rules/session-form"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Pick } from "./inputs"

const ANOTHER = ""

interface Props {
  form: SessionForm
  change(part: Partial<SessionForm>): void
}

export function RoomPick({ form, change }: Props) {
  const { view } = useApp()
  const [chosen, choose] = useState<Id | null>(null)
  const { rooms } = view.value
  if (rooms.length === 0 || !form.format.endsWith("onsite")) return null
  const alike = rooms.filter(({ capacity }) => capacity === form.room_holds)
  // What a session tells is only how many its room holds: where one room alone holds so many, it is that one.
  const known = form.room_holds !== null && alike.length === 1 ? alike[0]?.id : undefined
  return (
    <Pick
      legend={t("Which room of the library?")}
      look="chips"
      value={chosen ?? known ?? ANOTHER}
      options={[
        ...rooms.map(({ id, name, capacity }) => ({
          value: id,
          label:
            capacity === null ? name : ngettext("{name}, for {n} person", "{name}, for {n} people", capacity, { name }),
        })),
        { value: ANOTHER, label: t("Another, or not known") },
      ]}
      onValue={(room) => {
        choose(room)
        change({ room_holds: rooms.find(({ id }) => id === room)?.capacity ?? null })
      }}
    />
  )
}
