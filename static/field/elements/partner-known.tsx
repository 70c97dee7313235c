/** What the desk knows of a partner and of its place, for whoever goes there: offline. */

import type { PartnerRow, SiteRow } from "../core"
import { t } from "../text"
import { Contact } from "./address"

export function PartnerKnown({ partner, site }: { partner: PartnerRow | undefined; site: SiteRow }) {
  const stage = partner?.stage && stages()[partner.stage]
  const offers = offered(site)
  const contacts = partner?.contacts ?? []
  return (
    <>
      {stage && <p class="needs">{stage}</p>}
      {(partner?.notes || offers.length > 0) && (
        <section>
          <h2>{t("What to know")}</h2>
          <div class="card field visit">
            {partner?.notes && <p dir="auto">{partner.notes}</p>}
            {offers.map(([what, said]) => (
              <p key={what} class="small">
                <b>{what}</b> <span dir="auto">{said}</span>
              </p>
            ))}
          </div>
        </section>
      )}
      {contacts.length > 0 && (
        <section>
          <h2>{t("People to speak to")}</h2>
          <div class="card field visit">
            {contacts.map(({ name, role, phone, mail }) => (
              <Contact key={`${name}${phone}${mail}`} text={[name, role, phone, mail].filter(Boolean).join(", ")} />
            ))}
          </div>
        </section>
      )}
    </>
  )
}

/** What is said of a partnership that is not simply active. */
function stages(): Partial<Record<NonNullable<PartnerRow["stage"]>, string>> {
  return {
    prospect: t("Not yet a partner: talks are going on."),
    dormant: t("This partnership is dormant."),
    ended: t("This partnership has ended."),
  }
}

function offered({ room, capacity, power, access, languages }: SiteRow): [string, string][] {
  const all: [string, string | undefined][] = [
    [t("Room:"), room],
    [t("For how many people:"), capacity === undefined ? undefined : String(capacity)],
    [t("Power:"), power],
    [t("Access:"), access],
    [t("Languages spoken there:"), languages],
  ]
  return all.filter((one): one is [string, string] => Boolean(one[1]))
}
