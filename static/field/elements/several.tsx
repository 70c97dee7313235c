/** Some of many: chips that are on or off, and a list to add from. */

import { useId } from "preact/hooks"
import { t } from "../text"

interface Named<Value extends string> {
  value: Value
  label: string
}

interface SeveralProps<Value extends string> {
  legend: string
  value: readonly Value[]
  options: readonly Named<Value>[]
  /** Others that can be added from a list. */
  others?: readonly Named<Value>[]
  /** What the list asks: "Another trainer". */
  add?: string
  onValue(value: Value[]): void
}

/** Those that are chosen, in the order that they were. */
export function Several<Value extends string>({
  legend,
  value,
  options,
  others = [],
  add,
  onValue,
}: SeveralProps<Value>) {
  const id = useId()
  return (
    <fieldset class="field">
      <legend class="label">{legend}</legend>
      <div class="chips">
        {options.map((one) => (
          <Chip
            key={one.value}
            label={one.label}
            isOn={value.includes(one.value)}
            turn={(isOn) => onValue(isOn ? [...value, one.value] : value.filter((other) => other !== one.value))}
          />
        ))}
      </div>
      {add && others.length > 0 && (
        <select
          class="input narrow"
          id={id}
          aria-label={add}
          value=""
          onChange={(event) => {
            const chosen = others.find((one) => one.value === event.currentTarget.value)
            if (chosen) onValue([...value, chosen.value])
          }}
        >
          <option value="">{add}</option>
          {others.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  )
}

interface MaybeProps<Value extends string> {
  legend: string
  value: readonly Value[] | null
  words: Readonly<Record<Value, string>>
  onValue(value: Value[] | null): void
}

/** Some, none of them, or not known: none is said, it does not follow from nothing said. */
export function SeveralOrUnknown<Value extends string>({ legend, value, words, onValue }: MaybeProps<Value>) {
  const all = Object.keys(words) as Value[]
  return (
    <fieldset class="field">
      <legend class="label">{legend}</legend>
      <div class="chips">
        {all.map((one) => (
          <Chip
            key={one}
            label={words[one]}
            isOn={value?.includes(one) ?? false}
            turn={(isOn) => {
              const others = (value ?? []).filter((other) => other !== one)
              onValue(isOn ? [...others, one] : others.length > 0 ? others : null)
            }}
          />
        ))}
        <Chip label={t("None of these")} isOn={value?.length === 0} turn={(isOn) => onValue(isOn ? [] : null)} />
        <Chip label={t("Not known")} isOn={value === null} turn={() => onValue(null)} />
      </div>
    </fieldset>
  )
}

interface ChipProps {
  label: string
  isOn: boolean
  turn(isOn: boolean): void
}

/** One that is on or off. */
export function Chip({ label, isOn, turn }: ChipProps) {
  return (
    <label>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => {
          const wanted = event.currentTarget.checked
          // What is on follows from the form alone.
          event.currentTarget.checked = isOn
          turn(wanted)
        }}
      />
      <span>{label}</span>
    </label>
  )
}
