/** Switching emergency mode on and off on a coordinator's phone; it needs no network. */

import { useState } from "preact/hooks"
import type { LibraryEmergency } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { href } from "../elements/route"
import { language, momentWithin, t } from "../text"

export function NoEmergency({ last }: { last: LibraryEmergency | null }) {
  const { view } = useApp()
  const { me } = view.value
  return (
    <Frame title={t("Emergency")} up={{ to: "more", label: t("More") }}>
      <p class="lead">
        {last ? t("Emergency mode is off; {name} is over.", { name: last.name }) : t("Emergency mode is off.")}
      </p>
      {me && me.role !== "trainer" ? (
        <p class="field">
          <a class="button need" href={href("emergency/declare")}>
            {t("Switch emergency mode on")}
          </a>
        </p>
      ) : (
        <p class="soft">{t("A coordinator switches it on, at the desk or on a phone.")}</p>
      )}
    </Frame>
  )
}

interface Form {
  name: string
  words: string
}

export function Declare() {
  const { core, view, now } = useApp()
  const { me, emergency } = view.value
  const draft = useDraft<Form>("emergency.declared", () => ({ name: "", words: "" }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  if (me?.role === "trainer" || emergency?.over === false) return <NoEmergency last={emergency} />

  const submit = async (event: Event) => {
    event.preventDefault()
    const name = form.name.trim()
    if (name === "") {
      setAsked(true)
      return
    }
    const text = form.words.trim()
    await recording.record(
      {
        kind: "emergency.declared",
        emergency: core.newId(),
        name,
        words: text ? [{ language: language.value, text }] : [],
        after: emergency?.id ?? null,
        draft: "emergency.declared",
        visit: null,
      },
      "emergency",
    )
  }

  return (
    <Frame
      title={t("Switch emergency mode on")}
      up={{ to: "emergency", label: t("Emergency") }}
      footer={
        <>
          <button type="submit" form="declare" class="button need" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Switch it on")}
          </button>
          <p class="small soft">{t("Here at once; everywhere when the library has it")}</p>
        </>
      }
    >
      {draft.isReady && (
        <form id="declare" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Line
            label={t("What it is called")}
            value={form.name}
            maxLength={120}
            onValue={(name) => change({ name })}
            hint={t("Everybody sees it: “Ice storm of January”.")}
            wrong={isAsked && form.name.trim() === "" ? t("Give it a name.") : undefined}
          />
          <Line
            label={t("What to say to everybody")}
            isLong
            value={form.words}
            maxLength={1000}
            onValue={(words) => change({ words })}
            hint={t("In the language of this app; the desk adds others. No names of people.")}
          />
        </form>
      )}
    </Frame>
  )
}

export function End({ emergency }: { emergency: LibraryEmergency }) {
  const { view, now } = useApp()
  const draft = useDraft<{ note: string }>("emergency.ended", () => ({ note: "" }))
  const recording = useRecording(draft)
  if (view.value.me?.role === "trainer") return <NoEmergency last={null} />

  const submit = async (event: Event) => {
    event.preventDefault()
    const note = draft.form.note.trim() || null
    const told = { emergency: emergency.id, note, draft: "emergency.ended", visit: null }
    await recording.record({ kind: "emergency.ended", ...told }, "today")
  }

  return (
    <Frame
      title={t("Switch emergency mode off")}
      up={{ to: "emergency", label: emergency.name }}
      footer={
        <button type="submit" form="end" class="button" aria-disabled={recording.isBusy}>
          {recording.isBusy ? t("Saving on this phone…") : t("Switch it off")}
        </button>
      }
    >
      <p class="lead">{t("The banner goes. What phones recorded meanwhile is still counted.")}</p>
      {draft.isReady && (
        <form id="end" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          <Line
            label={t("Why it ends")}
            isLong
            value={draft.form.note}
            maxLength={1000}
            onValue={(note) => draft.change({ note })}
            hint={t("For the summary. No names of people you serve.")}
          />
        </form>
      )}
    </Frame>
  )
}
