/** The form that records something of one kit: what stands above it, what is asked in any case, and the button below. */

import type { ComponentChildren } from "preact"
import type { KitView } from "../core"
import { momentWithin, t } from "../text"
import { useApp } from "./app"
import type { Draft } from "./draft"
import { Frame } from "./frame"
import { Notice } from "./notice"
import { EarlierDraft, NotKeptNotice, type Recording } from "./recording-form"
import { href } from "./route"

/** What the library would find odd. It is said and asked about, never forbidden. */
export interface Objection {
  title: string
  text: string
  /** What fits better, and where it is recorded. */
  instead?: { label: string; to: string }
}

interface Props {
  id: string
  title: string
  kit: KitView
  /** Where the kit is now. */
  lead: string
  /** What the button does. */
  button: string
  draft: Draft<object>
  recording: Recording
  objection?: Objection | null
  /** Asked for and not given: the button then records without it. */
  isReasonMissing?: boolean
  /** Why the button did nothing. */
  wrong?: string | undefined
  submit(): void
  children: ComponentChildren
}

export function KitForm({ id, title, kit, lead, button, draft, recording, objection, ...props }: Props) {
  const { now } = useApp()
  const sent = (event: Event) => {
    event.preventDefault()
    props.submit()
  }
  const words = props.isReasonMissing ? t("Record without a note") : button
  return (
    <Frame
      title={title}
      up={{ to: `kits/${kit.id}`, label: `${kit.code} ${kit.name}` }}
      footer={
        <>
          {props.wrong && (
            <p class="wrong" role="alert">
              {props.wrong}
            </p>
          )}
          <button type="submit" form={id} class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : words}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      <p class="soft lead">{lead}</p>
      {draft.isReady && (
        <form id={id} onSubmit={sent} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {objection && (
            <Notice tone="need" title={objection.title}>
              <p>{objection.text}</p>
              {objection.instead && (
                <p>
                  <a href={href(objection.instead.to)}>{objection.instead.label}</a>
                </p>
              )}
            </Notice>
          )}
          {props.children}
        </form>
      )}
    </Frame>
  )
}

/** Puts the person where something is asked, once it is drawn. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(id)
    const field = place?.matches("details") ? place.querySelector<HTMLElement>("summary") : place
    field?.focus()
    field?.scrollIntoView({ block: "center" })
  })
}
