/** About this phone: who uses it, how safe what it holds is, its language, and how to install the app. */

import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { installHint } from "../elements/install-hint"
import { chooseLanguage } from "../elements/language"
import { UseNewVersion } from "../elements/new-version"
import { Notice } from "../elements/notice"
import { Repairing } from "../elements/repairing"
import { href } from "../elements/route"
import { age, amount, LANGUAGES, type Language, language, momentWithin, ngettext, t } from "../text"

/** Clocks differ a little; more than this is worth a word. */
const CLOCK_MATTERS_MS = 60_000

export function More() {
  return (
    <Frame title={t("About this phone")} tab="more">
      <People />
      <Keeping />
      <ul class="rows field">
        <li>
          <a class="row" href={href("plan")}>
            <Icon name="flag" />
            <b class="grow">{t("Disaster plan")}</b>
            <Icon name="chevron-right" />
          </a>
        </li>
      </ul>
      <p class="field">
        <a class="button quiet" href={href("ready")}>
          {t("Ready to go offline?")}
        </a>
      </p>
      <p class="field">
        <a class="button quiet" href={href("emergency")}>
          {t("Emergency")}
        </a>
      </p>
      <Exchange />
      <Pick
        legend={t("Language")}
        value={language.value}
        options={(Object.keys(LANGUAGES) as Language[]).map((one) => ({ value: one, label: LANGUAGES[one] }))}
        onValue={(wanted) => void chooseLanguage(wanted)}
      />
      <Install />
      <section>
        <h2>{t("When something is wrong with the app")}</h2>
        <Repairing />
      </section>
    </Frame>
  )
}

function People() {
  const { core, view } = useApp()
  const { people, me, phase } = view.value
  return (
    <section>
      <h2>{t("Who uses it")}</h2>
      <ul class="rows">
        {people.map((person) =>
          person.id === me?.id ? (
            <li key={person.id} class="row">
              <span class="grow lines">
                <b dir="auto">{person.name}</b>
                <span class="small soft">{roleName(person.role)}</span>
              </span>
              <span class="tag">{t("now")}</span>
            </li>
          ) : (
            <li key={person.id}>
              <button type="button" class="row" onClick={() => core.setCurrentPerson(person.id)}>
                <span class="grow lines">
                  <b dir="auto">{person.name}</b>
                  <span class="small soft">{roleName(person.role)}</span>
                </span>
                <span class="link">{t("Switch to")}</span>
              </button>
            </li>
          ),
        )}
        {phase !== "leaving" && (
          <li>
            <a class="row" href={href("add-person")}>
              <Icon name="user-plus" />
              <span class="grow">{t("Add a person to this phone")}</span>
              <Icon name="chevron-right" />
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}

function roleName(role: string): string {
  switch (role) {
    case "trainer":
      return t("Trainer")
    case "coordinator":
      return t("Coordinator")
    default:
      return t("Administrator")
  }
}

/** Whether the phone may throw away what it holds, in words that tell what to do about it. */
function Keeping() {
  const { view, installed } = useApp()
  const { isPersisted } = view.value.status
  if (isPersisted)
    return (
      <Notice tone="kept" title={t("What is recorded is protected")}>
        <p>{t("The phone does not clear it to make room.")}</p>
      </Notice>
    )
  return (
    <Notice tone="wait" title={t("What is recorded is not protected yet")}>
      <p>
        {installed.isInstalled
          ? t("If the phone runs out of room it may clear it. Send often, and keep some room free.")
          : t("If the phone runs out of room it may clear it. Install the app to protect it, and send often.")}
      </p>
    </Notice>
  )
}

function Exchange() {
  const { view, now, installed } = useApp()
  const { status, device, library } = view.value
  const { lastExchangeAt, lastHeardAt, clockOffsetMs, replica } = status
  const told: [string, string][] = [
    [t("Library"), library?.name ?? ""],
    [t("This phone"), [device?.label, device && shortId(device.id)].filter(Boolean).join(", ")],
    [
      t("Last exchange"),
      lastExchangeAt === null ? t("none yet") : `${momentWithin(new Date(lastExchangeAt), now.value)}`,
    ],
  ]
  if (lastHeardAt !== null && lastHeardAt !== lastExchangeAt)
    told.push([t("Last answer"), age(new Date(lastHeardAt), now.value)])
  told.push([t("Clock"), clockWords(clockOffsetMs)])
  told.push([t("Rows of the library"), replica.isComplete ? amount(replica.rows) : t("not all here yet")])
  told.push([t("Version"), installed.version])
  return (
    <section>
      <h2>{t("This phone and the library")}</h2>
      <dl class="facts card">
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {clockOffsetMs !== null && Math.abs(clockOffsetMs) > 10 * CLOCK_MATTERS_MS && (
        <Notice tone="need" title={t("The clock of this phone is wrong")}>
          <p>
            {t(
              "Set it to automatic in the phone’s settings, so that times are right. What you record is kept either way.",
            )}
          </p>
        </Notice>
      )}
      {status.digestDiffers && (
        <Notice tone="wait" title={t("The list may not be complete")}>
          <p>
            {t("What the library sent does not fully match. It is fetched again tomorrow by itself; recording works.")}
          </p>
        </Notice>
      )}
      {installed.update.value && (
        <p class="field">
          <UseNewVersion look="button" text={t("Use the new version")} />
        </p>
      )}
    </section>
  )
}

/** The end of an id tells devices apart; its beginning is only the time it was made. */
function shortId(id: string): string {
  return id.slice(-6)
}

function clockWords(offset: number | null): string {
  if (offset === null) return t("not compared yet")
  const minutes = Math.round(Math.abs(offset) / 60_000)
  if (Math.abs(offset) < CLOCK_MATTERS_MS) return t("right")
  return offset > 0
    ? ngettext("{n} minute slow", "{n} minutes slow", minutes)
    : ngettext("{n} minute fast", "{n} minutes fast", minutes)
}

function Install() {
  const { installed } = useApp()
  if (installed.isInstalled) return null
  const ask = installed.install.value
  return (
    <section>
      <h2>{t("Install it")}</h2>
      <div class="card">
        <p>{t("Installed, it opens from the home screen without a network, and what it holds is better protected.")}</p>
        {ask ? (
          <p class="field">
            <button type="button" class="button" onClick={ask}>
              <Icon name="download" />
              {t("Install the app")}
            </button>
          </p>
        ) : (
          <p class="small soft field">{installHint()}</p>
        )}
      </div>
    </section>
  )
}
