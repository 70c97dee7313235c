/**
 * Which screen stands at which address, and the part of the app that it is in.
 *
 * What a phone meets first is here from the start. Every other screen is in a part that is fetched when it is wanted
 * and kept on the phone with the rest of the build. A new screen goes into the room of its feature; a new feature is
 * one more `part` and one more line of `placeAt`.
 */

import type { View } from "./core"
import { Nowhere } from "./elements/nowhere"
import { atHand, type Place, part } from "./elements/part"
import { go } from "./elements/route"
import { NoStorage, Wiped } from "./screens/no-storage"
import { SignIn } from "./screens/sign-in"
import { Today } from "./screens/today"
import { t } from "./text"

const questions = part(() => import("./rooms/questions"))
const kits = part(() => import("./rooms/kits"))
const phone = part(() => import("./rooms/phone"))
const visits = part(() => import("./rooms/visits"))
const sessions = part(() => import("./rooms/sessions"))
const flyers = part(() => import("./rooms/flyers"))
const directory = part(() => import("./rooms/directory"))
const plan = part(() => import("./rooms/plan"))
const emergency = part(() => import("./rooms/emergency"))
const scan = part(() => import("./rooms/scan"))

/** The screen of an address, as the phone stands. */
export function placeAt(to: string, asked: string, view: View): Place {
  switch (view.phase) {
    case "starting":
      return atHand(<p class="opening">{t("Opening what is on this phone…")}</p>)
    case "storage_broken":
      // Where people and kits were read before, the screens stay: what is typed must not vanish.
      if (view.me === null) return atHand(<NoStorage />)
      break
    case "wiped":
      return atHand(<Wiped />)
    case "not_enrolled":
      return atHand(<SignIn isByCode={to === "enrol"} />)
  }
  return roomAt(to, asked, view)
}

/** The same for a phone that is in use. */
export function roomAt(to: string, asked: string, view: View): Place {
  const [room, id = "", what] = to.split("/")
  switch (room) {
    case "kits":
      return kits.place(({ Room }) => <Room id={id} what={what} asked={asked} />)
    case "visits":
      return visits.place(({ VisitsRoom }) => <VisitsRoom id={id} what={what} />)
    case "sites":
      return visits.place(({ SitesRoom }) => <SitesRoom id={id} what={what} />)
    case "flyers":
      return flyers.place(({ FlyersRoom }) => <FlyersRoom id={id} what={what} asked={asked} />)
    case "stacks":
      return flyers.place(({ StacksRoom }) => <StacksRoom id={id} what={what} />)
    case "directory":
      return directory.place(({ DirectoryRoom }) => <DirectoryRoom id={id} asked={asked} />)
    case "emergency":
      return emergency.place(({ Room }) => <Room what={id} asked={what} />)
    case "asked":
      return questions.place(({ Asked }) => <Asked id={id} />)
    case "hand-ins":
      return questions.place(({ HandIn }) => <HandIn id={id} />)
    case "session":
      return sessions.place(({ Room }) => <Room id={id} what={what} asked={asked} />)
  }
  switch (to) {
    case "":
    case "today":
      return atHand(<Today />)
    case "sessions":
      return sessions.place(({ Sessions }) => <Sessions />)
    case "plan":
      return plan.place(({ Plan }) => <Plan />)
    case "scan":
      return scan.place(({ Scan }) => <Scan />)
    case "waiting":
      return phone.place(({ Waiting }) => <Waiting />)
    case "more":
      return phone.place(({ More }) => <More />)
    case "ready":
      return phone.place(({ Ready }) => <Ready />)
    case "add-person":
      return atHand(<SignIn isOneMore />)
    case "enrol":
      return atHand(<SignIn isByCode isOneMore={view.phase !== "enrol_again"} />)
    case "sign-in":
      return atHand(view.phase === "enrol_again" ? <SignIn /> : <SignedIn />)
    default:
      return atHand(<Nowhere />)
  }
}

/** The sign-in address of a phone that is signed in already: nothing to do here. */
function SignedIn() {
  queueMicrotask(() => go("today", { replace: true }))
  return null
}
