/** The person's own sessions of the last months, the newest first, and how each stands. */

import { useState } from "preact/hooks"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { href } from "../elements/route"
import { SessionRow } from "../elements/session-row"
import { isAskedAbout, isMine } from "../elements/session-words"
import { amount, ngettext, t } from "../text"

/** More rows than a person scrolls through are drawn only when asked for. */
const AT_ONCE = 30

type Which = "all" | "asked" | "waiting" | "approved"

export function Sessions() {
  const { view } = useApp()
  const { sessions, me, status } = view.value
  const [which, setWhich] = useState<Which>("all")
  const [many, setMany] = useState(AT_ONCE)
  const mine = sessions.filter((session) => isMine(session, me?.id))
  const sorts: Record<Which, typeof mine> = {
    all: mine,
    asked: mine.filter((session) => isAskedAbout(session, me?.id)),
    waiting: mine.filter(({ hasWaiting }) => hasWaiting),
    approved: mine.filter(({ review, withdrawn }) => review === "approved" && !withdrawn),
  }
  const labels: Record<Which, string> = {
    all: t("All"),
    asked: t("With a question"),
    waiting: t("Waiting"),
    approved: t("Approved"),
  }
  const offered = (Object.keys(sorts) as Which[]).filter(
    (one) => one === "all" || one === which || sorts[one].length > 0,
  )
  const shown = sorts[which]
  return (
    <Frame
      title={t("Your sessions")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <a class="button" href={href("session/new")}>
          <Icon name="plus" />
          {t("Log a session")}
        </a>
      }
    >
      {offered.length > 1 && (
        <Pick
          legend={t("Show")}
          isSilent
          look="chips"
          value={which}
          options={offered.map((value) => ({ value, label: `${labels[value]} ${amount(sorts[value].length)}` }))}
          onValue={(value) => {
            setWhich(value)
            setMany(AT_ONCE)
          }}
        />
      )}
      {shown.length > 0 ? (
        <ul class="rows list">
          {shown.slice(0, many).map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : (
        <div class="field empty">
          <h2 class="title">{which === "all" ? t("No sessions yet") : t("None is like that now")}</h2>
          <p class="soft">
            {status.replica.isComplete
              ? t("What you log is listed here for 90 days, with what the library says of it.")
              : t("They come by themselves when the library can be reached.")}
          </p>
        </div>
      )}
      {shown.length > many && (
        <button type="button" class="plain" onClick={() => setMany(many + AT_ONCE * 3)}>
          {ngettext("Show {n} more", "Show {n} more", Math.min(AT_ONCE * 3, shown.length - many))}
        </button>
      )}
    </Frame>
  )
}
