/** Sessions on the first screen: what came back with a question, the clock that runs, and one tap to log the next. */

import { useEffect, useState } from "preact/hooks"
import type { View, VisitView } from "../core"
import { isOf, runningVisit } from "../rules/fitting-visit"
import type { SessionForm } from "../rules/session-form"
import { clock, ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { Notice } from "./notice"
import { href } from "./route"
import { isAskedAbout, isMine, lasted, sessionName, sessionTime } from "./session-words"
import { siteOf, visitsOfMine, whenIs } from "./visit-words"

/** What the desk returned with a question, of what this person recorded. */
export function Returned() {
  return (
    <>
      <AskedAbout />
      <VisitsAskedAbout />
    </>
  )
}

function VisitsAskedAbout() {
  const { view, now } = useApp()
  const asked = visitsOfMine(view.value).filter((visit) => visit.asked !== undefined)
  if (asked.length === 0) return null
  return (
    <Notice
      tone="need"
      title={ngettext("The library asks about a visit", "The library asks about {n} visits", asked.length)}
    >
      {asked.slice(0, FEW).map((visit) => (
        <p key={visit.id}>
          <a class="plain" href={href(`visits/${visit.id}`)}>
            {t("{what}, {when}", { what: siteOf(visit, view.value), when: whenIs(visit, now.value) })}
          </a>
        </p>
      ))}
    </Notice>
  )
}

function AskedAbout() {
  const { view, now } = useApp()
  const asked = view.value.sessions.filter((session) => isAskedAbout(session, view.value.me?.id))
  if (asked.length === 0) return null
  return (
    <Notice
      tone="need"
      title={ngettext("The library asks about a session", "The library asks about {n} sessions", asked.length)}
    >
      <p>{t("It waits for your answer, which needs no network.")}</p>
      {asked.slice(0, FEW).map((session) => (
        <p key={session.id}>
          <a class="plain" href={href(`session/${session.id}`)}>
            {t("{what}, {when}", { what: sessionName(session, view.value), when: sessionTime(session, now.value) })}
          </a>
        </p>
      ))}
      {asked.length > FEW && (
        <p>
          <a class="plain" href={href("sessions")}>
            {ngettext("Show all {n}", "Show all {n}", asked.length)}
          </a>
        </p>
      )}
    </Notice>
  )
}

const FEW = 3

export function SessionsToday() {
  const { view, now } = useApp()
  const running = useRunning()
  const visit = visitNow(view.value, now.value)
  const many = view.value.sessions.filter((session) => isMine(session, view.value.me?.id)).length
  const to = (id: string | null) => (id === null ? "session/new" : `session/new?visit=${id}`)
  return (
    <section>
      <h2>{t("Sessions")}</h2>
      {running ? (
        <div class="card running">
          <p class="lines">
            <b class="num" role="timer">
              {t("A session has been running for {length}", { length: lasted(running.begun, now.value.getTime()) })}
            </b>
            <span class="small soft num">{t("Since {time}", { time: clock(new Date(running.begun)) })}</span>
          </p>
          <p class="field">
            <a class="button" href={href(to(running.visit))}>
              {t("Go on with it")}
            </a>
          </p>
        </div>
      ) : (
        <p>
          <a class="button" href={href(to(visit?.id ?? null))}>
            <Icon name="users" />
            {t("Log a session")}
          </a>
        </p>
      )}
      {many > 0 && (
        <a class="plain" href={href("sessions")}>
          {t("Your sessions")}
        </a>
      )}
    </section>
  )
}

/** The visit of mine that is under way, or planned for about now. */
function visitNow({ visits, me }: View, now: Date): VisitView | null {
  const running = runningVisit(visits, me?.id ?? null, now.getTime())
  if (running || me === null) return running
  const planned = visits.filter((visit) => isOf(visit, me.id) && visit.state === "planned" && !visit.called_off)
  return planned.filter((visit) => isAboutNow(visit, now.getTime())).at(-1) ?? null
}

function isAboutNow({ starts_at, ends_at }: VisitView, now: number): boolean {
  if (starts_at === null) return false
  return Date.parse(starts_at) - SOON_MS <= now && now <= Date.parse(ends_at ?? starts_at) + LATE_MS
}

const SOON_MS = 30 * 60_000
/** Some write down what was held once they sit in the car. */
const LATE_MS = 2 * 3600_000

interface Running {
  begun: number
  visit: string | null
}

/** The clock that runs in a half-filled form, if one does. */
function useRunning(): Running | null {
  const { core, view, now } = useApp()
  const [running, setRunning] = useState<Running | null>(null)
  const visits = view.value.visits
    .filter((visit) => visit.state === "started" || isAboutNow(visit, now.value.getTime()))
    .map(({ id }) => id)
  const places = ["", ...visits].join(" ")
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const drafts = await Promise.all(
        places.split(" ").map((id) => core.loadDraft<{ form: SessionForm }>(`training_session.logged ${id}`)),
      )
      const found = drafts.map((draft) => draft?.form).find((form) => form?.begun != null)
      if (isHere) setRunning(found ? { begun: Number(found.begun), visit: found.visit } : null)
    }
    look().catch((error) => console.warn("Whether a session runs cannot be read.", error))
    return () => {
      isHere = false
    }
  }, [core, places])
  return running
}
