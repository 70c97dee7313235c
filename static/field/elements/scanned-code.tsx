/** What a scanned code leads to, as a line of a list and as where to go. */

import { useMemo } from "preact/hooks"
import { asFragment } from "../rules/handover"
import { codeOf, type Meaning, type Reader, readerOf } from "../rules/scanned"
import { t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { href } from "./route"

/** Reads texts for what this phone has now. */
export function useReader(): Reader {
  const { kits, sessions, flyers, stacks } = useApp().view.value
  return useMemo(() => readerOf(kits, sessions, location.origin, flyers, stacks), [kits, sessions, flyers, stacks])
}

/** The screen for it; null where there is none. */
export function screenFor(meaning: Meaning): string | null {
  switch (meaning.kind) {
    case "kit":
      return `kits/${meaning.kit}`
    case "handover":
      return `kits/${meaning.kit}/take?${asFragment(meaning.handover).slice(1)}`
    case "item":
      return `kits/${meaning.kit}?item=${encodeURIComponent(meaning.part)}`
    case "session":
      return `session/${meaning.session}`
    case "flyer":
      return `flyers/${meaning.flyer}`
    case "stack":
      return `stacks/${meaning.stack}`
    case "new_stack":
      return `flyers/${meaning.flyer}/place?code=${meaning.code}`
    default:
      return null
  }
}

interface Props {
  text: string
  meaning: Meaning
  /** How often it was read. */
  times: number
}

export function ScannedCode({ text, meaning, times }: Props) {
  const to = screenFor(meaning)
  const lines = (
    <>
      <span class="grow lines">
        <Name text={text} meaning={meaning} />
        {times > 1 && <span class="small soft">{t("read {n} times", { n: times })}</span>}
      </span>
      {to !== null && <Icon name="chevron-right" />}
    </>
  )
  return (
    <li>
      {to === null ? (
        <div class="row">{lines}</div>
      ) : (
        <a class="row" href={href(to)}>
          {lines}
        </a>
      )}
    </li>
  )
}

function Name({ text, meaning }: { text: string; meaning: Meaning }) {
  const { byId } = useApp().view.value
  const kit = "kit" in meaning ? byId.kits.get(meaning.kit) : undefined
  if (kit) {
    const part = meaning.kind === "item" ? kit.parts.find(({ id }) => id === meaning.part) : undefined
    return (
      <>
        <b dir="auto">{part?.name ?? kit.name}</b>
        <span class="small soft">
          {meaning.kind === "handover" && <>{t("Handed over to you")} · </>}
          {part ? t("{tag}, in {kit}", { tag: part.tag ?? codeOf(text), kit: `${kit.code} ${kit.name}` }) : kit.code}
        </span>
      </>
    )
  }
  return (
    <>
      <b class="address" dir="auto">
        {codeOf(text)}
      </b>
      <span class={screenFor(meaning) === null ? "small waits" : "small soft"}>{whatItIs(meaning)}</span>
    </>
  )
}

function whatItIs(meaning: Meaning): string {
  switch (meaning.kind) {
    case "session":
      return t("The questions about a session")
    case "flyer":
      return t("A flyer")
    case "stack":
      return t("A stack of flyers")
    case "new_stack":
      return t("A stack of flyers, not laid out yet")
    case "not_here":
      return t("A label that this phone does not know")
    case "elsewhere":
      return t("A label of {host}, not of this library", { host: meaning.host })
    default:
      return t("No code of this library")
  }
}

/** What a person may make of a code that leads nowhere here. */
export function nextStep(meaning: Meaning): string {
  switch (meaning.kind) {
    case "not_here":
      return t(
        "It may be new at the desk and not on this phone yet, retired, or another library’s on this server. It stays in the list below and is looked up again whenever news comes.",
      )
    case "elsewhere":
      return t("Their library wants it back: set it aside and tell a coordinator. It stays in the list below.")
    default:
      return t(
        "It may be a maker’s own code, or a label that is damaged. Look for another label, or type what is printed beside it. It stays in the list below.",
      )
  }
}
