/** How many people: two big buttons and a number that can be typed. Nothing said is "not known", never nought. */

import { useId } from "preact/hooks"
import { t } from "../text"
import { Icon } from "./icon"

interface Props {
  label: string
  value: number | null
  onValue(value: number | null): void
  id?: string | undefined
  wrong?: string | undefined
}

/** More digits than this are no number of people; a mistake of one digit is still kept, and asked about. */
const MOST_DIGITS = 6

export function PeopleCount({ label, value, onValue, ...props }: Props) {
  const made = useId()
  const id = props.id ?? made
  return (
    <fieldset class="field">
      <legend class="label">{label}</legend>
      <div class="card count people">
        <button
          type="button"
          aria-label={t("One less: {label}", { label })}
          disabled={value === null || value === 0}
          onClick={() => onValue((value ?? 0) - 1)}
        >
          <Icon name="minus" />
        </button>
        <input
          id={id}
          inputMode="numeric"
          pattern="[0-9]*"
          maxLength={MOST_DIGITS}
          autoComplete="off"
          placeholder="?"
          aria-label={label}
          aria-describedby={props.wrong && `${id}-wrong`}
          value={value ?? ""}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => onValue(numberIn(event.currentTarget))}
        />
        <button type="button" aria-label={t("One more: {label}", { label })} onClick={() => onValue((value ?? 0) + 1)}>
          <Icon name="plus" />
        </button>
      </div>
      {props.wrong && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {props.wrong}
        </p>
      )}
    </fieldset>
  )
}

/** What was typed, of which only digits stay in sight; null where nothing was. */
function numberIn(input: HTMLInputElement): number | null {
  const digits = input.value.replace(/\D/g, "").slice(0, MOST_DIGITS)
  input.value = digits
  return digits === "" ? null : Number(digits)
}
