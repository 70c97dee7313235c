/** People helped and things handed out, counted by one tap each, at a place. */

import { useState } from "preact/hooks"
import type { Id, LibraryEmergency } from "../core"
import { useApp } from "../elements/app"
import { countedHere, placesNow } from "../elements/emergency-now"
import { ITEMS, itemWord, SERVICES, serviceWord } from "../elements/emergency-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { useOneTap } from "../elements/one-tap"
import { dayOf } from "../facts/emergency"
import { calendarDate, t } from "../text"

const ELSEWHERE = "elsewhere"

export function CountHelp({ emergency }: { emergency: LibraryEmergency }) {
  const { view, now } = useApp()
  const places = placesNow(view.value)
  const [chosen, setChosen] = useState<Id>(places.length === 1 ? (places[0]?.id ?? ELSEWHERE) : ELSEWHERE)
  const place = chosen === ELSEWHERE ? null : chosen
  const day = dayOf(emergency.id, calendarDate(now.value))
  const offered = places.find(({ id }) => id === chosen)?.services ?? []
  // What the place offers comes first.
  const services = [...SERVICES].sort((one, other) => Number(offered.includes(other)) - Number(offered.includes(one)))
  const tap = useOneTap()
  const counts = countedHere(day, view.value)
  const of = (key: string) => counts.get(`${key} ${place}`) ?? 0

  return (
    <Frame title={t("Count as it happens")} up={{ to: "emergency", label: emergency.name }}>
      <p class="soft lead">{t("How many, never who.")}</p>
      <Pick
        legend={t("Where are you?")}
        look="chips"
        value={chosen}
        options={[
          ...places.map(({ id, called }) => ({ value: id, label: called })),
          { value: ELSEWHERE, label: t("Somewhere else") },
        ]}
        onValue={setChosen}
      />
      <section>
        <h2>{t("People helped today")}</h2>
        <ul class="rows">
          {services.map((service) => (
            <Tally
              key={service}
              label={serviceWord(service)}
              count={of(`helped ${service}`)}
              onTap={(count) =>
                tap.record({ kind: "emergency.people_helped", day, place, service, count, visit: null })
              }
            />
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("Handed out today")}</h2>
        <ul class="rows">
          {ITEMS.map((item) => (
            <Tally
              key={item}
              label={itemWord(item)}
              count={of(`given ${item}`)}
              onTap={(count) => tap.record({ kind: "emergency.handed_out", day, place, item, count, visit: null })}
            />
          ))}
        </ul>
      </section>
      <p class="hint">{t("As counted on this phone; the library adds what others count.")}</p>
    </Frame>
  )
}

interface TallyProps {
  label: string
  count: number
  onTap(count: number): void
}

function Tally({ label, count, onTap }: TallyProps) {
  return (
    <li class="row tally">
      <b class="grow">{label}</b>
      <button
        type="button"
        class="less"
        aria-label={t("Take one back: {label}", { label })}
        disabled={count === 0}
        onClick={() => onTap(-1)}
      >
        <Icon name="minus" />
      </button>
      <output aria-label={label}>{count}</output>
      <button type="button" class="more" aria-label={t("One more: {label}", { label })} onClick={() => onTap(1)}>
        <Icon name="plus" />
      </button>
    </li>
  )
}
