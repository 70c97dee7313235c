/** Scanning: one code leads to its screen; several are listed. What is not known is kept and looked up again. */

import { useState } from "preact/hooks"
import { useDraft } from "../elements/draft"
import { Frame } from "../elements/frame"
import { Pick } from "../elements/inputs"
import { Notice } from "../elements/notice"
import { go } from "../elements/route"
import type { Tone } from "../elements/scan-sound"
import { nextStep, ScannedCode, screenFor, useReader } from "../elements/scanned-code"
import { Scanner } from "../elements/scanner"
import { codeOf } from "../rules/scanned"
import { ngettext, t } from "../text"

interface Form {
  many: boolean
  /** The last read first. */
  seen: { text: string; times: number }[]
}

const MOST_KEPT = 500
const BLANK: Form = { many: false, seen: [] }

export function Scan() {
  const draft = useDraft<Form>(
    "scan",
    () => BLANK,
    () => true,
  )
  const { form, change } = draft
  const read = useReader()
  const [last, setLast] = useState<{ text: string; tone: Tone } | null>(null)
  const meaning = last && read(last.text)

  const take = (text: string): Tone => {
    const found = read(text)
    const to = screenFor(found)
    if (to !== null && !form.many) {
      go(to)
      return "new"
    }
    // One thing has several codes: its label's, its own.
    const told = (one: string) => screenFor(read(one)) ?? codeOf(one)
    const before = form.seen.find((one) => told(one.text) === told(text))
    const others = form.seen.filter((one) => one !== before)
    change({ seen: [{ text, times: (before?.times ?? 0) + 1 }, ...others].slice(0, MOST_KEPT) })
    const tone = to === null ? "unknown" : before ? "again" : "new"
    setLast({ text, tone })
    return tone
  }

  return (
    <Frame title={t("Scan")} up={{ to: "kits", label: t("Kits") }}>
      {draft.isReady && (
        <>
          <Pick
            legend={t("How many?")}
            isSilent
            value={form.many ? "many" : "one"}
            options={[
              { value: "one", label: t("One, and open it") },
              { value: "many", label: t("Several, as a list") },
            ]}
            onValue={(value) => {
              change({ many: value === "many" })
              setLast(null)
            }}
          />
          <Scanner onCode={take} />
          <div role="status" class="field">
            {last && meaning && screenFor(meaning) === null && (
              <Notice tone="wait" title={t("“{code}” leads nowhere on this phone", { code: codeOf(last.text) })}>
                <p>{nextStep(meaning)}</p>
              </Notice>
            )}
            {last && last.tone === "again" && <p class="soft">{t("That one is in the list already.")}</p>}
          </div>
          {form.seen.length > 0 && (
            <section>
              <h2>{ngettext("{n} code read", "{n} codes read", form.seen.length)}</h2>
              <ul class="rows">
                {form.seen.map(({ text, times }) => (
                  <ScannedCode key={text} text={text} times={times} meaning={read(text)} />
                ))}
              </ul>
              <button
                type="button"
                class="plain"
                onClick={() => {
                  change({ seen: [] })
                  setLast(null)
                }}
              >
                {t("Empty the list")}
              </button>
            </section>
          )}
        </>
      )}
    </Frame>
  )
}
