/**
 * What every form that records a fact shares: it is busy while the phone writes, says "saved" only
 * after that, and keeps everything typed where the phone could not.
 */

import { useEffect, useRef, useState } from "preact/hooks"
import { type Id, type Intent, NotKept } from "../core"
import { t } from "../text"
import { useApp } from "./app"
import type { Draft } from "./draft"
import { Notice } from "./notice"
import { back } from "./route"
import { saveFile } from "./save-file"

export interface Recording {
  /** True where keeping it takes long enough to be seen. */
  isBusy: boolean
  failure: NotKept | null
  /** Records, then goes to `then`. */
  record(intent: Intent, then: string): Promise<void>
}

/** What is quicker than this would only flicker. */
const LASTING_MS = 150

export function useRecording(draft: Draft<object>): Recording {
  const { core, justRecorded, asOne } = useApp()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<NotKept | null>(null)
  const isRunning = useRef(false)
  return {
    isBusy,
    failure,
    async record(intent, then) {
      // A second tap is for the same fact, whether or not the first is seen to be under way.
      if (isRunning.current) return
      isRunning.current = true
      const lasting = setTimeout(() => setBusy(true), LASTING_MS)
      const unseal = draft.seal()
      let kept: Id | null = null
      const keep = async () => {
        kept = (await core.record(intent)).id
      }
      try {
        // The form is not drawn once more with what it brought: the next thing to see is what says that it is kept.
        await asOne(keep, () => {
          justRecorded.value = kept
          back(then, { atTop: true })
        })
      } catch (error) {
        unseal()
        isRunning.current = false
        setBusy(false)
        setFailure(error instanceof NotKept ? error : new NotKept("storage_broken", null, error))
        return
      } finally {
        clearTimeout(lasting)
      }
    },
  }
}

/** Said where the phone could not write: what happened, that nothing is lost, what to do. */
export function NotKeptNotice({ failure }: { failure: NotKept | null }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that was pressed may be a screen away from it.
    if (failure) place.current?.scrollIntoView({ block: "center" })
  }, [failure])
  if (!failure) return null
  const { file, code } = failure
  return (
    <div ref={place} class="field">
      <Notice tone="need" title={code === "not_enrolled" ? t("Not saved") : t("Not saved yet")} isUrgent>
        <p>{whyNotKept(code)}</p>
        {file && (
          <button type="button" class="plain" onClick={() => saveFile(file)}>
            {t("Save it as a file")}
          </button>
        )}
      </Notice>
    </div>
  )
}

function whyNotKept(code: NotKept["code"]): string {
  switch (code) {
    case "storage_full":
      return t("This phone is full. Nothing is lost: what you entered is still here. Make some room and try again.")
    case "storage_broken":
      return t("This phone’s storage did not answer. Nothing is lost: what you entered is still here. Try again.")
    case "not_enrolled":
      return t(
        "This phone was emptied meanwhile, so it can keep nothing. What you entered is still here: save it as a file for a coordinator, then open the app again and sign in.",
      )
  }
}

/** An earlier draft, offered. */
export function EarlierDraft({ draft, when }: { draft: Draft<object>; when: string }) {
  const { earlier } = draft
  if (!earlier) return null
  return (
    <Notice tone="plain" title={t("You began this {when}", { when })}>
      <button type="button" class="plain" onClick={earlier.take}>
        {t("Go on with it")}
      </button>{" "}
      <button type="button" class="plain" onClick={earlier.drop}>
        {t("Drop it")}
      </button>
    </Notice>
  )
}
