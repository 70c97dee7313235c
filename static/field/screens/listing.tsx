/** One listing, offline: how to reach it, whom it is for, and a tap for each person that is sent there. */

import { useState } from "preact/hooks"
import type { ListingPhone, ListingRow, ReferralGiven } from "../core"
import { Address } from "../elements/address"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { ListingOpen } from "../elements/listing-open"
import { agesOf, asText, costName, hoursLine, languagesOf, topicName, topicOf } from "../elements/listing-words"
import { ListingNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { useOneTap } from "../elements/one-tap"
import { Qr } from "../elements/qr"
import { useSharing } from "../elements/sharing"
import { runningVisit } from "../rules/fitting-visit"
import { calendarDate, dateWithin, listed, ngettext, t } from "../text"

/** `site` is where the person is, if they came from a place. */
export function Listing({ id, site }: { id: string; site: string | null }) {
  const { view } = useApp()
  const listing = view.value.byId.listings.get(id)
  return listing ? <Shown listing={listing} site={site} /> : <ListingNotHere />
}

function Shown({ listing, site }: { listing: ListingRow; site: string | null }) {
  const { now } = useApp()
  return (
    <Frame title={listing.name} up={{ to: "directory", label: t("Referral directory") }}>
      {listing.organization && (
        <p class="soft lead" dir="auto">
          {listing.organization}
        </p>
      )}
      {listing.alert && (
        <Notice tone="need" title={t("To know before")}>
          <p dir="auto">{listing.alert}</p>
        </Notice>
      )}
      <Reach listing={listing} />
      <SentOn listing={listing} site={site} />
      {listing.description && (
        <p class="field" dir="auto">
          {listing.description}
        </p>
      )}
      <Told listing={listing} now={now.value} />
      <Ways listing={listing} now={now.value} />
      <p class="small soft">
        {listing.verified_on === null
          ? t("Nobody has noted when this was last checked.")
          : t("Last checked {day}.", { day: dateWithin(listing.verified_on, now.value) })}
      </p>
    </Frame>
  )
}

function Reach({ listing }: { listing: ListingRow }) {
  const { phones, mail, web, places } = listing
  if (phones.length + places.length === 0 && !mail && !web)
    return <p class="soft">{t("How to reach it is not known.")}</p>
  return (
    <div class="card field visit">
      <ListingOpen listing={listing} />
      {phones.map((phone) => (
        <Phone key={`${phone.number} ${phone.extension}`} phone={phone} />
      ))}
      {mail && (
        <a class="reach" href={`mailto:${mail}`}>
          <Icon name="mail" />
          <span dir="ltr">{mail}</span>
        </a>
      )}
      {web && (
        <a class="reach" href={web} rel="noreferrer">
          <Icon name="arrow-up-right" />
          <span dir="ltr">{web.replace(/^https?:\/\//i, "")}</span>
        </a>
      )}
      {places.map((place) => (
        <div key={place.id}>
          {place.name && <b dir="auto">{place.name}</b>}
          {place.address && <Address text={place.address} />}
          {place.transport && (
            <p class="small soft" dir="auto">
              {place.transport}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}

function Phone({ phone: { number, dial, extension, note } }: { phone: ListingPhone }) {
  const told = extension === null ? number : t("{number}, extension {n}", { number, n: extension })
  return (
    <div>
      {dial ? (
        <a class="reach" href={dial}>
          <Icon name="phone" />
          <span dir="ltr">{told}</span>
        </a>
      ) : (
        <p dir="auto">{told}</p>
      )}
      {note && (
        <p class="small soft" dir="auto">
          {note}
        </p>
      )}
    </div>
  )
}

/** One tap for each person; what was tapped too often is taken back. It belongs to the visit that is under way. */
function SentOn({ listing, site }: { listing: ListingRow; site: string | null }) {
  const { view, now } = useApp()
  const tap = useOneTap()
  const me = view.value.me?.id ?? null
  const today = calendarDate(now.value)
  const visit = runningVisit(view.value.visits, me, now.value.getTime())
  const count = [...view.value.waiting, ...view.value.answered]
    .filter(({ fact }) => fact.kind === "referral.given" && fact.author === me && fact.local_date === today)
    .map(({ fact }) => fact.payload as ReferralGiven)
    .reduce((sum, told) => sum + (told.listing === listing.id ? told.count : 0), 0)
  const topic = topicOf(listing)
  const send = (by: number) =>
    tap.record({
      kind: "referral.given",
      listing: listing.id,
      topic,
      count: by,
      site: site ?? visit?.site ?? null,
      ...(visit ? { visit: visit.id } : {}),
    })
  const label = t("Referred on")
  return (
    <section>
      <ul class="rows field">
        <li class="row tally">
          <span class="grow lines">
            <b>{label}</b>
            <span class="small soft">
              {t("{many}, counted under “{topic}”. Never who.", {
                many: ngettext("{n} by you today", "{n} by you today", count),
                topic: topicName(topic),
              })}
            </span>
          </span>
          <button
            type="button"
            class="less"
            aria-label={t("Take one back: {label}", { label })}
            disabled={count === 0}
            onClick={() => send(-1)}
          >
            <Icon name="minus" />
          </button>
          <output aria-label={label}>{count}</output>
          <button type="button" class="more" aria-label={t("One more: {label}", { label })} onClick={() => send(1)}>
            <Icon name="plus" />
          </button>
        </li>
      </ul>
    </section>
  )
}

function Told({ listing, now }: { listing: ListingRow; now: Date }) {
  const hours = listing.hours.map((one) => {
    const place = listing.places.length > 1 && listing.places.find(({ id }) => id === one.place)?.name
    return [place, hoursLine(one, now)].filter(Boolean).join(" · ")
  })
  const cost = listing.cost_note || (listing.cost === "unknown" ? "" : costName(listing.cost))
  const told: [string, string | null][] = [
    [t("Hours"), hours.filter(Boolean).join("\n")],
    [t("Cost"), cost],
    [t("For whom"), [listing.for_whom, agesOf(listing)].filter(Boolean).join(". ")],
    [t("How to apply"), listing.how_to_apply],
    [t("To bring"), listed(listing.to_bring)],
    [t("Languages"), languagesOf(listing)],
    [t("Area"), listing.area],
    [t("Access"), listing.access],
    [t("Helps with"), listed(listing.topics.map(topicName))],
  ]
  return (
    <dl class="facts card">
      {told
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto" class="told">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** Off this phone: a code for the other's camera, or as text by whatever it shares with. */
function Ways({ listing, now }: { listing: ListingRow; now: Date }) {
  const [isHeldUp, setHeldUp] = useState(false)
  const [said, shareBy] = useSharing()
  const address = `${location.origin}/directory/${listing.id}`
  const share = () => {
    const text = asText(listing, address, now)
    const failed = t("This phone could not share it. Its code can be held up instead.")
    return shareBy({ title: listing.name, text }, { copy: text, copied: t("It is copied as text."), failed })
  }
  return (
    <>
      <p class="links">
        <button type="button" class="plain" onClick={share}>
          <Icon name="send" />
          {t("Share as text")}
        </button>
        <button type="button" class="plain" aria-expanded={isHeldUp} onClick={() => setHeldUp(!isHeldUp)}>
          <Icon name="scan-line" />
          {isHeldUp ? t("Put the code away") : t("Hold up its code")}
        </button>
      </p>
      <p class="small" role="status">
        {said}
      </p>
      {isHeldUp && (
        <div class="held-up">
          <Qr text={address} label={t("Code of the listing")} />
          <p class="small soft">{t("It opens the library’s page about this service.")}</p>
        </div>
      )}
    </>
  )
}
