/** How an emergency stands, offline: what to do first, how one is, where what is open, which kits can go. */

import { useState } from "preact/hooks"
import type { EmergencyState, Id, KitView, LibraryEmergency, View } from "../core"
import { useApp } from "../elements/app"
import { type Place, placesNow, rollNow } from "../elements/emergency-now"
import { inMyLanguage, serviceWord, stateWord } from "../elements/emergency-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { chooseKits } from "../elements/kit-filter"
import { KitRow } from "../elements/kit-row"
import { isOut, staffName } from "../elements/kit-words"
import { useOneTap } from "../elements/one-tap"
import { href } from "../elements/route"
import { dayOf } from "../facts/emergency"
import { clockIn, dateIn } from "../facts/times"
import { spansOn, state } from "../rules/opening-hours"
import { calendarDate, dateWithin, listed, momentWithin, ngettext, t } from "../text"

const FEW = 6

export function Emergency({ emergency }: { emergency: LibraryEmergency }) {
  const { view, now } = useApp()
  const { me } = view.value
  const words = inMyLanguage(emergency.words)
  const mayDecide = me !== null && me.role !== "trainer"
  return (
    <Frame title={emergency.name} up={{ to: "today", label: t("Today") }}>
      <p class="soft lead">
        {t("Emergency mode is on since {when}.", { when: momentWithin(new Date(emergency.since), now.value) })}
      </p>
      {words && <p dir="auto">{words}</p>}
      <p>
        <a class="button quiet" href={href("plan")}>
          {t("Disaster plan")}
        </a>
      </p>
      <HowAreYou emergency={emergency} />
      <p class="field">
        <a class="button" href={href("emergency/count")}>
          <Icon name="users" />
          {t("Count people helped")}
        </a>
      </p>
      <Places />
      {mayDecide && (
        <p>
          <a class="plain" href={href("emergency/place/new")}>
            {t("Tell of a place that is open")}
          </a>
        </p>
      )}
      <Kits />
      <Staff />
      {mayDecide && (
        <p class="field">
          <a class="button quiet" href={href("emergency/end")}>
            {t("Switch emergency mode off")}
          </a>
        </p>
      )}
    </Frame>
  )
}

const UNSAID = "unsaid"

function HowAreYou({ emergency }: { emergency: LibraryEmergency }) {
  const { view, now } = useApp()
  const tap = useOneTap()
  const [at, setAt] = useState<Id>(UNSAID)
  const { me } = view.value
  const places = placesNow(view.value)
  const mine = me && rollNow(view.value).get(me.id)
  if (me === null) return null
  const say = (how: EmergencyState) =>
    tap.record({
      kind: "emergency.checked_in",
      day: dayOf(emergency.id, calendarDate(now.value)),
      staff: me.id,
      state: how,
      place: at === UNSAID ? null : at,
      visit: null,
    })
  const ways: [EmergencyState, string, string][] = [
    ["available", t("I am safe and available"), "button"],
    ["safe", t("I am safe"), "button quiet"],
    ["need_help", t("I need help"), "button need"],
  ]
  return (
    <section>
      <h2>{t("How are you?")}</h2>
      <p role="status">
        {mine ? (
          <>
            <b>{stateWord(mine.state)}</b>, {momentWithin(new Date(mine.at), now.value)}{" "}
            {mine.isWaiting ? (
              <span class="waits">{t("waiting to be sent")}</span>
            ) : (
              <span class="keeps">{t("the library knows")}</span>
            )}
          </>
        ) : (
          t("You have not said yet. Where you are is not asked.")
        )}
      </p>
      {places.length > 0 && (
        <Pick
          legend={t("Where, only if you want")}
          look="chips"
          value={at}
          options={[
            { value: UNSAID, label: t("Not said") },
            ...places.map(({ id, called }) => ({ value: id, label: called })),
          ]}
          onValue={setAt}
        />
      )}
      {ways.map(([how, label, look]) => (
        <p key={how} class="field">
          <button type="button" class={look} onClick={() => void say(how)}>
            {label}
          </button>
        </p>
      ))}
    </section>
  )
}

