/** What those who were there said, as far as this phone was passed round; and the way to pass it round. */

import type { OutcomeAnswered, SessionView, View } from "../core"
import { resultOf } from "../rules/outcomes"
import { amount, dateOf, daysBetween, ngettext, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { questionWords } from "./pulse-words"
import { href } from "./route"

export function PulseOf({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  const answers = answersHere(view.value, session)
  const result = resultOf(answers) ?? []
  const words = questionWords(view.value)
  if (session.withdrawn && answers.length === 0) return null
  return (
    <section>
      <h2>{t("What people say of it")}</h2>
      {result.length > 0 && (
        <dl class="card facts">
          {result.map(({ question, mean, answers: many }) => (
            <div key={question}>
              <dt>{words[question]}</dt>
              <dd class="num">
                {t("{mean} of 5", { mean: amount(Math.round(mean * 10) / 10) })}{" "}
                <span class="small soft">{ngettext("from {n} answer", "from {n} answers", many)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {answers.length > 0 && result.length === 0 && (
        <p class="soft">
          {ngettext(
            "{n} answer was given on this phone. A result is shown from five on, so that nobody can be told by it.",
            "{n} answers were given on this phone. A result is shown from five on, so that nobody can be told by it.",
            answers.length,
          )}
        </p>
      )}
      {!session.withdrawn && (
        <ul class="rows below">
          <li>
            <a class="row" href={href(`session/${session.id}/pulse`)}>
              <Icon name="users" />
              <span class="grow lines">
                <span>{t("Pass the phone round")}</span>
                <span class="small soft">{t("Four questions, no names, one minute each. It needs no network.")}</span>
              </span>
              <Icon name="chevron-right" />
            </a>
          </li>
          {session.pulse_code && isOpen(session, now.value) && (
            <li>
              <a class="row" href={href(`session/${session.id}/code`)}>
                <Icon name="smartphone" />
                <span class="grow lines">
                  <span>{t("Show a code for their own phones")}</span>
                  <span class="small soft">{t("Their phones need a network, this one does not.")}</span>
                </span>
                <Icon name="chevron-right" />
              </a>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** The library takes answers for thirty days. */
function isOpen({ on }: SessionView, now: Date): boolean {
  return daysBetween(dateOf(on), now) < OPEN_DAYS
}

const OPEN_DAYS = 30

function answersHere({ waiting, answered }: View, { id }: SessionView): OutcomeAnswered[] {
  return [...waiting, ...answered]
    .filter(({ fact }) => fact.kind === "outcome.answered" && fact.subject === id)
    .map(({ fact }) => fact.payload as OutcomeAnswered)
}
