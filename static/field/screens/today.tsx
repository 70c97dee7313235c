/** Today: where I go, what I carry, what is due, what waits. The first screen, drawn from this phone alone. */

import type { KitView } from "../core"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { GettingReady, HowReady } from "../elements/getting-ready"
import { Icon } from "../elements/icon"
import { Inquiries } from "../elements/inquiries-today"
import { chooseKits } from "../elements/kit-filter"
import { KitRow } from "../elements/kit-row"
import { isMine, isOut, isOverdue } from "../elements/kit-words"
import { Notice } from "../elements/notice"
import { href } from "../elements/route"
import { Returned, SessionsToday } from "../elements/sessions-today"
import { VisitsAhead } from "../elements/visits-ahead"
import { age, ngettext, t, wholeDate } from "../text"

export function Today() {
  const { view, now } = useApp()
  const { emergency, kits, me, people, status, waiting, answered } = view.value
  // Who has recorded nothing yet is led; the steps themselves stand below the day's work.
  const isNew = waiting.length === 0 && answered.length === 0
  const mine = kits.filter((kit) => isMine(kit, me?.id)).sort(byDue)
  const overdue = mine.filter((kit) => isOverdue(kit.custody, now.value)).length
  const elsewhere = kits.filter(
    (kit) => isOut(kit.custody) && !isMine(kit, me?.id) && isOverdue(kit.custody, now.value),
  )

  return (
    <Frame title={t("Today")} tab="today">
      <p class="soft lead">{wholeDate(now.value)}</p>
      {people.length > 1 && me && (
        <p class="soft">
          <span dir="auto">{t("You are {name}.", { name: me.name })}</span>{" "}
          <a href={href("more")}>{t("Somebody else?")}</a>
        </p>
      )}
      {emergency?.over === false && (
        <p>
          <a class="button" href={href("plan")}>
            {t("Disaster plan")}
          </a>
        </p>
      )}
      {overdue > 0 && (
        <Notice
          tone="need"
          title={ngettext("{n} kit that you carry is overdue", "{n} kits that you carry are overdue", overdue)}
        >
          <p>{t("Bring it back, or record on its screen that it stays longer.")}</p>
        </Notice>
      )}
      {isNew && <HowReady />}
      <Inquiries />
      <Returned />
      <VisitsAhead />
      <SessionsToday />
      {status.waiting > 0 && status.oldestAt !== null && (
        <section>
          <h2>{t("Waiting on this phone")}</h2>
          <ul class="rows">
            <li>
              <a class="row" href={href("waiting")}>
                <span class="grow lines">
                  <b class="waits">
                    {ngettext("{n} thing is not sent yet", "{n} things are not sent yet", status.waiting)}
                  </b>
                  <span class="small soft">
                    {t("It is safe here and goes by itself. The oldest is from {when}.", {
                      when: age(new Date(status.oldestAt), now.value),
                    })}
                  </span>
                </span>
                <Icon name="chevron-right" />
              </a>
            </li>
          </ul>
        </section>
      )}
      <section>
        <h2>{t("You carry")}</h2>
        {mine.length === 0 ? (
          <div class="card">
            <p>{t("Nothing.")}</p>
            <p class="small soft">{t("Take a kit out here before you leave; it needs no network.")}</p>
          </div>
        ) : (
          <Rows kits={mine.slice(0, MANY)} />
        )}
        {mine.length > MANY && (
          <a class="plain" href={href("kits")} onClick={() => chooseKits("mine")}>
            {ngettext("Show all {n}", "Show all {n}", mine.length)}
          </a>
        )}
      </section>
      <p class="field">
        <a class="button" href={href("kits")} onClick={() => chooseKits(kits.length > 0 ? "in_store" : "all")}>
          <Icon name="arrow-up-right" />
          {t("Take a kit out")}
        </a>
      </p>
      <p>
        <a class="button quiet" href={href("scan")}>
          <Icon name="scan-line" />
          {t("Scan a code")}
        </a>
      </p>
      {elsewhere.length > 0 && (
        <section>
          <h2>{t("Overdue with others")}</h2>
          <Rows kits={elsewhere.slice(0, FEW)} />
          {elsewhere.length > FEW && (
            <a class="plain" href={href("kits")} onClick={() => chooseKits("overdue")}>
              {ngettext("Show all {n}", "Show all {n}", elsewhere.length)}
            </a>
          )}
        </section>
      )}
      <GettingReady />
      <p>
        <a class="plain" href={href("ready")}>
          {t("Ready to go offline?")}
        </a>
      </p>
      <p>
        <a class="plain" href={href("directory")}>
          {t("Referral directory")}
        </a>
      </p>
    </Frame>
  )
}

const FEW = 3
/** As many as anybody carries; the list of kits has the rest. */
const MANY = 12

function Rows({ kits }: { kits: readonly KitView[] }) {
  return (
    <ul class="rows">
      {kits.map((kit) => (
        <KitRow key={kit.id} kit={kit} />
      ))}
    </ul>
  )
}

/** What is due first comes first; what has no day comes last. */
function byDue(one: KitView, other: KitView): number {
  const [a, b] = [one.custody.due_on ?? "9999", other.custody.due_on ?? "9999"]
  return a < b ? -1 : a > b ? 1 : one.code < other.code ? -1 : 1
}
