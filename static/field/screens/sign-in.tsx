/** Signing in on this phone: the first time, again, or one more person; by address or by a code. Needs the network once. */

import { useEffect, useState } from "preact/hooks"
import type { EnrolRefused, EnrolRequest } from "../core"
import { useApp } from "../elements/app"
import { codeGiven, isCode, spoken } from "../elements/enrol-code"
import { EnrolRefusedNotice } from "../elements/enrol-refused"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { opensBeside } from "../elements/install-hint"
import { Notice } from "../elements/notice"
import { go, goal } from "../elements/route"
import { saveFiles } from "../elements/save-file"
import { ngettext, t } from "../text"

type Way = "address" | "code"

interface Props {
  /** Somebody uses this phone already, and one more person is to. */
  isOneMore?: boolean
  /** The address was made at the desk and carries a code. */
  isByCode?: boolean
}

export function SignIn({ isOneMore = false, isByCode = false }: Props) {
  const { core, view } = useApp()
  const { device, phase } = view.value
  const [way, setWay] = useState<Way>(isByCode ? "code" : "address")
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const [code, setCode] = useState(codeGiven)
  const [label, setLabel] = useState(device?.label ?? likelyLabel())
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<EnrolRefused | null>(null)
  const [asked, setAsked] = useState(false)
  const isAgain = phase === "enrol_again"

  useEffect(() => {
    // A second picture read by the camera changes only what stands behind the #.
    const read = () => setCode((before) => codeGiven() || before)
    addEventListener("hashchange", read)
    return () => removeEventListener("hashchange", read)
  }, [])

  const lacking = lackingOf(way, { email, password, code })
  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setAsked(true)
    setRefused(null)
    if (lacking) {
      document.getElementById(lacking)?.focus()
      return
    }
    const called = label.trim() || likelyLabel()
    const request: EnrolRequest =
      way === "code" ? { code: code.trim(), label: called } : { email: email.trim(), password, label: called }
    const at = goal()
    setBusy(true)
    try {
      const answer = await core.enrol(request)
      if (answer.ok) {
        if (answer.person) await core.setCurrentPerson(answer.person.id)
        // The first screen is there as soon as somebody is signed in; a person who tapped on stays where they went.
        if (goal() === at) go(isOneMore ? "more" : "today", { replace: true })
      } else {
        setRefused(answer)
      }
    } catch (error) {
      console.error("Signing in failed.", error)
      setRefused({ ok: false, code: "not_understood", waitSeconds: null })
    } finally {
      setBusy(false)
    }
  }
  const turnTo = (other: Way) => {
    setWay(other)
    setAsked(false)
    setRefused(null)
    requestAnimationFrame(() => document.getElementById(other === "code" ? "code" : "email")?.focus())
  }

  const title = isOneMore ? t("Add a person") : isAgain ? t("Sign in again") : t("Sign in on this phone")
  return (
    <Frame
      title={title}
      {...(isOneMore
        ? { up: { to: "more", label: t("More") } }
        : isAgain
          ? { up: { to: "today", label: t("Today") } }
          : {})}
      footer={
        <button type="submit" form="sign-in" class="button" aria-disabled={isBusy}>
          {isBusy ? t("Asking the library…") : isOneMore ? t("Add to this phone") : t("Sign in")}
        </button>
      }
    >
      <Before isOneMore={isOneMore} />
      {way === "code" && isCode(code) && opensBeside() && (
        <Notice tone="wait" title={t("Install the app first")}>
          <p>
            {t(
              "On an iPhone or iPad the installed app keeps its own storage, apart from this browser. Add this page to the home screen, open the app there, choose “Use a code” and type {code}.",
              { code: spoken(code) },
            )}
          </p>
        </Notice>
      )}
      <form id="sign-in" onSubmit={submit} noValidate>
        <EnrolRefusedNotice refused={refused} isByCode={way === "code"} />
        {way === "code" ? (
          <Line
            label={t("Code from the desk")}
            id="code"
            name="code"
            autoCapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={code}
            onValue={setCode}
            hint={t("Eight letters and digits, such as K7MP-2XQ9. It works once, for 15 minutes.")}
            wrong={asked && lacking === "code" ? t("Enter all eight characters of the code.") : undefined}
          />
        ) : (
          <AddressAndPassword
            email={email}
            password={password}
            lacking={asked ? lacking : null}
            onEmail={setEmail}
            onPassword={setPassword}
          />
        )}
        {!isOneMore && (
          <Line
            label={t("A name for this phone")}
            name="label"
            maxLength={80}
            value={label}
            onValue={setLabel}
            hint={t("So that a coordinator knows which one it is, such as “Maria’s phone”.")}
          />
        )}
        <p class="field">
          {way === "code" ? (
            <button type="button" class="plain" onClick={() => turnTo("address")}>
              {t("Use email and password")}
            </button>
          ) : (
            <button type="button" class="plain" onClick={() => turnTo("code")}>
              {t("Use a code")}
            </button>
          )}
        </p>
      </form>
    </Frame>
  )
}

