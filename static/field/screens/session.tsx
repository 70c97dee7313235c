/** One session: what was told of it, how it stands with the library, and what can be done about it. */

import type { ComponentChildren } from "preact"
import type { Id, SessionView } from "../core"
import { useApp } from "../elements/app"
import { sessionQuestions } from "../elements/discrepancy-words"
import { SessionNotHere, useSession } from "../elements/form-session"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { staffName } from "../elements/kit-words"
import { Notice } from "../elements/notice"
import { PulseOf } from "../elements/pulse-result"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { Comments, SaidByTheDesk } from "../elements/session-comments"
import { SessionTag } from "../elements/session-row"
import {
  audienceWord,
  formatWord,
  known,
  lasted,
  sessionName,
  sessionPlace,
  sessionTime,
  shareWords,
  sponsorWords,
} from "../elements/session-words"
import { IN_ROOM, ONLINE } from "../rules/session-form"
import { languageName, listed, t } from "../text"

export function Session({ id }: { id: Id }) {
  const session = useSession(id)
  return session ? <Shown session={session} /> : <SessionNotHere />
}

function Shown({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  const odd = sessionQuestions(session)
  return (
    <Frame
      title={sessionName(session, view.value)}
      up={{ to: "sessions", label: t("Your sessions") }}
      footer={
        <a class="button" href={href(`session/${session.id}/amend`)}>
          <Icon name="pencil" />
          {session.withdrawn ? t("It was given after all") : t("Change it")}
        </a>
      }
    >
      <RecordedNotice />
      <p class="soft lead" dir="auto">
        {sessionPlace(session, view.value)}
      </p>
      <p class="apart">
        <span class="num">{sessionTime(session, now.value)}</span>
        <SessionTag session={session} />
      </p>
      <SaidByTheDesk session={session} />
      {session.review === "rejected" && !session.withdrawn && (
        <Notice tone="need" title={t("The library does not count it")}>
          <p>{t("A coordinator rejected it. What they wrote is below; if it can be put right, change it.")}</p>
        </Notice>
      )}
      {odd.length > 0 && (
        <Notice tone="need" title={t("It does not add up yet")}>
          {odd.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p class="small soft">{t("A coordinator looks at it. If something is wrong here, change it.")}</p>
        </Notice>
      )}
      <Told session={session} />
      <Comments session={session} />
      <PulseOf session={session} />
      <section>
        <h2>{t("More to do")}</h2>
        <ul class="rows">
          <Way to={`session/new?after=${session.id}`} icon="repeat">
            {t("Log the next one of this series")}
          </Way>
          {!session.withdrawn && (
            <Way to={`session/${session.id}/withdraw`} icon="corner-up-left">
              {t("Withdraw it: it was not given, or stands here twice")}
            </Way>
          )}
        </ul>
      </section>
    </Frame>
  )
}

function Way({ to, icon, children }: { to: string; icon: "repeat" | "corner-up-left"; children: ComponentChildren }) {
  return (
    <li>
      <a class="row" href={href(to)}>
        <Icon name={icon} />
        <span class="grow">{children}</span>
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}

function Told({ session }: { session: SessionView }) {
  const { view } = useApp()
  const unknown = t("not known")
  const some = (words: readonly string[]) => (words.length === 0 ? t("nothing") : listed(words))
  const [from, to] = [Date.parse(session.starts_at), session.ends_at === null ? null : Date.parse(session.ends_at)]
  const lines: [string, string][] = []
  if (IN_ROOM.has(session.format) || (session.attendance_in_person ?? 0) !== 0)
    lines.push([t("Came in person"), known(session.attendance_in_person)])
  if (ONLINE.has(session.format) || (session.attendance_virtual ?? 0) !== 0)
    lines.push([t("Joined on screens"), known(session.attendance_virtual)])
  lines.push(
    [t("Mostly"), audienceWord(session.audience)],
    [t("Where"), formatWord(session.format)],
    [t("Length"), to === null ? unknown : to < from ? t("ends before it begins") : lasted(from, to)],
    [t("Trainers"), some(session.trainers.map((id) => staffName(id, view.value)))],
    [t("Languages"), some(session.languages.map(languageName))],
  )
  if (session.kits.length > 0)
    lines.push([t("Kits used"), listed(session.kits.map((id) => view.value.byId.kits.get(id)?.code ?? t("a kit")))])
  lines.push(
    [t("Digital skills"), session.digital_literacy === null ? unknown : session.digital_literacy ? t("Yes") : t("No")],
    [t("Paid for with"), session.sponsor === null ? unknown : some(session.sponsor.map((one) => sponsorWords()[one]))],
    [
      t("The partner gave"),
      session.partner_share === null ? unknown : some(session.partner_share.map((one) => shareWords()[one])),
    ],
  )
  if (session.async_views_30d !== null) lines.push([t("Views within 30 days"), known(session.async_views_30d)])
  return (
    <section>
      <h2>{t("What was told")}</h2>
      <dl class="card facts">
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
