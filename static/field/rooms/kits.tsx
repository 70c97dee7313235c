/** The screens of kits, as one part of the app. */

import { Nowhere } from "../elements/nowhere"
import { BringBack } from "../screens/bring-back"
import { NoteCondition } from "../screens/condition"
import { CountKit } from "../screens/count-kit"
import { HandOver } from "../screens/hand-over"
import { KeepLonger } from "../screens/keep-longer"
import { Kit } from "../screens/kit"
import { Kits } from "../screens/kits"
import { ReportProblem } from "../screens/report-problem"
import { Restock } from "../screens/restock"
import { Service } from "../screens/servicing"
import { TakeOut } from "../screens/take-out"
import { TakeOver } from "../screens/take-over"

export function Room({ id, what, asked }: { id: string; what: string | undefined; asked: string }) {
  if (id === "") return <Kits />
  switch (what) {
    case undefined:
      return <Kit id={id} item={new URLSearchParams(asked).get("item")} />
    case "out":
      return <TakeOut id={id} />
    case "in":
      return <BringBack id={id} />
    case "longer":
      return <KeepLonger id={id} />
    case "hand":
      return <HandOver id={id} />
    case "take":
      return <TakeOver id={id} asked={asked} />
    case "service":
      return <Service id={id} />
    case "condition":
      return <NoteCondition id={id} />
    case "restock":
      return <Restock id={id} />
    case "report":
      return <ReportProblem id={id} item={new URLSearchParams(asked).get("item")} />
    case "count":
      return <CountKit id={id} asked={asked} />
    default:
      return <Nowhere />
  }
}