/** What there is to know before anything is typed. */
function Before({ isOneMore }: { isOneMore: boolean }) {
  const { core, view } = useApp()
  const { phase, status, storageLost, library } = view.value
  const isAgain = phase === "enrol_again"
  return (
    <>
      {storageLost && (
        <Notice tone="need" title={t("This phone was emptied")}>
          <p>
            {t(
              "The phone itself cleared the app’s storage. What had not been sent from it is gone; what was sent is kept by the library. Tell a coordinator what you recorded last.",
            )}
          </p>
        </Notice>
      )}
      {isAgain && (
        <Notice tone={status.waiting > 0 ? "wait" : "plain"}>
          <p>
            {status.waiting > 0
              ? ngettext(
                  "The library does not know this phone any more. {n} thing is safe here and is sent as soon as you have signed in.",
                  "The library does not know this phone any more. {n} things are safe here and are sent as soon as you have signed in.",
                  status.waiting,
                )
              : t("The library does not know this phone any more. Sign in once more and go on.")}
          </p>
          {status.waiting > 0 && (
            <button type="button" class="plain" onClick={async () => saveFiles(await core.exportWaiting())}>
              {t("Save them as a file first")}
            </button>
          )}
        </Notice>
      )}
      <p class="soft lead">
        {isOneMore
          ? t("For a phone that several people share. Each sees their own; all is sent together.")
          : isAgain
            ? library?.name
            : t("Once, with a network. After that the app works without one, for days.")}
      </p>
    </>
  )
}

interface AddressProps {
  email: string
  password: string
  lacking: string | null
  onEmail(value: string): void
  onPassword(value: string): void
}

function AddressAndPassword({ email, password, lacking, onEmail, onPassword }: AddressProps) {
  const [isShown, setShown] = useState(false)
  return (
    <>
      <Line
        label={t("Email")}
        id="email"
        type="email"
        inputMode="email"
        name="email"
        autoComplete="username"
        spellcheck={false}
        maxLength={254}
        value={email}
        onValue={onEmail}
        wrong={lacking !== null && !email.trim() ? t("Enter the address that the library knows you by.") : undefined}
      />
      <Line
        label={t("Password")}
        id="password"
        type={isShown ? "text" : "password"}
        name="password"
        autoComplete="current-password"
        spellcheck={false}
        maxLength={1000}
        value={password}
        onValue={onPassword}
        wrong={lacking !== null && !password ? t("Enter your password.") : undefined}
      >
        <button type="button" class="plain" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? t("Hide the password") : t("Show the password")}
        </button>
      </Line>
    </>
  )
}

/** The id of the first field that is still to be filled in. */
function lackingOf(way: Way, typed: { email: string; password: string; code: string }): string | null {
  if (way === "code") return isCode(typed.code) ? null : "code"
  if (!typed.email.trim()) return "email"
  return typed.password ? null : "password"
}

function likelyLabel(): string {
  const about = navigator.userAgent
  if (/iPhone/.test(about)) return "iPhone"
  if (/iPad/.test(about)) return "iPad"
  if (/Android/.test(about)) return t("Android phone")
  return t("Computer")
}
