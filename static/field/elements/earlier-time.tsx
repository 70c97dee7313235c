/** When it happened, for what is typed in later than it was done. Now, unless a time is set. */

import { t } from "../text"
import { Line } from "./inputs"

interface Props {
  value: string
  onValue(value: string): void
  /** What holds where no time is set. */
  hint?: string
}

export function EarlierTime({ value, onValue, hint = t("Now, unless you set another time.") }: Props) {
  return (
    <Line
      label={t("When was it?")}
      type="datetime-local"
      value={value}
      onValue={onValue}
      hint={value === "" ? hint : undefined}
    >
      {value !== "" && (
        <button type="button" class="plain" onClick={() => onValue("")}>
          {t("It was just now")}
        </button>
      )}
    </Line>
  )
}

/** The moment that the person set, if they did. */
export function momentSet(value: string): { occurredAt?: Date } {
  const at = new Date(value)
  return value === "" || Number.isNaN(at.getTime()) ? {} : { occurredAt: at }
}
