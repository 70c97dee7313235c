/** The kits by where they are: what I carry first, then what is in store, then each place and person that has some. */

import { useMemo } from "preact/hooks"
import type { Id, KitView, View } from "../core"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import {
  chooseKits,
  chosen,
  FILTERS,
  IN_STORE,
  isShown,
  type KitFilter,
  place,
  placesOf,
  sought,
  whereabouts,
} from "../elements/kit-filter"
import { KitRow } from "../elements/kit-row"
import { isMine, whereIs } from "../elements/kit-words"
import { LongList } from "../elements/long-list"
import { href } from "../elements/route"
import { amount, calendarDate, ngettext, t } from "../text"

export function Kits() {
  const { view, now } = useApp()
  const { kits, me, status } = view.value
  const words = sought.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found = kits.filter(
    (kit) =>
      isShown(kit, chosen.value, me?.id, now.value) &&
      (place.value === null || whereabouts(kit) === place.value) &&
      (words.length === 0 || fits(kit, view.value, words)),
  )
  const isNarrowed = words.length > 0 || chosen.value !== "all" || place.value !== null
  const isNoneMine = !found.some((kit) => isMine(kit, me?.id))
  const sections = placesOf(found, view.value).map(({ id, name, kits: items }) => ({
    id,
    title: id === `staff ${me?.id}` ? t("You carry") : name,
    items,
  }))

  return (
    <Frame title={t("Kits")} tab="kits">
      {kits.length > 0 && (
        <search class="search">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            aria-label={t("Find a kit by code, name, tag or place")}
            placeholder={t("Code, name or place")}
            value={sought.value}
            autoComplete="off"
            onInput={(event) => {
              sought.value = event.currentTarget.value
            }}
          />
        </search>
      )}
      {kits.length > 0 && (
        <a class="button quiet scan" href={href("scan")}>
          <Icon name="scan-line" />
          {t("Scan a code")}
        </a>
      )}
      {kits.length > 0 && <Narrow kits={kits} view={view.value} now={now.value} />}
      <p class="unseen" role="status">
        {isNarrowed && ngettext("{n} kit found", "{n} kits found", found.length)}
      </p>
      {kits.length === 0 && <NoKits isLoaded={status.replica.isComplete} />}
      {kits.length > 0 && found.length === 0 && (
        <div class="field empty">
          {words.length > 0 ? (
            <>
              <h2 class="title">{t("No kit fits “{words}”", { words: sought.value.trim() })}</h2>
              <p class="soft">{t("Try the code on its label, such as K-07.")}</p>
            </>
          ) : (
            <h2 class="title">{t("No kit is like that now")}</h2>
          )}
          <button type="button" class="button quiet" onClick={() => chooseKits("all")}>
            {t("Show all kits")}
          </button>
        </div>
      )}
      {kits.length > 0 && !isNarrowed && isNoneMine && (
        <section>
          <h2>{t("You carry")}</h2>
          <p class="soft">{t("Nothing. Open a kit below to take it out.")}</p>
        </section>
      )}
      <LongList
        name={`kits ${chosen.value} ${place.value} ${words.join(" ")}`}
        sections={sections}
        draw={(kit) => <KitRow key={kit.id} kit={kit} isPlaceTold />}
      />
    </Frame>
  )
}

/** One of a few sorts, each with how many there are; and one of the places that have some. */
function Narrow({ kits, view, now }: { kits: readonly KitView[]; view: View; now: Date }) {
  const today = calendarDate(now)
  const many = useMemo(() => counted(kits, view.me?.id, now), [kits, view.me, today])
  // The store has a sort of its own.
  const places = useMemo(() => placesOf(kits, view).filter(({ id }) => id !== IN_STORE && id !== ""), [view])
  const labels: Record<KitFilter, string> = {
    all: t("All"),
    mine: t("With you"),
    in_store: t("In store"),
    out: t("Out"),
    overdue: t("Overdue"),
    needs: t("Does not add up"),
  }
  // A sort that nobody is in is not offered, unless it is the one that is shown.
  const offered = FILTERS.filter((which) => which === "all" || which === chosen.value || many[which] > 0)
  return (
    <>
      {offered.length > 1 && (
        <Pick
          legend={t("Show")}
          isSilent
          look="chips"
          value={chosen.value}
          options={offered.map((which) => ({ value: which, label: `${labels[which]} ${amount(many[which])}` }))}
          onValue={(which) => {
            chosen.value = which
          }}
        />
      )}
      {(places.length > 1 || place.value !== null) && (
        <select
          class="input narrow"
          aria-label={t("With whom, or at which place")}
          value={place.value ?? ""}
          onChange={(event) => {
            place.value = event.currentTarget.value || null
          }}
        >
          <option value="">{t("Anywhere")}</option>
          {places.map(({ id, name, kits: there }) => (
            <option key={id} value={id}>
              {t("{place} ({n})", { place: name, n: there.length })}
            </option>
          ))}
        </select>
      )}
    </>
  )
}

/** How many kits are of each sort. */
function counted(kits: readonly KitView[], me: Id | undefined, now: Date): Record<KitFilter, number> {
  const many: Record<KitFilter, number> = { all: 0, mine: 0, in_store: 0, out: 0, overdue: 0, needs: 0 }
  for (const kit of kits) for (const which of FILTERS) if (isShown(kit, which, me, now)) many[which] += 1
  return many
}

function NoKits({ isLoaded }: { isLoaded: boolean }) {
  const { core, view } = useApp()
  const { progress } = view.value.status
  if (isLoaded)
    return (
      <div class="field empty">
        <h2 class="title">{t("The library has no kits yet")}</h2>
        <p class="soft">{t("A coordinator adds them at the desk. They then appear here by themselves.")}</p>
      </div>
    )
  return (
    <div class="field empty">
      <h2 class="title">{t("The kits are not on this phone yet")}</h2>
      <p class="soft">
        {progress?.what === "fetching" && progress.done > 0
          ? ngettext("{n} row has come so far.", "{n} rows have come so far.", progress.done)
          : t(
              "They come by themselves when the library can be reached. After that they are here without a network, too.",
            )}
      </p>
      <button type="button" class="button quiet" onClick={() => core.syncNow()}>
        {t("Try now")}
      </button>
    </div>
  )
}

/** What each kit is found by, wherever it is: looked through at every letter, made once for as long as the kit is as it is. */
const texts = new WeakMap<KitView, string>()

function textOf(kit: KitView): string {
  let text = texts.get(kit)
  if (text === undefined) {
    const tags = kit.parts.map((part) => part.tag ?? "").join(" ")
    text = `${kit.code} ${kit.code.replace(/\W/g, "")} ${kit.name} ${tags}`.toLocaleLowerCase()
    texts.set(kit, text)
  }
  return text
}

function fits(kit: KitView, view: View, words: readonly string[]): boolean {
  const text = textOf(kit)
  let where: string | undefined
  return words.every((word) => {
    if (text.includes(word)) return true
    where ??= whereIs(kit, view).toLocaleLowerCase()
    return where.includes(word)
  })
}
