/** The screens of visits and of the sites that they go to, as one part of the app. */

import { Nowhere } from "../elements/nowhere"
import { FinishVisit } from "../screens/finish-visit"
import { HeardAtSite, HeardAtVisit } from "../screens/heard"
import { Site } from "../screens/site"
import { Sites } from "../screens/sites"
import { StartSomewhere } from "../screens/start-visit"
import { Talk } from "../screens/talk"
import { Visit } from "../screens/visit"
import { Visits } from "../screens/visits"

interface Address {
  id: string
  what: string | undefined
}

export function VisitsRoom({ id, what }: Address) {
  if (id === "") return <Visits />
  if (id === "new") return <StartSomewhere site={what} />
  switch (what) {
    case undefined:
      return <Visit id={id} />
    case "finish":
      return <FinishVisit id={id} />
    case "need":
    case "referral":
      return <HeardAtVisit id={id} sort={what} />
    default:
      return <Nowhere />
  }
}

export function SitesRoom({ id, what }: Address) {
  if (id === "") return <Sites />
  switch (what) {
    case undefined:
      return <Site id={id} />
    case "need":
    case "referral":
      return <HeardAtSite id={id} sort={what} />
    case "talk":
      return <Talk id={id} />
    default:
      return <Nowhere />
  }
}
