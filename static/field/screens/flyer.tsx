/** One flyer: its code to hold up, one tap for each that is handed out, and the ways to share, print and lay it out. */

import { useEffect, useState } from "preact/hooks"
import type { FlyerHandedOut, FlyerRow, FlyerWords } from "../core"
import { useApp } from "../elements/app"
import { useAwake } from "../elements/awake"
import { languageName, outOfDate, wordsIn } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { useHeldUpCode } from "../elements/held-up"
import { Icon } from "../elements/icon"
import { Pick } from "../elements/inputs"
import { FlyerNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { useOneTap } from "../elements/one-tap"
import { Qr } from "../elements/qr"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { useSharing } from "../elements/sharing"
import { StackRow } from "../elements/stack-row"
import { runningVisit } from "../rules/fitting-visit"
import { inGroups } from "../rules/flyer-codes"
import { calendarDate, ngettext, t } from "../text"

/** `site` is where the person is, if they came from a place. */
export function Flyer({ id, site }: { id: string; site: string | null }) {
  const { view, justRecorded } = useApp()
  const flyer = view.value.byId.flyers.get(id)
  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])
  return flyer ? <Shown flyer={flyer} site={site} /> : <FlyerNotHere />
}

function Shown({ flyer, site }: { flyer: FlyerRow; site: string | null }) {
  const { view, now } = useApp()
  const [language, setLanguage] = useState<string | undefined>(undefined)
  useAwake()
  const words = wordsIn(flyer, language)
  const stale = outOfDate(flyer, now.value)
  const code = useHeldUpCode(flyer, words?.language ?? null)
  const address = `${location.origin}/q/${code ?? flyer.code}`
  const stacks = view.value.stacks.filter((one) => one.flyer === flyer.id && one.removed === null)
  const place = `flyers/${flyer.id}/place${site ? `?site=${site}` : ""}`
  return (
    <Frame
      title={words?.title ?? ""}
      up={{ to: "flyers", label: t("Flyers") }}
      footer={
        <a class="button" href={href(place)}>
          <Icon name="plus" />
          {t("Lay out a stack")}
        </a>
      }
    >
      <RecordedNotice />
      {stale && (
        <Notice tone="need" title={t("Not to be handed out now")}>
          <p>{stale}</p>
        </Notice>
      )}
      <div class="held-up">
        {code === null ? (
          <p class="soft">{t("Drawing the code…")}</p>
        ) : (
          <>
            <Qr text={address} label={t("Code of the flyer")} />
            <p class="address" dir="ltr">
              {`${location.host}/q/${inGroups(code)}`}
            </p>
          </>
        )}
        {words && <Words words={words} />}
        <Pictured key={flyer.picture?.content} flyer={flyer} words={words} />
      </div>
      {flyer.words.length > 1 && (
        <Pick
          legend={t("Language")}
          look="chips"
          value={words?.language ?? null}
          options={flyer.words.map((one) => ({ value: one.language, label: languageName(one.language) }))}
          onValue={setLanguage}
        />
      )}
      <HandedOut flyer={flyer} language={words?.language ?? null} site={site} />
      <Ways address={address} words={words} />
      {stacks.length > 0 && (
        <section>
          <h2>{t("Where it lies")}</h2>
          <ul class="rows">
            {stacks.map((stack) => (
              <StackRow key={stack.id} stack={stack} by="place" />
            ))}
          </ul>
        </section>
      )}
    </Frame>
  )
}

/** Its picture lies behind its code: it comes with a network, stays with the browser for a while, and is missed by nobody. */
function Pictured({ flyer: { code, picture }, words }: { flyer: FlyerRow; words: FlyerWords | null }) {
  const [isMissing, setMissing] = useState(false)
  if (!picture || isMissing) return null
  return (
    <img
      class="pictured"
      src={`/q/${code}/pictures/${picture.content}`}
      width={picture.width}
      height={picture.height}
      alt={words?.alt ?? ""}
      onError={() => setMissing(true)}
    />
  )
}

function Words({ words: { language, text, action } }: { words: FlyerWords }) {
  return (
    <div lang={language} dir="auto">
      {text && <p class="soft text">{text}</p>}
      {action && <p>{action}</p>}
    </div>
  )
}

/** One tap each; what was tapped too often is taken back. It belongs to the visit that is under way. */
function HandedOut({ flyer, language, site }: { flyer: FlyerRow; language: string | null; site: string | null }) {
  const { view, now } = useApp()
  const tap = useOneTap()
  const me = view.value.me?.id ?? null
  const today = calendarDate(now.value)
  const visit = runningVisit(view.value.visits, me, now.value.getTime())
  const count = [...view.value.waiting, ...view.value.answered]
    .filter(({ fact }) => fact.kind === "flyer.handed_out" && fact.author === me && fact.local_date === today)
    .map(({ fact }) => fact.payload as FlyerHandedOut)
    .reduce((sum, told) => sum + (told.flyer === flyer.id ? told.count : 0), 0)
  const hand = (by: number) =>
    tap.record({
      kind: "flyer.handed_out",
      flyer: flyer.id,
      language,
      count: by,
      site: site ?? visit?.site ?? null,
      ...(visit ? { visit: visit.id } : {}),
    })
  const label = t("Handed out")
  return (
    <section>
      <ul class="rows field">
        <li class="row tally">
          <span class="grow lines">
            <b>{label}</b>
            <span class="small soft">{ngettext("{n} by you today", "{n} by you today", count)}</span>
          </span>
          <button
            type="button"
            class="less"
            aria-label={t("Take one back: {label}", { label })}
            disabled={count === 0}
            onClick={() => hand(-1)}
          >
            <Icon name="minus" />
          </button>
          <output aria-label={label}>{count}</output>
          <button type="button" class="more" aria-label={t("One more: {label}", { label })} onClick={() => hand(1)}>
            <Icon name="plus" />
          </button>
        </li>
      </ul>
    </section>
  )
}

/** Off this phone: by whatever it shares with, else as a copy; and onto paper. */
function Ways({ address, words }: { address: string; words: FlyerWords | null }) {
  const [said, shareBy] = useSharing()
  const share = () => {
    const told = { title: words?.title ?? "", text: words?.text ?? "", url: address }
    const failed = t("This phone could not share it. The address stands below the code.")
    return shareBy(told, { copy: address, copied: t("The address is copied."), failed })
  }
  return (
    <>
      <p class="links">
        <button type="button" class="plain" onClick={share}>
          <Icon name="send" />
          {t("Share the address")}
        </button>
        <button type="button" class="plain" onClick={() => print()}>
          {t("Print it")}
        </button>
      </p>
      <p class="small" role="status">
        {said}
      </p>
    </>
  )
}
