/** A partner's place, offline: where it is, whom to reach, what was and will be there, which kits are there now. */

import { useEffect } from "preact/hooks"
import type { SiteRow, View } from "../core"
import { Address, Contact } from "../elements/address"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { KitRow } from "../elements/kit-row"
import { staffName } from "../elements/kit-words"
import { SiteNotHere } from "../elements/not-here"
import { OpenNow } from "../elements/open-now"
import { PartnerKnown } from "../elements/partner-known"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { StackRow } from "../elements/stack-row"
import { talksWith } from "../elements/talks"
import { VisitRow } from "../elements/visit-row"
import { visitsAhead, visitsBehind } from "../elements/visit-words"
import { dateWithin, listed, moment, ngettext, t } from "../text"

const LAST = 5

export function Site({ id }: { id: string }) {
  const { view, justRecorded } = useApp()
  const site = view.value.byId.sites.get(id)
  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])
  return site ? <KnownSite site={site} /> : <SiteNotHere />
}

function KnownSite({ site }: { site: SiteRow }) {
  const { view, now } = useApp()
  const known = view.value.byId.partners.get(site.partner)
  const partner = known?.name
  const ahead = visitsAhead(view.value, now.value).filter((visit) => visit.site === site.id)
  const behind = visitsBehind(view.value, now.value).filter((visit) => visit.site === site.id)
  const closedOn = site.closed_on
  const contacts = contactsAt(site, view.value)
  const kits = view.value.kits.filter(({ custody: { holder } }) => {
    if (holder === null || !("partner" in holder)) return false
    const partnerNow = view.value.byId.partners.get(holder.partner)?.into ?? holder.partner
    return holder.site === site.id || (holder.site === null && partnerNow === site.partner)
  })
  return (
    <Frame
      title={site.name}
      up={{ to: "sites", label: t("Places") }}
      footer={
        <a class="button" href={href(`visits/new/${site.id}`)}>
          <Icon name="play" />
          {t("Start a visit here")}
        </a>
      }
    >
      {partner && partner !== site.name && (
        <p class="soft lead" dir="auto">
          {partner}
        </p>
      )}
      <RecordedNotice />
      <div class="card field visit">
        {site.address ? <Address text={site.address} /> : <p class="soft">{t("No address is known.")}</p>}
        <OpenNow site={site} />
        {closedOn !== undefined && (
          <p class="needs">{t("Closed from {day}.", { day: dateWithin(closedOn, now.value) })}</p>
        )}
        {contacts.length === 0 && <p class="small soft">{t("Nobody to ask for is known here.")}</p>}
        {contacts.map((text) => (
          <Contact key={text} text={text} />
        ))}
      </div>
      <PartnerKnown partner={known} site={site} />
      <ul class="rows field">
        <li>
          <a class="row" href={href(`sites/${site.id}/need`)}>
            <Icon name="ear" />
            <b class="grow">{t("Note what people ask for")}</b>
            <Icon name="chevron-right" />
          </a>
        </li>
        <li>
          <a class="row" href={href(`sites/${site.id}/referral`)}>
            <Icon name="signpost" />
            <b class="grow">{t("Note a referral")}</b>
            <Icon name="chevron-right" />
          </a>
        </li>
        <li>
          <a class="row" href={href(`sites/${site.id}/talk`)}>
            <Icon name="messages" />
            <b class="grow">{t("Note a talk and the next step")}</b>
            <Icon name="chevron-right" />
          </a>
        </li>
      </ul>
      <Stacks site={site} />
      <Talks site={site} />
      {ahead.length > 0 && (
        <section>
          <h2>{t("Next visits here")}</h2>
          <ul class="rows">
            {ahead.slice(0, LAST).map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("Kits here now")}</h2>
        {kits.length === 0 ? (
          <p class="soft">{t("None that the library knows of.")}</p>
        ) : (
          <ul class="rows">
            {kits.map((kit) => (
              <KitRow key={kit.id} kit={kit} />
            ))}
          </ul>
        )}
      </section>
      <LastVisits site={site} />
      <section>
        <h2>{t("Your last visits here")}</h2>
        {behind.length === 0 ? (
          <p class="soft">{t("None in the last three months.")}</p>
        ) : (
          <ul class="rows">
            {behind.slice(0, LAST).map((visit) => (
              <VisitRow key={visit.id} visit={visit} isPast />
            ))}
          </ul>
        )}
      </section>
    </Frame>
  )
}

/** The stacks of flyers that lie here. */
function Stacks({ site }: { site: SiteRow }) {
  const { view } = useApp()
  const stacks = view.value.stacks.filter((one) => one.site === site.id && one.removed === null)
  return (
    <section>
      <h2>{t("Flyers here")}</h2>
      {stacks.length > 0 && (
        <ul class="rows">
          {stacks.map((stack) => (
            <StackRow key={stack.id} stack={stack} by="flyer" />
          ))}
        </ul>
      )}
      <p class="links">
        <a class="plain" href={href("flyers")}>
          {stacks.length > 0 ? t("Lay out more") : t("Lay out flyers")}
        </a>
      </p>
    </section>
  )
}

/** The last visits here, whoever went, as the library told of them. */
function LastVisits({ site }: { site: SiteRow }) {
  const { view, now } = useApp()
  const { siteVisits } = view.value.byId
  const visits = siteVisits.get(site.id)?.visits ?? []
  if (visits.length === 0) return null
  return (
    <section>
      <h2>{t("The last visits here, by anybody")}</h2>
      <ul class="rows">
        {visits.map(({ id, on, people, sessions, attendance }) => (
          <li key={id} class="row">
            <span class="grow lines">
              <b>{dateWithin(on, now.value)}</b>
              <span class="small soft">{listed(people.map((one) => staffName(one, view.value)))}</span>
            </span>
            <span class="small soft num">
              {ngettext("{n} session", "{n} sessions", sessions)}
              {attendance > 0 && <> · {ngettext("{n} person", "{n} people", attendance)}</>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was agreed on with the partner, as noted on this phone. */
function Talks({ site }: { site: SiteRow }) {
  const { view, now } = useApp()
  const talks = talksWith(site.partner, view.value).slice(0, LAST)
  if (talks.length === 0) return null
  return (
    <section>
      <h2>{t("Talks noted on this phone")}</h2>
      <ul class="rows">
        {talks.map(({ id, told, at, isWaiting, isOpen }) => (
          <li key={id} class="row">
            <span class="grow lines">
              {told.next_step && <b dir="auto">{told.next_step}</b>}
              {isOpen && told.next_on && (
                <span class="small">{t("to be done by {day}", { day: dateWithin(told.next_on, now.value) })}</span>
              )}
              {told.next_on && !isOpen && <span class="small soft">{t("done")}</span>}
              {told.note && (
                <span class="small" dir="auto">
                  {told.note}
                </span>
              )}
              <span class="small soft num">{moment(at, now.value)}</span>
            </span>
            {isWaiting && <span class="tag wait">{t("waiting")}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whom to ask for there: the place's own contact, and whom the latest plan of a visit names. */
function contactsAt({ id, contact, phone, mail }: SiteRow, { visits }: View): string[] {
  const own = [contact, phone, mail].filter(Boolean).join(", ")
  const planned = visits.findLast((visit) => visit.site === id && visit.contact !== "")?.contact ?? ""
  return [...new Set([own, planned])].filter(Boolean)
}
