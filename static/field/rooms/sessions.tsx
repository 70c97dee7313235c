/** The screens of training sessions, as one part of the app. */

import { Nowhere } from "../elements/nowhere"
import { AmendSession } from "../screens/amend-session"
import { LogSession } from "../screens/log-session"
import { Pulse } from "../screens/pulse"
import { Session } from "../screens/session"
import { SessionCode } from "../screens/session-code"
import { Sessions } from "../screens/sessions"
import { WithdrawSession } from "../screens/withdraw-session"

export { Sessions }

export function Room({ id, what, asked }: { id: string; what: string | undefined; asked: string }) {
  if (id === "new" && what === undefined) return <LogSession asked={new URLSearchParams(asked)} />
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
