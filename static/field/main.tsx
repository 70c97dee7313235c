/** Wiring only: the core in this browser, and what every screen is given. */

import { batch, signal } from "@preact/signals"
import { Fragment, render } from "preact"
import { useErrorBoundary } from "preact/hooks"
import { browserSurroundings } from "./browser"
import { type Core, openCore } from "./core"
import { type App, AppContext, type Installed, useApp } from "./elements/app"
import { SpokenBadge } from "./elements/badge"
import { watchInstalled } from "./elements/installed"
import { speakChosen } from "./elements/language"
import { bringAll } from "./elements/part"
import { listen, path, query } from "./elements/route"
import { placeAt, roomAt } from "./places"
import { NotDrawn } from "./screens/not-drawn"

const TICK_MS = 20_000
const WORDS_MS = 1_500

void open()

async function open(): Promise<void> {
  const installed = watchInstalled()
  const core = openCore(browserSurroundings(installed.version))
  const opened = core.start().then(
    () => null,
    (error: unknown) => ({ error }),
  )
  // Who reads another language sees it at once where its words are here, and no blank page where they are long in coming.
  await Promise.race([speakChosen(), new Promise((late) => setTimeout(late, WORDS_MS))])
  const into = document.getElementById("app") ?? document.body
  const app = draw(core, installed, into)
  const failure = await opened
  if (failure === null) {
    await bringAll()
    return
  }
  // What is stored is not as any app of ours wrote it. It can still be saved, and the rest of the app repaired.
  console.error("What is on this phone could not be drawn.", failure.error)
  render(
    <AppContext.Provider value={app}>
      <NotDrawn />
    </AppContext.Provider>,
    into,
  )
}

function draw(core: Core, installed: Installed, into: Element): App {
  let isHeld = 0
  const app: App = {
    core,
    installed,
    view: signal(core.view()),
    now: signal(new Date()),
    justRecorded: signal(null),
    async asOne(work, after) {
      isHeld += 1
      try {
        await work()
      } catch (error) {
        isHeld -= 1
        show()
        throw error
      }
      isHeld -= 1
      batch(() => {
        show()
        after()
      })
    },
  }
  const tick = () => {
    app.now.value = new Date()
  }
  const show = () => {
    if (isHeld > 0) return
    batch(() => {
      app.view.value = core.view()
      tick()
    })
  }
  core.onChange(show)
  setInterval(tick, TICK_MS)
  document.addEventListener("visibilitychange", tick)
  listen((to, asked) => placeAt(to, asked, app.view.peek()).isComing())
  // What the shell shows until now, and goes on showing where this script never runs.
  into.replaceChildren()
  // Fetched while what is on this phone is read.
  void roomAt(path.value, query.value, app.view.value).isComing()
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
  const place = placeAt(path.value, query.value, view.value)
  // The key makes a screen of its own of every address, so that no form outlives a move.
  return <Fragment key={`${path.value}?${query.value}`}>{place.screen}</Fragment>
}
