/** The referral directory, offline: whom to send people to when the library is not the answer. */

import { useEffect, useMemo } from "preact/hooks"
import type { ListingCost, ListingRow } from "../core"
import { useApp } from "../elements/app"
import { isNarrowed, NOTHING, narrow, sought } from "../elements/directory-filter"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { whenIdle } from "../elements/idle"
import { wallOf } from "../elements/listing-open"
import { costName, topicName, whereOf } from "../elements/listing-words"
import { LongList } from "../elements/long-list"
import { href } from "../elements/route"
import { directoryOf, type Facet, type Found, type Directory as Rows } from "../rules/directory"
import { languageName, listed, ngettext, t } from "../text"

/** `site` is where the person is, if they came from a place: a referral is counted there. */
export function Directory({ site }: { site: string | null }) {
  const { view, now } = useApp()
  const { listings, status, library } = view.value
  const directory = directoryOf(listings)
  usePrepared(directory)
  const wanted = sought.value
  const found = directory.search(wanted, wanted.isOpenNow && library ? wallOf(library.time_zone, now.value) : null)
  return (
    <Frame title={t("Referral directory")} up={{ to: "today", label: t("Today") }}>
      {listings.length === 0 ? (
        <p class="lead">
          {status.replica.isComplete
            ? t("The directory is empty. A coordinator fills it at the desk; listings then appear here by themselves.")
            : t("The directory is not all here yet. It comes by itself when the library can be reached.")}
        </p>
      ) : (
        <>
          <search class="search">
            <Icon name="search" />
            <input
              class="input"
              type="search"
              aria-label={t("Find a service by name, need or place")}
              placeholder={t("Name, need or place")}
              value={wanted.words}
              autoComplete="off"
              onInput={(event) => narrow({ words: event.currentTarget.value })}
            />
          </search>
          <Narrow directory={directory} />
          <p class="unseen" role="status">
            {isNarrowed(wanted) && ngettext("{n} service found", "{n} services found", found.listings.length)}
          </p>
          <Meant found={found} />
          {found.listings.length === 0 ? <NothingFound /> : <Listed found={found} site={site} />}
        </>
      )}
    </Frame>
  )
}

const ROWS_AT_ONCE = 50

/** Makes ready, while nothing else is to be done, what the first letters would wait for. */
function usePrepared(directory: Rows) {
  useEffect(() => whenIdle(() => directory.prepare(ROWS_AT_ONCE)), [directory])
}

function Narrow({ directory }: { directory: Rows }) {
  const wanted = sought.value
  return (
    <div class="narrowing">
      <Choice
        directory={directory}
        facet="topic"
        label={t("Any need")}
        value={wanted.topic}
        name={topicName}
        onValue={(topic) => narrow({ topic })}
      />
      <Choice
        directory={directory}
        facet="city"
        label={t("Any town")}
        value={wanted.city}
        name={(city) => city}
        onValue={(city) => narrow({ city })}
      />
      <Choice
        directory={directory}
        facet="language"
        label={t("Any language")}
        value={wanted.language}
        name={languageName}
        onValue={(language) => narrow({ language })}
      />
      <Choice
        directory={directory}
        facet="cost"
        label={t("Any cost")}
        value={wanted.cost}
        name={(cost) => costName(cost as ListingCost)}
        onValue={(cost) => narrow({ cost: cost as ListingCost | null })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={wanted.isOpenNow}
          onChange={(event) => narrow({ isOpenNow: event.currentTarget.checked })}
        />
        {t("Open now")}
      </label>
    </div>
  )
}

interface ChoiceProps {
  directory: Rows
  facet: Facet
  label: string
  value: string | null
  name(value: string): string
  onValue(value: string | null): void
}

function Choice({ directory, facet, label, value, name, onValue }: ChoiceProps) {
  const choices = directory.choices(facet)
  // The same while only words are typed, so that they are not compared at each letter.
  const options = useMemo(
    () =>
      choices.map(([one, n]) => (
        <option key={one} value={one}>
          {t("{name} ({n})", { name: name(one), n })}
        </option>
      )),
    [choices],
  )
  if (choices.length < 2 && value === null) return null
  return (
    <select
      class="input narrow"
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onValue(event.currentTarget.value || null)}
    >
      <option value="">{label}</option>
      {options}
    </select>
  )
}

/** What was taken for a word that nothing is found by. */
function Meant({ found: { meant } }: { found: Found }) {
  if (meant.size === 0) return null
  return (
    <p class="soft">{t("Nothing is found by that word. Shown is: {words}", { words: listed([...meant.values()]) })}</p>
  )
}

function NothingFound() {
  return (
    <div class="field empty">
      <h2 class="title">{t("No service fits")}</h2>
      <p class="soft">{t("Fewer words find more. A referral can be noted without a listing, too.")}</p>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          sought.value = NOTHING
        }}
      >
        {t("Show the whole directory")}
      </button>
    </div>
  )
}

function Listed({ found: { listings }, site }: { found: Found; site: string | null }) {
  const name = Object.values(sought.value).join(" ")
  return (
    <LongList
      name={`directory ${name}`}
      sections={[{ id: "all", title: t("Services"), items: listings }]}
      draw={(listing) => <Row key={listing.id} listing={listing} site={site} />}
    />
  )
}

function Row({ listing, site }: { listing: ListingRow; site: string | null }) {
  const told = [whereOf(listing), listing.cost === "unknown" ? "" : costName(listing.cost)].filter(Boolean)
  return (
    <li>
      <a class="row" href={href(`directory/${listing.id}${site ? `?site=${site}` : ""}`)}>
        <span class="grow lines">
          <b dir="auto">{listing.name}</b>
          {listing.organization && (
            <span class="small" dir="auto">
              {listing.organization}
            </span>
          )}
          {told.length > 0 && <span class="small soft">{told.join(" · ")}</span>}
        </span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}
