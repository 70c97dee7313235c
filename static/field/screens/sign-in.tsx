/** Signing in on this phone: the first time, again, or one more person. Needs the network once. */

import { useState } from "preact/hooks"
import type { EnrolRefused } from "../core"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { Notice } from "../elements/notice"
import { go } from "../elements/route"
import { saveFile } from "../elements/save-file"
import { ngettext, t } from "../text"

export function SignIn({ isOneMore = false }: { isOneMore?: boolean }) {
  const { core, view } = useApp()
  const { device, phase, status, storageLost, library } = view.value
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const [label, setLabel] = useState(device?.label ?? likelyLabel())
  const [isShown, setShown] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<EnrolRefused | null>(null)
  const [asked, setAsked] = useState(false)
  const isAgain = phase === "enrol_again"

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setAsked(true)
    setRefused(null)
    const missing = !email.trim() ? "email" : password ? null : "password"
    if (missing) {
      document.getElementById(missing)?.focus()
      return
    }
    setBusy(true)
    try {
      const answer = await core.enrol({ email: email.trim(), password, label: label.trim() || likelyLabel() })
      if (answer.ok) {
        if (answer.person) await core.setCurrentPerson(answer.person.id)
        go(isOneMore ? "more" : "kits", { replace: true })
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

  const title = isOneMore ? t("Add a person") : isAgain ? t("Sign in again") : t("Sign in on this phone")
  return (
    <Frame
      title={title}
      {...(isOneMore
        ? { up: { to: "more", label: t("More") } }
        : isAgain
          ? { up: { to: "kits", label: t("Kits") } }
          : {})}
      footer={
        <button type="submit" form="sign-in" class="button" aria-disabled={isBusy}>
          {isBusy ? t("Asking the library…") : isOneMore ? t("Add to this phone") : t("Sign in")}
        </button>
      }
    >
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
            <button type="button" class="plain" onClick={async () => saveFile(await core.exportWaiting())}>
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
      <form id="sign-in" onSubmit={submit} noValidate>
        <Refused refused={refused} />
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
          onValue={setEmail}
          wrong={asked && !email.trim() ? t("Enter the address that the library knows you by.") : undefined}
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
          onValue={setPassword}
          wrong={asked && !password ? t("Enter your password.") : undefined}
        >
          <button type="button" class="plain" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? t("Hide the password") : t("Show the password")}
          </button>
        </Line>
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
      </form>
    </Frame>
  )
}

function Refused({ refused }: { refused: EnrolRefused | null }) {
  if (!refused) return null
  const minutes = Math.ceil((refused.waitSeconds ?? 60) / 60)
  const words = {
    refused: {
      title: t("That did not fit"),
      text: t("The address or the password is wrong. Check both; a coordinator can set a new password."),
    },
    wait: {
      title: t("Too many tries"),
      text: ngettext("Try again in {n} minute.", "Try again in {n} minutes.", minutes),
    },
    no_answer: {
      title: t("The library cannot be reached"),
      text: t("Signing in needs a network, this once. Try again where there is one. What you typed stays here."),
    },
    not_the_library: {
      title: t("A Wi-Fi is in the way"),
      text: t(
        "Something other than the library answered. Open the Wi-Fi’s sign-in page in the browser, or use mobile data.",
      ),
    },
    leaving: {
      title: t("This phone is signed off"),
      text: t("The library told it to hand in what it holds, so nobody can be added. Ask a coordinator."),
    },
    not_understood: {
      title: t("The library answered something odd"),
      text: t("You are not signed in. Try again in a while; if it goes on, tell a coordinator."),
    },
  }[refused.code]
  return (
    <Notice tone="need" title={words.title} isUrgent>
      <p>{words.text}</p>
    </Notice>
  )
}

function likelyLabel(): string {
  const about = navigator.userAgent
  if (/iPhone/.test(about)) return "iPhone"
  if (/iPad/.test(about)) return "iPad"
  if (/Android/.test(about)) return t("Android phone")
  return t("Computer")
}
