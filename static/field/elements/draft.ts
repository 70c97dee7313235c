/**
 * A form that survives: what is half filled in is kept on the phone and offered again.
 *
 * An earlier draft is offered and not put in by itself, since the kit may have moved since; but where it holds a clock that
 * runs, it is what the person is in the middle of.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { useApp } from "./app"

interface Kept<Form> {
  form: Form
  at: number
}

export interface Draft<Form> {
  form: Form
  change(part: Partial<Form>): void
  /** Nothing more is kept: the fact takes the draft with it. Gives the way back where it was not kept. */
  seal(): () => void
  /** False for the moment that the phone looks for an earlier draft. */
  isReady: boolean
  earlier: { at: Date; take(): void; drop(): void } | null
}

const PAUSE_MS = 300

/** `isUnderWay` tells drafts that are gone on with unasked. */
export function useDraft<Form extends object>(
  key: string,
  blank: () => Form,
  isUnderWay: (form: Form) => boolean = () => false,
): Draft<Form> {
  const { core } = useApp()
  const [form, setForm] = useState(blank)
  const [earlier, setEarlier] = useState<Kept<Form> | null>(null)
  const [isReady, setReady] = useState(false)
  const unsaved = useRef<Form | null>(null)
  const isSealed = useRef(false)

  const save = () => {
    if (isSealed.current) return
    const body = unsaved.current
    unsaved.current = null
    // A draft is a comfort: where it cannot be kept the form is still in hand, and recording says so.
    if (body) core.saveDraft(key, { form: body, at: Date.now() } satisfies Kept<Form>).catch(complain)
  }

  // Begun before the first frame is drawn: the form waits for the answer.
  useLayoutEffect(() => {
    let isHere = true
    core
      .loadDraft<Kept<Form>>(key)
      .catch(complain)
      .then((found) => {
        if (!isHere) return
        if (found?.form && isUnderWay(found.form)) setForm({ ...blank(), ...found.form })
        else if (found?.form) setEarlier(found)
        setReady(true)
      })
    return () => {
      isHere = false
    }
  }, [core, key])

  useEffect(() => {
    const timer = setTimeout(save, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [form])

  useEffect(() => {
    document.addEventListener("visibilitychange", save)
    addEventListener("pagehide", save)
    return () => {
      document.removeEventListener("visibilitychange", save)
      removeEventListener("pagehide", save)
      save()
    }
  }, [])

  return {
    form,
    isReady,
    change(part) {
      setForm((before) => {
        const after = { ...before, ...part }
        unsaved.current = after
        return after
      })
    },
    seal() {
      isSealed.current = true
      return () => {
        isSealed.current = false
        unsaved.current = form
        save()
      }
    },
    earlier: earlier && {
      at: new Date(earlier.at),
      take() {
        setForm({ ...blank(), ...earlier.form })
        setEarlier(null)
      },
      drop() {
        setEarlier(null)
        core.dropDraft(key).catch(complain)
      },
    },
  }
}

function complain(error: unknown): void {
  console.warn("A draft could not be kept or read.", error)
}
