/**
 * The four questions on the phone that goes round: one person after the other, no names, no network.
 *
 * Nothing of an answer stays in sight or is kept as a draft: the next person starts with an empty page. It is recorded
 * as this phone's, by the trainer whose phone it is, and never says who gave it.
 */

import type { ComponentChildren } from "preact"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { Id, OutcomeAnswered, SessionView } from "../core"
import { NotKept } from "../core"
import { useApp } from "../elements/app"
import { SessionNotHere, useSession } from "../elements/form-session"
import { Frame } from "../elements/frame"
import { Line, Pick } from "../elements/inputs"
import { speak } from "../elements/language"
import { PersonWarning } from "../elements/person-warning"
import { Points } from "../elements/points"
import { questionWords } from "../elements/pulse-words"
import { NotKeptNotice } from "../elements/recording-form"
import { back } from "../elements/route"
import { sessionName } from "../elements/session-words"
import { isBlank, QUESTIONS } from "../rules/outcomes"
import { LANGUAGES, type Language, language, t } from "../text"

type Stage = "before" | "asking" | "thanks" | "back"

const BLANK: OutcomeAnswered = { knowledge: null, confidence: null, application: null, awareness: null, words: null }

export function Pulse({ id }: { id: Id }) {
  const session = useSession(id)
  return session ? <Round session={session} /> : <SessionNotHere />
}

function Round({ session }: { session: SessionView }) {
  const { view } = useApp()
  const [stage, setStage] = useState<Stage>("before")
  const [own] = useState(language.value)
  // Whatever the last person read in, the trainer's own language comes back.
  useEffect(() => () => speak(own), [own])
  const leave = () => {
    speak(own)
    back(`session/${session.id}`, { atTop: true })
  }
  switch (stage) {
    case "before":
      return (
        <Frame
          title={t("Pass the phone round")}
          up={{ to: `session/${session.id}`, label: sessionName(session, view.value) }}
          footer={
            <button type="button" class="button" onClick={() => setStage("asking")}>
              {t("Hand it to the first person")}
            </button>
          }
        >
          <p class="lead">{t("Each person answers four questions and hands the phone on.")}</p>
          <ul class="plain-list">
            <li>{t("Nobody is asked for a name, and nobody has to answer.")}</li>
            <li>{t("Answers are kept on this phone and sent with the rest. Nobody can see who said what.")}</li>
            <li>{t("A result is shown only from five answers on.")}</li>
          </ul>
        </Frame>
      )
    case "asking":
      return <Asking session={session} done={() => setStage("thanks")} />
    case "thanks":
      return (
        <Passed title={t("Thank you")} next={t("Next person")} go={() => setStage("asking")}>
          <p class="lead">{t("Please hand the phone on.")}</p>
          <button type="button" class="button quiet" onClick={() => setStage("back")}>
            {t("That was everybody")}
          </button>
        </Passed>
      )
    case "back":
      return (
        <Passed title={t("Please hand the phone back")} next={t("I am the trainer")} go={leave}>
          <p class="lead">{t("Thank you for your help.")}</p>
        </Passed>
      )
  }
}

function Asking({ session, done }: { session: SessionView; done(): void }) {
  const { core, view } = useApp()
  const [answer, setAnswer] = useState<OutcomeAnswered>(BLANK)
  const [failure, setFailure] = useState<NotKept | null>(null)
  const [isBusy, setBusy] = useState(false)
  const words = questionWords(view.value)

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    if (isBlank(answer)) return done()
    setBusy(true)
    try {
      const said = { ...answer, words: answer.words?.trim() || null }
      await core.record({ kind: "outcome.answered", session: session.id, visit: session.visit, ...said })
    } catch (error) {
      setFailure(error instanceof NotKept ? error : new NotKept("storage_broken", null, error))
      setBusy(false)
      return
    }
    done()
  }

  return (
    <Alone title={t("How was it?")}>
      <Pick
        legend={t("Language")}
        isSilent
        value={language.value}
        options={(Object.keys(LANGUAGES) as Language[]).map((value) => ({ value, label: LANGUAGES[value] }))}
        onValue={speak}
      />
      <p class="soft">{t("No names. Leave out what you do not want to answer.")}</p>
      <form onSubmit={submit}>
        <NotKeptNotice failure={failure} />
        {QUESTIONS.map((question) => (
          <Points
            key={question}
            question={words[question]}
            value={answer[question]}
            onValue={(point) => setAnswer((before) => ({ ...before, [question]: point }))}
          />
        ))}
        <Line
          label={t("Anything you want to say?")}
          isLong
          maxLength={1000}
          value={answer.words ?? ""}
          onValue={(typed) => setAnswer((before) => ({ ...before, words: typed }))}
          hint={t("Your name is not needed.")}
        />
        <PersonWarning text={answer.words ?? ""} />
        <p class="field">
          <button type="submit" class="button" aria-disabled={isBusy}>
            {isBlank(answer) ? t("Answer nothing and go on") : t("Done")}
          </button>
        </p>
      </form>
    </Alone>
  )
}

/** A page without a way to what else is on the phone: it is in somebody else's hands. */
function Alone({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    document.title = title
    scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <div class="phone alone">
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </div>
  )
}

function Passed({
  title,
  next,
  go,
  children,
}: {
  title: string
  next: string
  go(): void
  children: ComponentChildren
}) {
  return (
    <Alone title={title}>
      <div class="passed">
        {children}
        <button type="button" class="button" onClick={go}>
          {next}
        </button>
      </div>
    </Alone>
  )
}
