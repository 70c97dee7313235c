/** The screens of emergency mode, as one part of the app. */

import { useApp } from "../elements/app"
import { Nowhere } from "../elements/nowhere"
import { Emergency } from "../screens/emergency"
import { CountHelp } from "../screens/emergency-count"
import { PlaceOpen } from "../screens/emergency-place"
import { Declare, End, NoEmergency } from "../screens/emergency-switch"

export function Room({ what, asked }: { what: string; asked: string | undefined }) {
  const { view } = useApp()
  const { emergency } = view.value
  if (what === "declare") return <Declare />
  if (emergency === null || emergency.over) return <NoEmergency last={emergency} />
  switch (what) {
    case "":
      return <Emergency emergency={emergency} />
    case "count":
      return <CountHelp emergency={emergency} />
    case "place":
      return <PlaceOpen emergency={emergency} id={asked} />
    case "end":
      return <End emergency={emergency} />
    default:
      return <Nowhere />
  }
}
