/** Wiring only: the core in this browser, which screen stands at which address, and what every screen is given. */

import { signal } from "@preact/signals"
import { type ComponentChild, render } from "preact"
import { useErrorBoundary } from "preact/hooks"
import { browserSurroundings } from "./browser"
import { type Core, openCore, type View } from "./core"
import { type App, AppContext, type Installed, useApp } from "./elements/app"
import { SpokenBadge } from "./elements/badge"
import { Frame } from "./elements/frame"
import { watchInstalled } from "./elements/installed"
import { speakChosen } from "./elements/language"
import { go, listen, path, query } from "./elements/route"
import { AmendSession } from "./screens/amend-session"
import { BringBack } from "./screens/bring-back"
import { FinishVisit } from "./screens/finish-visit"
import { HeardAtSite, HeardAtVisit } from "./screens/heard"
import { Kit } from "./screens/kit"
import { Kits } from "./screens/kits"
import { LogSession } from "./screens/log-session"
import { More } from "./screens/more"
import { NoStorage, Wiped } from "./screens/no-storage"
import { NotDrawn } from "./screens/not-drawn"
import { Pulse } from "./screens/pulse"
import { Ready } from "./screens/ready"
import { Session } from "./screens/session"
import { SessionCode } from "./screens/session-code"
import { Sessions } from "./screens/sessions"
import { SignIn } from "./screens/sign-in"
import { Site } from "./screens/site"
import { Sites } from "./screens/sites"
import { StartSomewhere } from "./screens/start-visit"
import { TakeOut } from "./screens/take-out"
import { Talk } from "./screens/talk"
import { Today } from "./screens/today"
import { Visit } from "./screens/visit"
import { Visits } from "./screens/visits"
import { Waiting } from "./screens/waiting"
import { WithdrawSession } from "./screens/withdraw-session"
import { t } from "./text"

const TICK_MS = 20_000

void open()

async function open(): Promise<void> {
  const installed = watchInstalled()
  const core = openCore(browserSurroundings(installed.version))
  const started = core.start()
  speakChosen()
  const into = document.getElementById("app") ?? document.body
  const app = draw(core, installed, into)
  try {
    await started
  } catch (error) {
    // What is stored is not as any app of ours wrote it. It can still be saved, and the rest of the app repaired.
    console.error("What is on this phone could not be drawn.", error)
    render(
      <AppContext.Provider value={app}>
        <NotDrawn />
      </AppContext.Provider>,
      into,
    )
  }
}

function draw(core: Core, installed: Installed, into: Element): App {
  const app: App = { core, installed, view: signal(core.view()), now: signal(new Date()), justRecorded: signal(null) }
  const tick = () => {
    app.now.value = new Date()
  }
  core.onChange(() => {
    app.view.value = core.view()
    tick()
  })
  setInterval(tick, TICK_MS)
  document.addEventListener("visibilitychange", tick)
  listen()
  render(
    <AppContext.Provider value={app}>
      <Here />
      <SpokenBadge />
    </AppContext.Provider>,
    into,
  )
  return app
}

function Here() {
  const { view } = useApp()
  const [error] = useErrorBoundary((thrown) => console.error("A screen could not be drawn.", thrown))
  if (error) return <NotDrawn />
  // The key makes a screen of its own of every address, so that no form outlives a move.
  return <Screen key={`${path.value}?${query.value}`} at={path.value} view={view.value} />
}

function Screen({ at, view }: { at: string; view: View }): ComponentChild {
  switch (view.phase) {
    case "starting":
      return <p class="opening">{t("Opening what is on this phone…")}</p>
    case "storage_broken":
      // Where people and kits were read before, the screens stay: what is typed must not vanish.
      if (view.me === null) return <NoStorage />
      break
    case "wiped":
      return <Wiped />
    case "not_enrolled":
      return <SignIn isByCode={at === "enrol"} />
  }
  const [place = "", id = "", what] = at.split("/")
  if (at === "" || at === "today") return <Today />
  if (at === "kits") return <Kits />
  if (place === "kits" && what === undefined) return <Kit id={id} />
  if (place === "kits" && what === "out") return <TakeOut id={id} />
  if (place === "kits" && what === "in") return <BringBack id={id} />
  if (at === "visits") return <Visits />
  if (place === "visits" && id === "new") return <StartSomewhere site={what} />
  if (place === "visits" && what === undefined) return <Visit id={id} />
  if (place === "visits" && what === "finish") return <FinishVisit id={id} />
  if (place === "visits" && (what === "need" || what === "referral")) return <HeardAtVisit id={id} sort={what} />
  if (at === "sites") return <Sites />
  if (place === "sites" && what === undefined) return <Site id={id} />
  if (place === "sites" && (what === "need" || what === "referral")) return <HeardAtSite id={id} sort={what} />
  if (at === "sessions") return <Sessions />
  if (place === "session") return <OneSession id={id} what={what} />
  if (place === "sites" && what === "talk") return <Talk id={id} />
  if (at === "waiting") return <Waiting />
  if (at === "more") return <More />
  if (at === "ready") return <Ready />
  if (at === "add-person") return <SignIn isOneMore />
  if (at === "enrol") return <SignIn isByCode isOneMore={view.phase !== "enrol_again"} />
  if (at === "sign-in") return view.phase === "enrol_again" ? <SignIn /> : <SignedIn />
  return <Nowhere />
}

function OneSession({ id, what }: { id: string; what: string | undefined }) {
  if (id === "new" && what === undefined) return <LogSession asked={new URLSearchParams(query.value)} />
  switch (what) {
    case undefined:
      return <Session id={id} />
    case "amend":
      return <AmendSession id={id} />
    case "withdraw":
      return <WithdrawSession id={id} />
    case "pulse":
      return <Pulse id={id} />
    case "code":
      return <SessionCode id={id} />
    default:
      return <Nowhere />
  }
}

/** The sign-in address of a phone that is signed in already: nothing to do here. */
function SignedIn() {
  queueMicrotask(() => go("today", { replace: true }))
  return null
}

function Nowhere() {
  return (
    <Frame title={t("There is nothing here")} up={{ to: "today", label: t("Today") }}>
      <p class="lead">{t("The address may be old. Nothing is lost; go on from today’s page.")}</p>
    </Frame>
  )
}
