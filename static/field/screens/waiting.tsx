/** What this phone still owes the library, and what the library said of the last things it got. */

import { useState } from "preact/hooks"
import type { AnsweredFact, FactOnPhone, Status, View, WaitingFact } from "../core"
import { useApp } from "../elements/app"
import { happened, verdict } from "../elements/fact-words"
import { Frame } from "../elements/frame"
import { Notice } from "../elements/notice"
import { href } from "../elements/route"
import { saveFiles } from "../elements/save-file"
import { age, moment, momentWithin, ngettext, t } from "../text"

const RECENT = 20

export function Waiting() {
  const { view } = useApp()
  const { waiting, status, me, phase } = view.value
  const mine = waiting.filter((one) => one.fact.author === me?.id)
  return (
    <Frame title={heading(status)} tab="waiting" footer={phase === "starting" ? undefined : <Actions />}>
      <p class="lead">
        {status.waiting > 0
          ? phase === "enrol_again"
            ? ngettext(
                "It is safe on this phone until you have signed in again.",
                "They are safe on this phone until you have signed in again.",
                status.waiting,
              )
            : ngettext(
                "It is safe on this phone. It goes by itself when the library can be reached.",
                "They are safe on this phone. They go by themselves when the library can be reached.",
                status.waiting,
              )
          : status.photosWaiting > 0
            ? t("All that was recorded is kept by the library. The photos follow by themselves.")
            : t("Everything recorded on this phone is kept by the library.")}
      </p>
      <Trouble view={view.value} />
      {mine.length > 0 && (
        <section>
          <h2>{t("Waiting")}</h2>
          <ul class="rows">
            {mine.map((one) => (
              <WaitingRow key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
      <OfOthers waiting={waiting.filter((one) => one.fact.author !== me?.id)} />
      <Answers />
    </Frame>
  )
}

function heading(status: Status): string {
  if (status.waiting > 0) return ngettext("{n} thing to send", "{n} things to send", status.waiting)
  if (status.photosWaiting > 0) return ngettext("{n} photo to send", "{n} photos to send", status.photosWaiting)
  return t("Nothing waits")
}

function WaitingRow({ one }: { one: WaitingFact }) {
  const { view, now } = useApp()
  const at = new Date(one.fact.occurred_at)
  return (
    <li class="row">
      <span class="grow lines">
        <b>{happened(one.fact, view.value)}</b>
        <span class="small soft num">
          {t("{when}, recorded {age}", { when: moment(at, now.value), age: age(new Date(one.recordedAt), now.value) })}
        </span>
        {one.saidBefore && (
          <span class="small soft">
            {t("The library had it and lost it since, so it is sent again. Nothing is lost.")}
          </span>
        )}
        <PhotosOf one={one} />
      </span>
      <span class="tag wait">{t("waiting")}</span>
    </li>
  )
}

/** How far the photos of a fact have come, in words. */
function PhotosOf({ one: { photos, photosLost } }: { one: FactOnPhone }) {
  const waiting = photos.filter(({ state }) => state === "waiting").length
  const isRefused = photos.some(({ state }) => state === "refused")
  const isLost = photos.some(({ state }) => state === "lost")
  return (
    <>
      {waiting > 0 && (
        <span class="small waits">
          {ngettext("{n} photo of it waits on this phone.", "{n} photos of it wait on this phone.", waiting)}
        </span>
      )}
      {isRefused && <span class="small needs">{t("The library could not read its photo. The rest is kept.")}</span>}
      {isLost && (
        <span class="small needs">{t("This phone lost its photo before it was sent. What you entered is safe.")}</span>
      )}
      {photosLost > 0 && (
        <span class="small needs">
          {ngettext(
            "Without its photo: this phone was full.",
            "Without its {n} photos: this phone was full.",
            photosLost,
          )}
        </span>
      )}
    </>
  )
}

/** Each person sees their own; that others' facts wait here too is said without telling what. */
function OfOthers({ waiting }: { waiting: readonly WaitingFact[] }) {
  if (waiting.length === 0) return null
  const names = [...new Set(waiting.map((one) => one.authorName ?? t("someone")))]
  return (
    <section>
      <h2>{t("Of others on this phone")}</h2>
      <ul class="rows">
        {names.map((name) => {
          const count = waiting.filter((one) => (one.authorName ?? t("someone")) === name).length
          return (
            <li key={name} class="row">
              <span class="grow lines">
                <b dir="auto">{name}</b>
                <span class="small soft">{t("They go together with yours.")}</span>
              </span>
              <span class="tag wait">{ngettext("{n} waiting", "{n} waiting", count)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Answers() {
  const { view, now } = useApp()
  const { answered, me, waiting } = view.value
  const [isWhole, setWhole] = useState(false)
  const mine = answered.filter((one) => one.fact.author === me?.id)
  if (mine.length === 0 && waiting.length === 0)
    return (
      <div class="field empty">
        <h2 class="title">{t("Nothing was sent from here yet")}</h2>
        <p class="soft">
          {t("What you record appears here until the library has it, and what it said of it after that.")}
        </p>
        <a class="button quiet" href={href("kits")}>
          {t("See the kits")}
        </a>
      </div>
    )
  if (mine.length === 0) return null
  const told = mine.filter((one) => wantsTelling(one))
  const plain = mine.filter((one) => !wantsTelling(one))
  const shown = isWhole ? plain : plain.slice(0, 3)
  const others = plain.slice(shown.length)
  return (
    <section>
      <h2>{t("What the library said")}</h2>
      <ul class="rows">
        {told.slice(0, RECENT).map((one) => (
          <AnsweredRow key={one.id} one={one} />
        ))}
        {shown.map((one) => (
          <AnsweredRow key={one.id} one={one} />
        ))}
        {others.length > 0 && (
          <li>
            <button type="button" class="row" onClick={() => setWhole(true)}>
              <span class="grow lines">
                <b>{ngettext("{n} more thing", "{n} more things", others.length)}</b>
                <span class="small soft num">
                  {t("the last {when}; all kept", {
                    when: momentWithin(new Date(others[0]?.said.answeredAt ?? 0), now.value),
                  })}
                </span>
              </span>
              <span class="tag kept">{t("kept")}</span>
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}

function wantsTelling({ said, photos }: AnsweredFact): boolean {
  return verdict(said).tone === "need" || photos.some(({ state }) => state !== "sent")
}

function AnsweredRow({ one }: { one: AnsweredFact }) {
  const { view, now } = useApp()
  const { tone, word, sentences } = verdict(one.said)
  return (
    <li class="row">
      <span class="grow lines">
        <b>{happened(one.fact, view.value)}</b>
        <span class="small soft num">{moment(new Date(one.fact.occurred_at), now.value)}</span>
        {tone === "need" && (
          <span>
            <span class="tag need">{word}</span>
          </span>
        )}
        {sentences.map((sentence) => (
          <span key={sentence} class="small needs">
            {sentence}
          </span>
        ))}
        <PhotosOf one={one} />
      </span>
      {tone === "kept" && <span class="tag kept">{word}</span>}
    </li>
  )
}

/** Why nothing goes at present: what happened, that nothing is lost, what to do. */
function Trouble({ view }: { view: View }) {
  const { now } = useApp()
  const { phase, status } = view
  const { trouble } = status
  if (phase === "enrol_again")
    return (
      <Notice tone="need" title={t("The library does not know this phone any more")}>
        <p>{t("Nothing is lost. Sign in again and all that waits is sent.")}</p>
      </Notice>
    )
  if (phase === "leaving")
    return (
      <Notice tone="need" title={t("This phone is signed off")}>
        <p>
          {t("It sends all that it holds and then empties itself. You can still record; the library gets that, too.")}
        </p>
      </Notice>
    )
  if (!trouble) return null
  const words = troubleWords(trouble.code)
  const isGrave = words.tone === "need"
  return (
    <Notice tone={words.tone} title={words.title} isUrgent={isGrave}>
      <p>{words.text}</p>
      {trouble.until !== null && trouble.until > now.value.getTime() && (
        <p class="small">
          {t("Next try by itself {when}.", { when: momentWithin(new Date(trouble.until), now.value) })}
        </p>
      )}
    </Notice>
  )
}

function troubleWords(code: string): { tone: "wait" | "need"; title: string; text: string } {
  switch (code) {
    case "no_answer":
      return {
        tone: "wait",
        title: t("The library cannot be reached"),
        text: t("No network, or no answer. You can go on working; nothing is lost."),
      }
    case "not_the_library":
      return {
        tone: "wait",
        title: t("A Wi-Fi is in the way"),
        text: t(
          "Something other than the library answered, most likely the sign-in page of a Wi-Fi. Open it in the browser, or use mobile data. Nothing is lost.",
        ),
      }
    case "asked_to_wait":
      return {
        tone: "wait",
        title: t("The library is busy"),
        text: t("It asked this phone to come back in a while. Nothing is lost."),
      }
    case "too_large":
      return {
        tone: "need",
        title: t("One thing is too large to send"),
        text: t("It stays on this phone. Save it as a file and give that to a coordinator."),
      }
    case "other_library":
      return {
        tone: "need",
        title: t("Some of this is for another library"),
        text: t("It stays on this phone. Save it as a file and give that to the library that it was recorded for."),
      }
    case "storage_full":
      return {
        tone: "need",
        title: t("This phone is full"),
        text: t("What is saved stays saved, but nothing new can be. Delete photos or apps that you do not need."),
      }
    case "storage_broken":
      return {
        tone: "need",
        title: t("This phone’s storage does not answer"),
        text: t("Close the app and open it again. If that does not help, restart the phone. Do not delete the app."),
      }
    default:
      return {
        tone: "wait",
        title: t("The library answered something odd"),
        text: t("It is tried again by itself. Nothing is lost. If it goes on, tell a coordinator."),
      }
  }
}

function Actions() {
  const { core, view } = useApp()
  const { status, phase } = view.value
  const [said, setSaid] = useState("")
  const { progress } = status
  const send = async () => {
    setSaid("")
    await core.syncNow()
    setSaid(outcome(core.view()))
  }
  const save = async () => {
    try {
      await saveFiles(await core.exportWaiting())
    } catch (error) {
      console.error("The waiting facts could not be saved as a file.", error)
      setSaid(t("The file could not be made. What waits is still on this phone."))
    }
  }
  const busy = progress?.total
    ? t("{done} of {total}", { done: progress.done, total: progress.total })
    : t("Asking the library…")
  return (
    <>
      <p class="small soft" role="status" hidden={said === ""}>
        {said}
      </p>
      <div class={status.waiting > 0 ? "pair" : undefined}>
        {status.waiting > 0 && (
          <button type="button" class="button quiet" onClick={save}>
            {t("Save as a file")}
          </button>
        )}
        {phase === "enrol_again" ? (
          <a class="button" href={href("sign-in")}>
            {t("Sign in again")}
          </a>
        ) : (
          <button type="button" class="button" aria-disabled={status.isSending} onClick={send}>
            {status.isSending ? busy : status.waiting + status.photosWaiting > 0 ? t("Send now") : t("Ask for news")}
          </button>
        )}
      </div>
    </>
  )
}

/** How an attempt by hand went, told from what is stored after it. */
function outcome({ phase, status }: View): string {
  if (phase === "enrol_again") return t("The library asks you to sign in again. Nothing is lost.")
  if (status.waiting > 0 || status.photosWaiting > 0 || status.trouble)
    return status.trouble ? troubleWords(status.trouble.code).title : t("Not all was sent yet.")
  return t("All is sent, and this phone is up to date.")
}
