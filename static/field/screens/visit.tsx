/** One visit: what to know before it, what to do during it, what became of it. */

import { useEffect } from "preact/hooks"
import type { KitView, VisitView } from "../core"
import { Address } from "../elements/address"
import { useApp } from "../elements/app"
import { doesNotAddUp } from "../elements/discrepancy-words"
import { factsDuring } from "../elements/during"
import { Frame } from "../elements/frame"
import { Icon, type IconName } from "../elements/icon"
import { chooseKits } from "../elements/kit-filter"
import { KitRow } from "../elements/kit-row"
import { staffName } from "../elements/kit-words"
import { VisitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { RecordedHere } from "../elements/recorded-here"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { saidBy } from "../elements/session-comments"
import { StartVisit } from "../elements/start-visit"
import { Tallies } from "../elements/tallies"
import { VisitNotes } from "../elements/visit-notes"
import { became, sinceWhen, siteOf, whenIs } from "../elements/visit-words"
import { listed, t } from "../text"

export function Visit({ id }: { id: string }) {
  const { view, now, justRecorded } = useApp()
  const visit = view.value.byId.visits.get(id)

  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])

  if (!visit) return <VisitNotHere />
  const site = visit.site === null ? undefined : view.value.byId.sites.get(visit.site)
  const partner = site && view.value.byId.partners.get(site.partner)?.name
  const open = [...new Set(visit.discrepancies.filter((one) => one.state === "open").map((one) => one.kind))]
  return (
    <Frame title={siteOf(visit, view.value)} up={{ to: "today", label: t("Today") }} footer={<Actions visit={visit} />}>
      <p class="soft lead">
        {visit.state === "started" && <b class="under-way">{t("Under way.")} </b>}
        <span class="num">{visit.state === "started" ? sinceWhen(visit, now.value) : whenIs(visit, now.value)}</span>
        {partner && partner !== site?.name && (
          <>
            <br />
            <span dir="auto">{partner}</span>
          </>
        )}
      </p>
      <RecordedNotice />
      {visit.called_off && visit.state === "planned" && (
        <Notice tone="need" title={t("It was called off")}>
          <p>
            {t(
              "The library called this visit off. If you are there all the same, start it; nothing stands in the way.",
            )}
          </p>
        </Notice>
      )}
      {visit.asked && (
        <Notice tone="need" title={t("The library asks about this visit")}>
          <p dir="auto">{visit.asked.text}</p>
          <p class="small soft">{saidBy(visit.asked, view.value, now.value)}</p>
        </Notice>
      )}
      {open.length > 0 && (
        <Notice tone="need" title={t("Does not add up")}>
          {open.map((kind) => (
            <p key={kind}>{doesNotAddUp(kind)}</p>
          ))}
          <p class="small">{t("A coordinator will sort it out; you need not do anything.")}</p>
        </Notice>
      )}
      {visit.state === "finished" && <Ended visit={visit} />}
      {visit.state === "started" && <During visit={visit} />}
      {visit.state !== "planned" && <RecordedHere visit={visit} />}
      <Kits visit={visit} />
      <Plan visit={visit} />
    </Frame>
  )
}

/** The things that one does there, a tap each. */
function During({ visit }: { visit: VisitView }) {
  const ways: { to: string; icon: IconName; label: string }[] = [
    { to: `session/new?visit=${visit.id}`, icon: "users", label: t("Log a session") },
    { to: `visits/${visit.id}/need`, icon: "ear", label: t("Note what people ask for") },
    { to: `visits/${visit.id}/referral`, icon: "signpost", label: t("Note a referral") },
    { to: "flyers", icon: "send", label: t("Hand out or lay out flyers") },
  ]
  return (
    <>
      <section>
        <h2>{t("Record what happens")}</h2>
        <ul class="rows">
          {ways.map(({ to, icon, label }) => (
            <li key={to}>
              <a class="row" href={href(to)}>
                <Icon name={icon} />
                <b class="grow">{label}</b>
                <Icon name="chevron-right" />
              </a>
            </li>
          ))}
          <li>
            <a class="row" href={href("kits")} onClick={() => chooseKits("all")}>
              <Icon name="briefcase" />
              <b class="grow">{t("Take a kit out or bring it back")}</b>
              <Icon name="chevron-right" />
            </a>
          </li>
        </ul>
      </section>
      <Tallies visit={visit} />
    </>
  )
}

function Ended({ visit }: { visit: VisitView }) {
  const { view } = useApp()
  const people = visit.people.map((one) => staffName(one, view.value))
  return (
    <div class="card field">
      <h2 class="title">{became(visit)}</h2>
      {people.length > 0 && <p class="soft">{t("There: {names}", { names: listed(people) })}</p>}
      {visit.hasWaiting && (
        <p class="small waits">
          <Icon name="clock" /> {t("As recorded on this phone; the library does not know yet.")}
        </p>
      )}
      <a class="plain" href={href(`session/new?visit=${visit.id}`)}>
        {t("Log a session that was held there")}
      </a>
    </div>
  )
}

/** Those reserved for it, and those that were taken out or brought back there. */
function Kits({ visit }: { visit: VisitView }) {
  const { view } = useApp()
  const used = factsDuring(visit.id, view.value).filter(({ fact }) => fact.kind.startsWith("kit."))
  const ids = [...new Set([...visit.kits, ...used.map(({ fact }) => fact.subject)])]
  const kits = ids.map((id) => view.value.byId.kits.get(id)).filter((kit): kit is KitView => kit !== undefined)
  if (kits.length === 0) return null
  return (
    <section>
      <h2>{visit.state === "planned" ? t("Kits to bring") : t("Kits")}</h2>
      <ul class="rows">
        {kits.map((kit) => (
          <KitRow key={kit.id} kit={kit} />
        ))}
      </ul>
    </section>
  )
}

function Plan({ visit }: { visit: VisitView }) {
  const { view } = useApp()
  const site = visit.site === null ? undefined : view.value.byId.sites.get(visit.site)
  const going = visit.trainers.map((one) => staffName(one, view.value))
  return (
    <section class="visit">
      <h2>{t("Good to know")}</h2>
      <div class="card">
        {visit.holds && (
          <p>
            <b dir="auto">{visit.holds}</b>
          </p>
        )}
        {site?.address && <Address text={site.address} />}
        {going.length > 0 && (
          <p class="small soft" dir="auto">
            {t("Who goes: {names}", { names: listed(going) })}
          </p>
        )}
        <VisitNotes visit={visit} />
        {site && (
          <a class="plain" href={href(`sites/${site.id}`)}>
            {t("More about this place")}
          </a>
        )}
        {!site && !visit.holds && going.length === 0 && <p class="soft">{t("Nothing more is known of it.")}</p>}
      </div>
    </section>
  )
}

function Actions({ visit }: { visit: VisitView }) {
  if (visit.state === "planned") return <StartVisit visit={visit} isQuiet={visit.called_off} />
  return (
    <a class={visit.state === "started" ? "button" : "button quiet"} href={href(`visits/${visit.id}/finish`)}>
      <Icon name="flag" />
      {visit.state === "started" ? t("Finish visit") : t("Correct how it ended")}
    </a>
  )
}
