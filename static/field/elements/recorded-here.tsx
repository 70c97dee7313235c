/** What was recorded on a visit: sessions, what was heard and counted, kits. What was one too many is taken back here. */

import type { Id, NeedTopic, View, VisitView } from "../core"
import { clock, ngettext, t } from "../text"
import { useApp } from "./app"
import { type Came, factsDuring, heardDuring } from "./during"
import { happened, verdict } from "./fact-words"
import { helpSort, needTopic } from "./heard-words"
import { useOneTap } from "./one-tap"
import { SessionRow } from "./session-row"

export function RecordedHere({ visit }: { visit: VisitView }) {
  const { view } = useApp()
  const tap = useOneTap()
  const sessions = view.value.sessions.filter((one) => one.visit === visit.id && !one.withdrawn && !one.merged_into)
  const came = heardDuring(visit.id, view.value)
  const kits = factsDuring(visit.id, view.value).filter(({ fact }) => fact.kind.startsWith("kit."))
  const elsewhere = visit.sessions - sessions.length
  const isEmpty = sessions.length + came.length + kits.length === 0 && elsewhere <= 0
  if (isEmpty)
    return (
      <section>
        <h2>{t("Recorded here")}</h2>
        <p class="soft">{t("Nothing yet. Whatever you record from here on belongs to this visit by itself.")}</p>
      </section>
    )
  return (
    <section>
      <h2>{t("Recorded here")}</h2>
      <ul class="rows">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
        {elsewhere > 0 && (
          <li class="row">
            <span class="grow">{ngettext("{n} session of a colleague", "{n} sessions of colleagues", elsewhere)}</span>
          </li>
        )}
        {came.map((one) => (
          <CameLine
            key={`${one.sort} ${one.topic} ${one.listing}`}
            came={one}
            takeBack={() => tap.record(oneLess(one, visit))}
          />
        ))}
        {kits.map((one) => (
          <li key={one.id} class="row">
            <span class="grow lines">
              <span>{happened(one.fact, view.value)}</span>
              <span class="small soft num">{clock(new Date(one.fact.occurred_at))}</span>
            </span>
            {"said" in one ? <Kept tone={verdict(one.said).tone} /> : <Waits />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function CameLine({ came, takeBack }: { came: Came; takeBack(): void }) {
  const { view } = useApp()
  const what = cameWords(came, view.value)
  return (
    <li class="row">
      <span class="grow lines">
        <span>{t("{what}: {n}", { what, n: came.count })}</span>
        {came.words.map((line) => (
          <span key={line} class="small soft" dir="auto">
            {line}
          </span>
        ))}
      </span>
      <button
        type="button"
        class="plain small"
        onClick={takeBack}
        aria-label={t("Take one back: {label}", { label: what })}
      >
        {t("Take one back")}
      </button>
    </li>
  )
}

/** "Asked for: Internet at home". */
function cameWords({ sort, topic, listing }: Came, view: View): string {
  const name = listing !== null && view.byId.listings.get(listing)?.name
  if (name) return t("Referred on to {name}", { name })
  if (sort === "need") return t("Asked for {topic}", { topic: needTopic(topic as NeedTopic) })
  if (sort === "referral") return t("Referred on for {topic}", { topic: needTopic(topic as NeedTopic) })
  return helpSort(sort)
}

function oneLess({ sort, topic, listing }: Came, visit: VisitView) {
  const where = { visit: visit.id, site: visit.site, count: -1 }
  if (sort === "need") return { kind: "need.heard" as const, ...where, topic: topic as NeedTopic, words: null }
  if (sort === "referral") return { kind: "referral.given" as const, ...where, topic: topic as NeedTopic, listing }
  return { kind: "help.tallied" as const, ...where, sort, topic: topic as Id | null }
}

function Waits() {
  return <span class="tag wait">{t("waiting")}</span>
}

function Kept({ tone }: { tone: "kept" | "need" }) {
  return <span class={`tag ${tone}`}>{tone === "kept" ? t("kept") : t("kept, does not add up")}</span>
}
