/** Choosing a partner's place out of many: type a few letters, tap the one. */

import { useRef, useState } from "preact/hooks"
import type { Id, View } from "../core"
import { ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"

export interface Place {
  partner: Id
  site: Id | null
}

const AT_ONCE = 6

interface Props {
  value: Place | null
  onValue(place: Place | null): void
  wrong?: string | undefined
  /** Only places that are sites; a partner without one is no place to go to. */
  isSite?: boolean
  /** What to do where no place fits. */
  none?: string
}

export function PlacePick({ value, onValue, wrong, isSite = false, none }: Props) {
  const { view } = useApp()
  const [sought, setSought] = useState("")
  const field = useRef<HTMLInputElement>(null)
  const all = places(view.value).filter(({ site }) => !isSite || site !== null)
  const chosen = value && all.find((one) => one.partner === value.partner && one.site === value.site)
  if (chosen)
    return (
      <div class="field">
        <span class="label">{t("Which place?")}</span>
        <div class="card apart">
          <span class="lines">
            <b dir="auto">{chosen.name}</b>
            <span class="small soft">{chosen.about}</span>
          </span>
          <button
            type="button"
            class="plain"
            onClick={() => {
              onValue(null)
              requestAnimationFrame(() => field.current?.focus())
            }}
          >
            {t("Change")}
          </button>
        </div>
      </div>
    )
  const words = sought.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((one) => words.every((word) => one.text.includes(word)))
  return (
    <div class="field">
      <label class="label" for="place">
        {t("Which place?")}
      </label>
      <div class="search bare">
        <Icon name="search" />
        <input
          id="place"
          ref={field}
          class="input"
          type="search"
          placeholder={t("Name, partner or street")}
          value={sought}
          autoComplete="off"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? "place-wrong" : undefined}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      </div>
      {wrong && (
        <p class="wrong" id="place-wrong" role="alert">
          {wrong}
        </p>
      )}
      <ul class="rows below">
        {found.slice(0, AT_ONCE).map((one) => (
          <li key={`${one.partner} ${one.site}`}>
            <button type="button" class="row" onClick={() => onValue({ partner: one.partner, site: one.site })}>
              <Icon name="map-pin" />
              <span class="grow lines">
                <b dir="auto">{one.name}</b>
                <span class="small soft">{one.about}</span>
              </span>
            </button>
          </li>
        ))}
        {found.length === 0 && (
          <li class="row soft">
            {none ?? t("No place fits. Record it as taken by you and write the place in the note.")}
          </li>
        )}
      </ul>
      <p class="hint" role="status">
        {found.length > AT_ONCE &&
          ngettext(
            "{n} more place fits; type more of its name.",
            "{n} more places fit; type more of the name.",
            found.length - AT_ONCE,
          )}
      </p>
    </div>
  )
}

interface Listed extends Place {
  name: string
  about: string
  text: string
}

const made = new WeakMap<readonly unknown[], Listed[]>()

/** Every site, and every partner that has none; made once while the sites stay the same. */
function places(view: View): Listed[] {
  let list = made.get(view.sites)
  if (list === undefined) {
    list = allPlaces(view)
    made.set(view.sites, list)
  }
  return list
}

function allPlaces(view: View): Listed[] {
  const { compare } = new Intl.Collator()
  const sites = view.sites.map((site) => {
    const partner = view.byId.partners.get(site.partner)?.name ?? ""
    const about = [partner, site.address].filter((part) => part && part !== site.name).join(", ")
    return listed({ partner: site.partner, site: site.id }, site.name, about)
  })
  const withSites = new Set(view.sites.map((site) => site.partner))
  const bare = view.partners
    .filter((partner) => partner.into === undefined && !withSites.has(partner.id))
    .map((partner) => listed({ partner: partner.id, site: null }, partner.name, ""))
  return [...sites, ...bare].sort((a, b) => compare(a.name, b.name))
}

function listed(place: Place, name: string, about: string): Listed {
  return { ...place, name, about, text: `${name} ${about}`.toLocaleLowerCase() }
}
