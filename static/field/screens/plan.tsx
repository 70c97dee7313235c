/** The disaster plan, always here, with or without a network: who does what, what is offered where, whom to call. */

import type { ComponentChildren } from "preact"
import type { EmergencyPlanRow, PlanCall, PlanContact, PlanPlace, PlanRole, PlanService } from "../core"
import { Address } from "../elements/address"
import { useApp } from "../elements/app"
import { Disclosure } from "../elements/disclosure"
import { flyerName } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { whereIs } from "../elements/kit-words"
import { Notice } from "../elements/notice"
import { approval, called, isToReview, placeOf, present, serviceName } from "../elements/plan-words"
import { href } from "../elements/route"
import { callable } from "../elements/visit-words"
import { calledInOrder, standing } from "../rules/plan"
import { dateWithin, listed, momentWithin, ngettext, t } from "../text"

export function Plan() {
  const { view } = useApp()
  const { plan } = view.value
  return plan ? <Shown plan={plan} /> : <None />
}

function None() {
  const { view } = useApp()
  return (
    <Frame title={t("Disaster plan")} up={{ to: "more", label: t("More") }}>
      <p class="lead">
        {view.value.status.replica.isComplete
          ? t(
              "The library has no disaster plan yet. A coordinator writes it at the desk; it then comes here by itself.",
            )
          : t("The library’s rows are not all here yet. The plan comes by itself when the library can be reached.")}
      </p>
    </Frame>
  )
}

function Shown({ plan }: { plan: EmergencyPlanRow }) {
  const { view, now } = useApp()
  const { asOf } = view.value.status.replica
  const approved = approval(plan, view.value, now.value)
  return (
    <Frame title={plan.name} up={{ to: "more", label: t("More") }}>
      {approved ? (
        <p class="soft">{approved}</p>
      ) : (
        <Notice tone="need" title={t("Nobody has approved this plan")}>
          <p>{t("It is a draft. Use it where there is nothing better, and ask whoever leads.")}</p>
        </Notice>
      )}
      <p class="small soft">
        {asOf === null
          ? t("Not refreshed yet")
          : t("Last refreshed {when}", { when: momentWithin(new Date(asOf), now.value) })}
      </p>
      {isToReview(plan, now.value) && (
        <p class="small needs">
          {t("It was to be looked at again {day}.", { day: dateWithin(plan.review_on ?? "", now.value) })}
        </p>
      )}
      <Mine plan={plan} />
      {plan.about && (
        <div class="guide field">
          <p dir="auto">{plan.about}</p>
        </div>
      )}
      <Section title={t("What is offered")} many={plan.services.length}>
        {plan.services.map((one) => (
          <Service key={one.id} service={one} />
        ))}
      </Section>
      <Rows title={t("Places")} many={plan.places.length}>
        {plan.places.map((one) => (
          <Place key={one.id} place={one} plan={plan} />
        ))}
      </Rows>
      <Rows title={t("Kits to send")} many={plan.kits.length}>
        {plan.kits.map(({ id, kit, place, note }) => (
          <SentKit key={id} kit={kit} place={plan.places.find((one) => one.id === place)} note={note} />
        ))}
      </Rows>
      <Rows title={t("Who calls whom")} many={plan.calls.length}>
        {calledInOrder(plan.calls).map(([depth, one]) => (
          <Call key={one.id} call={one} depth={depth} plan={plan} />
        ))}
      </Rows>
      <Rows title={t("Roles")} many={plan.roles.length}>
        {plan.roles.map((one) => (
          <Role key={one.id} role={one} plan={plan} />
        ))}
      </Rows>
      <Rows title={t("Contacts outside the library")} many={plan.contacts.length}>
        {plan.contacts.map((one) => (
          <Outside key={one.id} contact={one} />
        ))}
      </Rows>
      <Rows title={t("Forms and links")} many={plan.links.length}>
        {plan.links.map(({ id, name, address, note }) => (
          <li key={id} class="row">
            <span class="grow lines">
              <a class="reach" href={address} rel="noreferrer">
                <Icon name="arrow-up-right" />
                <span dir="auto">{name}</span>
              </a>
              <Note text={note} />
            </span>
          </li>
        ))}
      </Rows>
      <Rows title={t("Flyers that are ready")} many={plan.flyers.length}>
        {plan.flyers.map((one) => (
          <Flyer key={one.id} id={one.flyer} note={one.note} />
        ))}
      </Rows>
    </Frame>
  )
}

