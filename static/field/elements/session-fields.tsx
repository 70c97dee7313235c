/** The few things that change from session to session, in sight at once; the rest is folded beneath them. */

import type { SessionFormat } from "../core"
import { IN_ROOM, ONLINE, type SessionForm, withFormat } from "../rules/session-form"
import { t } from "../text"
import { useApp } from "./app"
import type { Draft } from "./draft"
import { Pick } from "./inputs"
import { PeopleCount } from "./people-count"
import { PlacePick } from "./place-pick"
import { SessionMore } from "./session-more"
import { SessionWhen } from "./session-when"
import { audienceWord, formatWord } from "./session-words"
import { Chip } from "./several"
import { TopicPick } from "./topic-pick"

export interface Missing {
  audience: boolean
  from: boolean
  /** Nobody was counted: asked once, and then taken as not known. */
  count: boolean
}

export const NOTHING_MISSING: Missing = { audience: false, from: false, count: false }

interface Props {
  draft: Draft<SessionForm>
  missing: Missing
  canBegin: boolean
  notesHint: string
}

type Where = "onsite" | "offsite" | "virtual"

const WHERE: Record<SessionFormat, Where> = {
  onsite: "onsite",
  offsite: "offsite",
  virtual: "virtual",
  hybrid_onsite: "onsite",
  hybrid_offsite: "offsite",
}
const HYBRID: Record<Where, SessionFormat> = { onsite: "hybrid_onsite", offsite: "hybrid_offsite", virtual: "virtual" }

export function SessionFields({ draft, missing, canBegin, notesHint }: Props) {
  const { form, change } = draft
  const where = WHERE[form.format]
  const isHybrid = form.format !== where
  const counts = {
    inRoom: IN_ROOM.has(form.format) || form.attendance_in_person !== null,
    online: ONLINE.has(form.format) || form.attendance_virtual !== null,
  }
  const askCount = missing.count ? t("Nobody is counted yet. Save once more if nobody knows how many came.") : undefined
  return (
    <>
      {counts.inRoom && (
        <PeopleCount
          id="count"
          label={t("How many people came?")}
          value={form.attendance_in_person}
          onValue={(attendance_in_person) => change({ attendance_in_person })}
          wrong={askCount}
        />
      )}
      {counts.online && (
        <PeopleCount
          id={counts.inRoom ? undefined : "count"}
          label={t("How many joined on screens?")}
          value={form.attendance_virtual}
          onValue={(attendance_virtual) => change({ attendance_virtual })}
          wrong={counts.inRoom ? undefined : askCount}
        />
      )}
      <Pick
        id="audience"
        legend={t("Mostly")}
        value={form.audience}
        options={(["0-5", "6-11", "12-18", "19+", "general"] as const).map((value) => ({
          value,
          label: audienceWord(value),
        }))}
        onValue={(audience) => change({ audience })}
        wrong={
          missing.audience && form.audience === null
            ? t("Choose an age band; “All ages” where it was mixed.")
            : undefined
        }
      />
      <TopicPick value={form.topic} onValue={(topic) => change({ topic })} />
      <Pick
        legend={t("Where")}
        value={where}
        options={(["onsite", "offsite", "virtual"] as const).map((value) => ({ value, label: formatWord(value) }))}
        onValue={(to) => {
          // What a room of the library holds says nothing of a partner's, nor the other way round.
          const room_holds = (to === "onsite") === (where === "onsite") ? form.room_holds : null
          change({ ...withFormat(form, isHybrid ? HYBRID[to] : to), room_holds })
        }}
      />
      {where !== "virtual" && (
        <div class="chips below">
          <Chip
            label={t("Some joined online")}
            isOn={isHybrid}
            turn={(isOn) => change(withFormat(form, isOn ? HYBRID[where] : where))}
          />
        </div>
      )}
      {(where === "offsite" || form.site !== null) && <SessionPlace draft={draft} />}
      <SessionWhen
        form={form}
        change={change}
        canBegin={canBegin}
        wrong={missing.from && form.from === "" ? t("Say when it began.") : undefined}
      />
      <SessionMore form={form} change={change} notesHint={notesHint} />
    </>
  )
}

function SessionPlace({ draft }: { draft: Draft<SessionForm> }) {
  const { view } = useApp()
  const { site } = draft.form
  const row = site === null ? undefined : view.value.byId.sites.get(site)
  return (
    <PlacePick
      isSite
      value={row ? { partner: row.partner, site: row.id } : null}
      onValue={(place) => draft.change({ site: place?.site ?? null })}
      none={t("No place fits. Leave it open and write the place in the notes.")}
    />
  )
}

/** Goes to the first thing that is missing. */
export function focusOnMissing({ audience, from, count }: Missing): void {
  const id = count ? "count" : audience ? "audience" : from ? "from" : null
  requestAnimationFrame(() => {
    const place = id === null ? null : document.getElementById(id)
    place?.focus()
    place?.scrollIntoView({ block: "center" })
  })
}
