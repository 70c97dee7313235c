/** A partner signs for a kit on the trainer's phone: reads the terms, gives name and role, and draws a signature who likes to. */

import { useRef, useState } from "preact/hooks"
import type { SignOff as Signed, TermsRow } from "../core"
import { language as spoken, t } from "../text"
import { Disclosure } from "./disclosure"
import { Line } from "./inputs"

/** As it stands on a form; nothing is signed while there is no name. */
export interface Signing {
  name: string
  role: string
  drawn: string
  /** Of the terms as they were read; empty for the one that fits. */
  language: string
}

export const UNSIGNED: Signing = { name: "", role: "", drawn: "", language: "" }
/** The field that is drawn on, as the fact says it. */
const [WIDTH, HEIGHT] = [600, 200]
/** Nearer than this to the point before, a point tells nothing more. */
const STEP = 5
const MOST = 20_000

interface Props {
  signing: Signing
  terms: TermsRow | null
  onSigning(part: Partial<Signing>): void
}

export function SignOff({ signing, terms, onSigning }: Props) {
  const read = termsRead(terms, signing.language)
  const isBegun = signing.name !== "" || signing.role !== "" || signing.drawn !== ""
  return (
    <Disclosure
      id="sign-off"
      isOpen={isBegun}
      summary={isBegun && signing.name ? t("Signed by {name}", { name: signing.name }) : t("The partner signs")}
    >
      {read && terms && (
        <>
          {terms.texts.length > 1 && (
            <label class="field choice">
              <span class="grow">{t("Language of the terms")}</span>
              <select
                class="input"
                value={read.language}
                onChange={(event) => onSigning({ language: event.currentTarget.value })}
              >
                {terms.texts.map(({ language }) => (
                  <option key={language} value={language}>
                    {nameOf(language)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {/* It scrolls by itself, so it can be reached by keys. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus. */}
          <section class="terms" lang={read.language} dir="auto" tabIndex={0} aria-label={t("Terms of lending")}>
            {read.text}
          </section>
        </>
      )}
      <Line
        label={t("Name of who signs")}
        value={signing.name}
        maxLength={200}
        onValue={(name) => onSigning({ name })}
        hint={t("Of the partner’s staff, at work. The typed name signs; a drawing is not needed.")}
      />
      <Line
        label={t("What they do there")}
        value={signing.role}
        maxLength={200}
        onValue={(role) => onSigning({ role })}
      />
      <Pad drawn={signing.drawn} onDrawn={(drawn) => onSigning({ drawn })} />
      {signing.drawn !== "" && signing.name.trim() === "" && (
        <p class="wrong" role="alert">
          {t("Type the name too: a drawing alone does not say who signed, and is not recorded.")}
        </p>
      )}
    </Disclosure>
  )
}

function Pad({ drawn, onDrawn }: { drawn: string; onDrawn(drawn: string): void }) {
  const [stroke, setStroke] = useState("")
  const last = useRef<[number, number] | null>(null)
  const now = useRef("")
  const pointOf = (event: PointerEvent & { currentTarget: Element }): [number, number] => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const within = (share: number, most: number) => Math.round(Math.min(1, Math.max(0, share)) * most)
    return [within((event.clientX - left) / width, WIDTH), within((event.clientY - top) / height, HEIGHT)]
  }
  const go = (to: [number, number], isFirst: boolean) => {
    last.current = to
    now.current += `${isFirst ? "M" : "L"}${to[0]} ${to[1]}`
    setStroke(now.current)
  }
  const end = () => {
    if (last.current === null) return
    last.current = null
    onDrawn(drawn + now.current)
    now.current = ""
    setStroke("")
  }
  return (
    <div class="field">
      <span class="label">{t("Draw it, if you like")}</span>
      <svg
        class="pad"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={drawn === "" ? t("Field for a drawn signature, empty") : t("Drawn signature")}
        onPointerDown={(event) => {
          if (drawn.length > MOST) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const at = pointOf(event)
          go(at, true)
          // A tap is a point.
          go([at[0], Math.min(HEIGHT, at[1] + 1)], false)
        }}
        onPointerMove={(event) => {
          const from = last.current
          if (from === null || drawn.length + now.current.length > MOST) return
          const to = pointOf(event)
          if (Math.hypot(to[0] - from[0], to[1] - from[1]) >= STEP) go(to, false)
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <path d={drawn + stroke} />
      </svg>
      {drawn !== "" && (
        <button type="button" class="plain small" onClick={() => onDrawn("")}>
          {t("Wipe the drawing")}
        </button>
      )}
    </div>
  )
}

/** As the fact carries it; null where nobody signed. */
export function signedOff(signing: Signing, terms: TermsRow | null): Signed | null {
  const name = signing.name.trim()
  if (name === "") return null
  const read = termsRead(terms, signing.language)
  return {
    name,
    role: signing.role.trim() || null,
    terms: read && terms ? { version: terms.version, ...read } : null,
    drawn: signing.drawn || null,
  }
}

/** The terms in the language that was chosen, else in the phone's, else in the first. */
function termsRead(terms: TermsRow | null, chosen: string): TermsRow["texts"][number] | null {
  const texts = terms?.texts ?? []
  const by = (code: string) => texts.find(({ language }) => language === code)
  return by(chosen) ?? by(spoken.value) ?? texts[0] ?? null
}

function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language
}
