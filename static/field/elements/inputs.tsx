/** What a person fills in: lines of text, one of a few, how many. */

import type { ComponentChildren } from "preact"
import { useId } from "preact/hooks"
import { t } from "../text"
import { Icon } from "./icon"

interface LineProps {
  label: string
  value: string
  onValue(value: string): void
  hint?: string | undefined
  wrong?: string | undefined
  type?: "email" | "password" | "text" | "date" | "time" | "datetime-local" | undefined
  autoComplete?: string | undefined
  inputMode?: "email" | "text" | "numeric" | undefined
  name?: string | undefined
  max?: string | undefined
  isLong?: boolean
  id?: string | undefined
  maxLength?: number | undefined
  /** Instead of what Enter does in a form. */
  onEnter?(): void
  spellcheck?: boolean | undefined
  autoCapitalize?: "characters" | undefined
  children?: ComponentChildren
}

export function Line(props: LineProps) {
  const made = useId()
  const id = props.id ?? made
  const told = [props.hint && `${id}-hint`, props.wrong && `${id}-wrong`].filter(Boolean).join(" ") || undefined
  const shared = {
    id,
    name: props.name,
    class: "input",
    value: props.value,
    maxLength: props.maxLength ?? 2000,
    autoComplete: props.autoComplete ?? "off",
    spellcheck: props.spellcheck,
    autoCapitalize: props.autoCapitalize,
    "aria-describedby": told,
    "aria-invalid": props.wrong ? true : undefined,
  }
  return (
    <div class="field">
      <label class="label" for={id}>
        {props.label}
      </label>
      {props.isLong ? (
        <textarea {...shared} rows={3} dir="auto" onInput={(event) => props.onValue(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          // The set of types is ours; Preact's own gives each type a shape of attributes.
          type={(props.type ?? "text") as "text"}
          inputMode={props.inputMode}
          max={props.max}
          dir={props.type === undefined ? "auto" : undefined}
          onInput={(event) => props.onValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !props.onEnter) return
            event.preventDefault()
            props.onEnter()
          }}
        />
      )}
      {props.children}
      {props.hint && (
        <span class="hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      )}
      {props.wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {props.wrong}
        </p>
      )}
    </div>
  )
}

export interface Option<Value extends string> {
  value: Value
  label: string
  tone?: "wait" | "need" | undefined
}

interface PickProps<Value extends string> {
  /** The question, read aloud; drawn too unless `isSilent`. */
  legend: string
  isSilent?: boolean
  value: Value | null
  options: readonly Option<Value>[]
  onValue(value: Value): void
  look?: "pick" | "chips"
  id?: string
  wrong?: string | undefined
}

/** One of a few, all in sight. */
export function Pick<Value extends string>(props: PickProps<Value>) {
  const name = useId()
  return (
    <fieldset
      class={props.isSilent ? "field bare" : "field"}
      id={props.id}
      tabIndex={props.id === undefined ? undefined : -1}
      aria-describedby={props.wrong && `${name}-wrong`}
    >
      <legend class={props.isSilent ? "unseen" : "label"}>{props.legend}</legend>
      <div class={props.look ?? "pick"}>
        {props.options.map(({ value, label, tone }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onValue(value)}
            />
            <span class={tone}>{label}</span>
          </label>
        ))}
      </div>
      {props.wrong && (
        <p class="wrong" id={`${name}-wrong`} role="alert">
          {props.wrong}
        </p>
      )}
    </fieldset>
  )
}

/** As many as any count that travels may be. */
const MOST = 1000

interface CountProps {
  /** What is counted, for the buttons' names. */
  label: string
  value: number
  /** The number that it is a part of, where that is known. */
  of?: number
  least?: number
  onValue(value: number): void
}

/** How many, by two big buttons. */
export function Count({ label, value, of, least = 0, onValue }: CountProps) {
  return (
    <fieldset class="count bare">
      <legend class="unseen">{label}</legend>
      <button
        type="button"
        aria-label={t("One less: {label}", { label })}
        disabled={value <= least}
        onClick={() => onValue(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <output>
        {value}
        {of !== undefined && <span class="of">{t("of {n}", { n: of })}</span>}
      </output>
      <button
        type="button"
        aria-label={t("One more: {label}", { label })}
        disabled={value >= (of ?? MOST)}
        onClick={() => onValue(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </fieldset>
  )
}
