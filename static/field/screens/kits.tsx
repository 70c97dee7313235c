/** The kits: what I carry first, then what is in store, then what is out with others. */

import { useState } from "preact/hooks"
import type { Id, KitView, View } from "../core"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { chooseKits, chosen, FILTERS, isShown, type KitFilter, partnerOf, place, sought } from "../elements/kit-filter"
import { KitRow } from "../elements/kit-row"
import { isMine, isOut, whereIs } from "../elements/kit-words"
import { amount, ngettext, t } from "../text"

/** More rows than a person scrolls through are drawn only when asked for. */
const AT_ONCE = 60

export function Kits() {
  const { view, now } = useApp()
  const { kits, me, status } = view.value
  const words = sought.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found = kits.filter(
    (kit) =>
      isShown(kit, chosen.value, me?.id, now.value) &&
      (place.value === null || partnerOf(kit) === place.value) &&
      (words.length === 0 || fits(kit, whereIs(kit, view.value), words)),
  )
  const isNarrowed = words.length > 0 || chosen.value !== "all" || place.value !== null
  const mine = found.filter((kit) => isMine(kit, me?.id))
  const inStore = found.filter((kit) => !isOut(kit.custody))
  const others = found.filter((kit) => isOut(kit.custody) && !isMine(kit, me?.id))

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
      {kits.length > 0 && !isNarrowed && mine.length === 0 && (
        <section>
          <h2>{t("You carry")}</h2>
          <p class="soft">{t("Nothing. Open a kit below to take it out.")}</p>
        </section>
      )}
      <Group title={t("You carry")} kits={mine} />
      <Group title={t("In store")} kits={inStore} />
      <Group title={t("Out with others")} kits={others} />
    </Frame>
  )
}

/** One of a few sorts, each with how many there are; and one of the places that have some. */
function Narrow({ kits, view, now }: { kits: readonly KitView[]; view: View; now: Date }) {
  const many = (which: KitFilter) => kits.filter((kit) => isShown(kit, which, view.me?.id, now)).length
  const labels: Record<KitFilter, string> = {
    all: t("All"),
    mine: t("With you"),
    in_store: t("In store"),
    out: t("Out"),
    overdue: t("Overdue"),
    needs: t("Does not add up"),
  }
  // A sort that nobody is in is not offered, unless it is the one that is shown.
  const offered = FILTERS.filter((which) => which === "all" || which === chosen.value || many(which) > 0)
  const places = placesOf(kits, view)
  return (
    <>
      {offered.length > 1 && (
        <Pick
          legend={t("Show")}
          isSilent
          look="chips"
          value={chosen.value}
          options={offered.map((which) => ({ value: which, label: `${labels[which]} ${amount(many(which))}` }))}
          onValue={(which) => {
            chosen.value = which
          }}
        />
      )}
      {(places.length > 1 || place.value !== null) && (
        <select
          class="input narrow"
          aria-label={t("At which partner")}
          value={place.value ?? ""}
          onChange={(event) => {
            place.value = event.currentTarget.value || null
          }}
        >
          <option value="">{t("Any place")}</option>
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </>
  )
}

function placesOf(kits: readonly KitView[], view: View): { id: Id; name: string }[] {
  const ids = new Set(kits.map(partnerOf).filter((id) => id !== null))
  return [...ids]
    .map((id) => ({ id, name: view.byId.partners.get(id)?.name ?? t("a partner") }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

function Group({ title, kits }: { title: string; kits: readonly KitView[] }) {
  const [isWhole, setWhole] = useState(false)
  if (kits.length === 0) return null
  const shown = isWhole ? kits : kits.slice(0, AT_ONCE)
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {shown.map((kit) => (
          <KitRow key={kit.id} kit={kit} />
        ))}
      </ul>
      {shown.length < kits.length && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {ngettext("Show {n} more", "Show {n} more", kits.length - shown.length)}
        </button>
      )}
    </section>
  )
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

function fits(kit: KitView, where: string, words: readonly string[]): boolean {
  const tags = kit.parts.map((part) => part.tag ?? "").join(" ")
  const text = `${kit.code} ${kit.code.replace(/\W/g, "")} ${kit.name} ${where} ${tags}`.toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}
