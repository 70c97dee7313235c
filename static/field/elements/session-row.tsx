/** One session in a list: what, where, when, how many, how it stands. */

import type { SessionView } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { href } from "./route"
import { attendance, sessionName, sessionPlace, sessionTime, standingOf } from "./session-words"

export function SessionRow({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  return (
    <li>
      <a class="row" href={href(`session/${session.id}`)}>
        <span class="grow lines">
          <b dir="auto">{sessionName(session, view.value)}</b>
          <span class="small soft" dir="auto">
            {sessionPlace(session, view.value)}
          </span>
          <span class="small soft num">
            {t("{when}, {who}", { when: sessionTime(session, now.value), who: attendance(session) })}
          </span>
        </span>
        <SessionTag session={session} />
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}

export function SessionTag({ session }: { session: SessionView }) {
  const { tone, word } = standingOf(session)
  return <span class={tone === "plain" ? "tag" : `tag ${tone}`}>{word}</span>
}
