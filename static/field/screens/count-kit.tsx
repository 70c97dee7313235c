/** A stocktake of one kit: scan or tick what is there. Nothing moves; what is not there is told. */

import { useState } from "preact/hooks"
import type { Id, KitView, Part } from "../core"
import { useApp } from "../elements/app"
import { type Draft, useDraft } from "../elements/draft"
import { useKit } from "../elements/form-kit"
import { Count, Line, Pick } from "../elements/inputs"
import { KitForm } from "../elements/kit-form"
import { whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { expected, isCounted } from "../elements/parts"
import { useRecording } from "../elements/recording-form"
import { useReader } from "../elements/scanned-code"
import { Scanner } from "../elements/scanner"
import { afterCode, type Counting, countedLines, left, NOTHING_YET } from "../elements/stocktake"
import { codeOf } from "../rules/scanned"
import { ngettext, t } from "../text"

interface Form extends Counting {
  note: string
}

const BLANK: Form = { ...NOTHING_YET, note: "" }

/** `asked` names the hand-in that it is counted for, where the desk asks. */
export function CountKit({ id, asked }: { id: string; asked: string }) {
  const kit = useKit(id)
  const handIn = new URLSearchParams(asked).get("hand-in")
  return kit ? <Counted kit={kit} then={handIn ? `hand-ins/${handIn}` : `kits/${id}`} /> : <KitNotHere />
}

function Counted({ kit, then }: { kit: KitView; then: string }) {
  const { view } = useApp()
  const key = `kit.counted ${kit.id}`
  const draft = useDraft<Form>(key, () => BLANK)
  const recording = useRecording(draft)
  const read = useReader()
  // The list stands still while the person counts, whatever the network brings meanwhile.
  const [parts] = useState(() => expected(kit))
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const open = left(form, parts)

  const submit = () => {
    if (open.length > 0 && !isAsked) {
      setAsked(true)
      return
    }
    void recording.record(
      { kind: "kit.counted", kit: kit.id, ...countedLines(form, parts), note: form.note.trim() || null, draft: key },
      then,
    )
  }

  return (
    <KitForm
      id="count-kit"
      title={t("Count what is in it")}
      kit={kit}
      lead={whereIs(kit, view.value)}
      button={isAsked && open.length > 0 ? t("Record the rest as not found") : t("Record the count")}
      draft={draft}
      recording={recording}
      wrong={
        isAsked && open.length > 0
          ? ngettext("{n} part is not looked for yet.", "{n} parts are not looked for yet.", open.length)
          : undefined
      }
      submit={submit}
    >
      <Scanner
        onCode={(text) => {
          const { counting, tone } = afterCode(form, { id: kit.id, parts }, read(text), codeOf(text))
          change(counting)
          return tone
        }}
      />
      <Parts draft={draft} parts={parts} open={open.length} />
      <NotOfThisKit draft={draft} />
      <Line
        label={t("Anything to say about it?")}
        isLong
        value={form.note}
        onValue={(note) => change({ note })}
        hint={t("For the library. No names of people you serve.")}
      />
    </KitForm>
  )
}

function Parts({ draft, parts, open }: { draft: Draft<Form>; parts: readonly Part[]; open: number }) {
  const { form, change } = draft
  const set = (part: Part, count: number) => change({ found: { ...form.found, [part.id]: count } })
  return (
    <section>
      <h2 aria-live="polite">
        {open === 0 ? t("All looked for") : ngettext("{n} part to look for", "{n} parts to look for", open)}
      </h2>
      <ul class="rows">
        {parts.map((part) => {
          const found = form.found[part.id]
          const name = part.name || t("A part that is listed no more")
          return (
            <li key={part.id} class="row tall part">
              <div class="apart">
                <b dir="auto">{name}</b>
                <span class="small soft">{part.tag ?? t("{n} expected", { n: part.count })}</span>
              </div>
              {isCounted(part) && found !== undefined ? (
                <Count label={name} value={found} of={part.count} onValue={(count) => set(part, count)} />
              ) : (
                <Pick
                  legend={name}
                  isSilent
                  value={found === undefined ? null : found > 0 ? "found" : "missing"}
                  options={[
                    { value: "found", label: isCounted(part) ? t("All found") : t("Found") },
                    { value: "missing", label: isCounted(part) ? t("Not all") : t("Not found"), tone: "need" },
                  ]}
                  onValue={(value) => set(part, value === "found" ? part.count : part.count - 1)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {open > 1 && (
        <button
          type="button"
          class="plain"
          onClick={() =>
            change({ found: Object.fromEntries(parts.map(({ id, count }) => [id, form.found[id] ?? count])) })
          }
        >
          {t("The rest is all there")}
        </button>
      )}
    </section>
  )
}

/** Kept with the count: things of other kits, and codes that nobody knows. */
function NotOfThisKit({ draft: { form, change } }: { draft: Draft<Form> }) {
  const { kits } = useApp().view.value
  if (form.unexpected.length + form.unknown.length === 0) return null
  const owner = (part: Id) => kits.find(({ parts }) => parts.some(({ id }) => id === part))
  return (
    <section>
      <h2>{t("Found here, not of this kit")}</h2>
      <ul class="rows">
        {form.unexpected.map((part) => {
          const kit = owner(part)
          const found = kit?.parts.find(({ id }) => id === part)
          const home = kit ? `${kit.code} ${kit.name}` : ""
          return (
            <li key={part} class="row">
              <span class="grow lines">
                <b dir="auto">{[found?.name, found?.tag].filter(Boolean).join(" ")}</b>
                <span class="small waits">{t("Belongs in {kit}", { kit: home })}</span>
              </span>
              <Drop onDrop={() => change({ unexpected: form.unexpected.filter((one) => one !== part) })} />
            </li>
          )
        })}
        {form.unknown.map((code) => (
          <li key={code} class="row">
            <span class="grow lines">
              <b class="address" dir="auto">
                {code}
              </b>
              <span class="small waits">{t("No thing that this phone knows; it is kept with the count")}</span>
            </span>
            <Drop onDrop={() => change({ unknown: form.unknown.filter((one) => one !== code) })} />
          </li>
        ))}
      </ul>
      <Notice tone="plain">
        <p>{t("Leave it with the kit or set it aside; a coordinator sees it and decides.")}</p>
      </Notice>
    </section>
  )
}

function Drop({ onDrop }: { onDrop(): void }) {
  return (
    <button type="button" class="plain" onClick={onDrop}>
      {t("Take it off")}
    </button>
  )
}