function Section({ title, many, children }: { title: string; many: number; children: ComponentChildren }) {
  if (many === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Rows({ title, many, children }: { title: string; many: number; children: ComponentChildren }) {
  return (
    <Section title={title} many={many}>
      <ul class="rows">{children}</ul>
    </Section>
  )
}

function Note({ text }: { text: string }) {
  return text === "" ? null : (
    <span class="small soft" dir="auto">
      {text}
    </span>
  )
}

/** The roles that whoever holds this phone has today: their own, and those in which they step in. */
function Mine({ plan }: { plan: EmergencyPlanRow }) {
  const { view } = useApp()
  const { me } = view.value
  const there = present(plan, view.value)
  const mine = plan.roles.filter((role) => me !== null && standing(role, there).acting === `staff:${me.id}`)
  if (mine.length === 0) return null
  return (
    <Notice tone="plain" title={ngettext("Your role", "Your roles", mine.length)}>
      {mine.map((role) => (
        <p key={role.id}>
          <b dir="auto">{role.name}</b>
          {standing(role, there).isVacant && <span class="small needs"> {t("you step in")}</span>}
          <br />
          <span class="small" dir="auto">
            {role.duties}
          </span>
        </p>
      ))}
    </Notice>
  )
}

function Service({ service }: { service: PlanService }) {
  return (
    <Disclosure summary={serviceName(service)} isOpen={false}>
      <div class="guide">
        {service.steps.length === 0 ? (
          <p class="soft">{t("Nobody has written the steps yet.")}</p>
        ) : (
          <ol>
            {service.steps.map((step) => (
              <li key={step} dir="auto">
                {step}
              </li>
            ))}
          </ol>
        )}
      </div>
    </Disclosure>
  )
}

function Place({ place, plan }: { place: PlanPlace; plan: EmergencyPlanRow }) {
  const { view, now } = useApp()
  const site = place.site ? view.value.byId.sites.get(place.site) : undefined
  const address = site ? site.address : place.address
  const wifi = site?.wifi
    ? site.wifi.password
      ? t("{name}, password {password}", { ...site.wifi })
      : site.wifi.name
    : place.wifi || t("not known")
  const offered = plan.services.filter(({ id }) => place.services.includes(id)).map(serviceName)
  return (
    <li class="row">
      <span class="grow lines">
        {site ? (
          <a href={href(`sites/${site.id}`)}>
            <b dir="auto">{placeOf(place, view.value)}</b>
          </a>
        ) : (
          <b dir="auto">{placeOf(place, view.value)}</b>
        )}
        {site?.closed_on !== undefined && (
          <span class="small needs">{t("Closed from {day}.", { day: dateWithin(site.closed_on, now.value) })}</span>
        )}
        {address && <Address text={address} />}
        <span class="small" dir="auto">
          {t("Power: {text}", { text: site?.power || place.power || t("not known") })}
        </span>
        <span class="small" dir="auto">
          {t("Wi-Fi: {text}", { text: wifi })}
        </span>
        {offered.length > 0 && (
          <span class="small" dir="auto">
            {t("Offered there: {text}", { text: listed(offered) })}
          </span>
        )}
        <Note text={place.note} />
      </span>
    </li>
  )
}

function SentKit({ kit: id, place, note }: { kit: string; place: PlanPlace | undefined; note: string }) {
  const { view } = useApp()
  const kit = view.value.byId.kits.get(id)
  if (kit === undefined) return <li class="row soft">{t("A kit that is not on this phone")}</li>
  return (
    <li>
      <a class="row" href={href(`kits/${kit.id}`)}>
        <span class="code">{kit.code}</span>
        <span class="grow lines">
          <b dir="auto">{kit.name}</b>
          <span class="small" dir="auto">
            {place ? t("Goes to {place}", { place: placeOf(place, view.value) }) : t("Stays ready")}
          </span>
          <span class="small soft" dir="auto">
            {t("Now: {where}", { where: whereIs(kit, view.value) })}
          </span>
          <Note text={note} />
        </span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}

function Call({ call, depth, plan }: { call: PlanCall; depth: number; plan: EmergencyPlanRow }) {
  const { view } = useApp()
  const there = present(plan, view.value)
  const role = plan.roles.find(({ id }) => call.who === `role:${id}`)
  const acting = role && standing(role, there).acting
  const contact = plan.contacts.find(({ id }) => call.who === `contact:${id}`)
  const hasLeft = role === undefined && !there.has(call.who)
  return (
    <li class={`row deep-${Math.min(depth, 4)}`}>
      <span class="grow lines">
        <b dir="auto">{called(call.who, plan, view.value)}</b>
        {role && (
          <span class="small" dir="auto">
            {acting ? called(acting, plan, view.value) : t("Nobody: the role is vacant")}
          </span>
        )}
        {hasLeft && <span class="small needs">{t("has left")}</span>}
        <Reach text={call.phone || contact?.phone || ""} />
        <Note text={call.note} />
        {depth === 0 && <span class="small soft">{t("The calls begin here.")}</span>}
      </span>
    </li>
  )
}

function Reach({ text }: { text: string }) {
  if (text === "") return null
  const call = callable(text)
  if (call === null) return <span dir="auto">{text}</span>
  return (
    <a class="reach" href={call}>
      <Icon name="phone" />
      <span dir="ltr">{text}</span>
    </a>
  )
}

function Role({ role, plan }: { role: PlanRole; plan: EmergencyPlanRow }) {
  const { view } = useApp()
  const there = present(plan, view.value)
  const { isVacant, acting } = standing(role, there)
  return (
    <li class="row">
      <span class="grow lines">
        <b dir="auto">{role.name}</b>
        <Note text={role.duties} />
        {isVacant && (
          <span class="small needs">
            {acting
              ? t("Vacant: {name} steps in", { name: called(acting, plan, view.value) })
              : t("Vacant, and nobody steps in")}
          </span>
        )}
        {role.holders.map((who, place) => (
          <span key={who} class={there.has(who) ? "small" : "small soft"} dir="auto">
            {place === 0
              ? called(who, plan, view.value)
              : t("Alternate {n}: {name}", { n: place, name: called(who, plan, view.value) })}
            {!there.has(who) && `, ${t("has left")}`}
          </span>
        ))}
      </span>
    </li>
  )
}

function Outside({ contact: { name, organization, person, phone, mail } }: { contact: PlanContact }) {
  return (
    <li class="row">
      <span class="grow lines">
        <b dir="auto">{name}</b>
        <Note text={[organization, person].filter(Boolean).join(", ")} />
        <Reach text={phone} />
        {mail && (
          <a class="reach" href={`mailto:${mail}`}>
            <Icon name="mail" />
            <span dir="ltr">{mail}</span>
          </a>
        )}
      </span>
    </li>
  )
}

function Flyer({ id, note }: { id: string; note: string }) {
  const { view } = useApp()
  const flyer = view.value.byId.flyers.get(id)
  if (flyer === undefined) return <li class="row soft">{t("A flyer that is not on this phone")}</li>
  return (
    <li>
      <a class="row" href={href(`flyers/${flyer.id}`)}>
        <span class="code">{flyer.code}</span>
        <span class="grow lines">
          <b dir="auto">{flyerName(flyer)}</b>
          {flyer.retired && <span class="small needs">{t("The library hands it out no more.")}</span>}
          <Note text={note} />
        </span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}