function Places() {
  const { view } = useApp()
  const places = placesNow(view.value)
  const mayDecide = view.value.me?.role !== "trainer"
  return (
    <section>
      <h2>{t("What is open where")}</h2>
      {places.length === 0 ? (
        <p class="soft">{t("No place is told of yet.")}</p>
      ) : (
        <ul class="rows">
          {places.map((place) => {
            const inside = (
              <span class="grow lines">
                <b dir="auto">{place.called}</b>
                <OpenToday place={place} />
                <span class="small soft">{listed(place.services.map(serviceWord))}</span>
                {place.words.length > 0 && (
                  <span class="small" dir="auto">
                    {inMyLanguage(place.words)}
                  </span>
                )}
              </span>
            )
            return (
              <li key={place.id} class={mayDecide ? undefined : "row"}>
                {mayDecide ? (
                  <a class="row" href={href(`emergency/place/${place.id}`)}>
                    {inside}
                    <Icon name="chevron-right" />
                  </a>
                ) : (
                  inside
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function OpenToday({ place }: { place: Place }) {
  const { view, now } = useApp()
  return <span class="small">{openWords(place, view.value, now.value)}</span>
}

function openWords({ state: how, hours }: Place, { library }: View, now: Date): string {
  if (how === "closed") return t("Closed")
  if (hours === null || library === null) return t("Open; no hours are told")
  const today = dateIn(library.time_zone, now.getTime())
  const found = state(hours, today, clockIn(library.time_zone, now.getTime()))
  if (found.until === null) return found.isOpen ? t("Open day and night") : t("Closed")
  const [day, time] = found.until
  if (found.isOpen && day === today) return t("Open now, until {time}", { time })
  const spans = spansOn(hours, day).map((one) => `${one.opens_at}–${one.closes_at}`)
  return found.isOpen
    ? t("Open now, until {day}, {time}", { day: dateWithin(day, now), time })
    : t("Closed; open {day} {hours}", { day: dateWithin(day, now), hours: listed(spans) })
}

/** Which can go, and where the others are. */
function Kits() {
  const { view } = useApp()
  const { kits } = view.value
  const ready = kits.filter((kit) => !isOut(kit.custody) && kit.care?.condition !== "out_of_service")
  const away = kits.filter((kit) => isOut(kit.custody))
  return (
    <section>
      <h2>{ngettext("{n} kit can go", "{n} kits can go", ready.length)}</h2>
      <Some kits={ready} which="in_store" />
      <h2>{t("Where the others are")}</h2>
      <Some kits={away} which="out" />
    </section>
  )
}

function Some({ kits, which }: { kits: readonly KitView[]; which: "in_store" | "out" }) {
  return (
    <>
      <ul class="rows">
        {kits.slice(0, FEW).map((kit) => (
          <KitRow key={kit.id} kit={kit} />
        ))}
      </ul>
      {kits.length > FEW && (
        <a class="plain" href={href("kits")} onClick={() => chooseKits(which)}>
          {ngettext("Show all {n}", "Show all {n}", kits.length)}
        </a>
      )}
    </>
  )
}

function Staff() {
  const { view, now } = useApp()
  const roll = rollNow(view.value)
  const silent = view.value.staff.filter(({ id, active }) => active && !roll.has(id))
  return (
    <section>
      <h2>{t("Staff")}</h2>
      <ul class="rows">
        {[...roll.values()].map(({ id, state: how, at }) => (
          <li key={id} class="row">
            <b class="grow" dir="auto">
              {staffName(id, view.value)}
            </b>
            <span class={how === "need_help" ? "small needs" : "small"}>
              {stateWord(how)}, {momentWithin(new Date(at), now.value)}
            </span>
          </li>
        ))}
      </ul>
      {silent.length > 0 && (
        <p class="soft">{t("Not heard from: {names}", { names: listed(silent.map(({ name }) => name)) })}</p>
      )}
    </section>
  )
}
