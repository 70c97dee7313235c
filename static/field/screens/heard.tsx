/** What people asked for, or were referred on for: a topic, how many, and for a need a line that names nobody. */

import { useState } from "preact/hooks"
import type { Id, NeedTopic } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { Frame } from "../elements/frame"
import { NEED_TOPICS, needTopic } from "../elements/heard-words"
import { Count, Line, Pick } from "../elements/inputs"
import { SiteNotHere, VisitNotHere } from "../elements/not-here"
import { PersonWarning } from "../elements/person-warning"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { href } from "../elements/route"
import { siteOf } from "../elements/visit-words"
import { momentWithin, t } from "../text"

interface Form {
  topic: NeedTopic | null
  count: number
  words: string
}

interface Where {
  visit: Id | undefined
  site: Id | null
  name: string
  to: string
}

type Sort = "need" | "referral"

/** At a visit, which it belongs to. */
export function HeardAtVisit({ id, sort }: { id: string; sort: Sort }) {
  const { view } = useApp()
  const visit = view.value.byId.visits.get(id)
  if (!visit) return <VisitNotHere />
  return <Heard sort={sort} at={{ visit: id, site: visit.site, name: siteOf(visit, view.value), to: `visits/${id}` }} />
}

/** At a place without one: it goes to the visit that fits, or stays alone. */
export function HeardAtSite({ id, sort }: { id: string; sort: Sort }) {
  const { view } = useApp()
  const site = view.value.byId.sites.get(id)
  return site ? (
    <Heard sort={sort} at={{ visit: undefined, site: id, name: site.name, to: `sites/${id}` }} />
  ) : (
    <SiteNotHere />
  )
}

function Heard({ sort, at }: { sort: Sort; at: Where }) {
  const { now } = useApp()
  const key = `${sort} ${at.to}`
  const draft = useDraft<Form>(key, () => ({ topic: null, count: 1, words: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const isNeed = sort === "need"

  const submit = async (event: Event) => {
    event.preventDefault()
    const { topic, count } = form
    if (topic === null) {
      setAsked(true)
      return
    }
    const told = { site: at.site, topic, count, draft: key, ...(at.visit === undefined ? {} : { visit: at.visit }) }
    await recording.record(
      isNeed
        ? { kind: "need.heard", ...told, words: form.words.trim() || null }
        : { kind: "referral.given", ...told, listing: null },
      at.to,
    )
  }

  return (
    <Frame
      title={isNeed ? t("What people ask for") : t("A referral")}
      up={{ to: at.to, label: at.name }}
      footer={
        <>
          <button type="submit" form="heard" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : isNeed ? t("Record the need") : t("Record the referral")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">
        {isNeed
          ? t("What, and how many asked. Never who.")
          : t("That you sent people on to somebody who can help. Never who they are.")}
      </p>
      {!isNeed && (
        <p>
          <a class="plain" href={href(at.visit === undefined ? `directory?site=${at.site}` : "directory")}>
            {t("Find it in the directory")}
          </a>
        </p>
      )}
      {draft.isReady && (
        <form id="heard" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Pick
            legend={isNeed ? t("What do they ask for?") : t("What for?")}
            look="chips"
            value={form.topic}
            options={NEED_TOPICS.map((value) => ({ value, label: needTopic(value) }))}
            onValue={(topic) => change({ topic })}
          />
          {isAsked && form.topic === null && (
            <p class="wrong" role="alert">
              {t("Choose one; “Something else” will do.")}
            </p>
          )}
          <div class="field">
            <span class="label">{isNeed ? t("How many asked?") : t("How many people?")}</span>
            <Count
              label={isNeed ? t("How many asked?") : t("How many people?")}
              value={form.count}
              least={1}
              onValue={(count) => change({ count })}
            />
          </div>
          {isNeed && (
            <>
              <Line
                label={t("In a line")}
                value={form.words}
                maxLength={500}
                onValue={(words) => change({ words })}
                hint={t("Such as “where to charge a phone”. No names.")}
              />
              <PersonWarning text={form.words} />
            </>
          )}
        </form>
      )}
    </Frame>
  )
}
