/** When a session was: as it was guessed, with the way to change it, or a clock that runs while it goes on. */

import { useState } from "preact/hooks"
import { begunAt, ended, type SessionForm, spanOf } from "../rules/session-form"
import { clock, clockRange, dateOf, dayName, t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { Line } from "./inputs"
import { lasted } from "./session-words"
import { zone } from "./zone"

interface Props {
  form: SessionForm
  change(part: Partial<SessionForm>): void
  /** False for what is long over. */
  canBegin: boolean
  wrong?: string | undefined
}

export function SessionWhen({ form, change, canBegin, wrong }: Props) {
  const { now } = useApp()
  const [isOpen, setOpen] = useState(false)
  const span = spanOf(form, zone())
  if (form.begun !== null)
    return (
      <section class="field">
        <h2 class="label">{t("When")}</h2>
        <div class="card apart running">
          <span class="lines">
            <b class="num" role="timer">
              {t("Running for {length}", { length: lasted(form.begun, Math.max(form.begun, now.value.getTime())) })}
            </b>
            <span class="small soft num">
              {t("Since {time}. It runs on while the app is closed.", { time: clock(new Date(form.begun)) })}
            </span>
          </span>
          <button type="button" class="plain" onClick={() => change(ended(form, now.value.getTime(), zone()))}>
            {t("It ends now")}
          </button>
        </div>
      </section>
    )
  const isEdited = isOpen || wrong !== undefined
  return (
    <section class="field">
      <h2 class="label">{t("When")}</h2>
      <div class="card">
        {span && (
          <p class="lines">
            <b class="num">
              {t("{day}, {time}", {
                day: dayName(dateOf(form.on), now.value),
                time:
                  span.to === null
                    ? t("from {time}", { time: clock(new Date(span.from)) })
                    : clockRange(new Date(span.from), new Date(span.to)),
              })}
            </b>
            <span class="small soft num">
              {span.to === null ? t("How long is not known.") : lasted(span.from, span.to)}
              {form.to !== "" && form.to < form.from && <> {t("It ends the next day.")}</>}
            </span>
          </p>
        )}
        {isEdited ? (
          <div class="times">
            <Line label={t("Day")} type="date" value={form.on} onValue={(on) => change({ on })} />
            <Line label={t("From")} id="from" type="time" value={form.from} onValue={(from) => change({ from })} />
            <Line label={t("Until")} type="time" value={form.to} onValue={(to) => change({ to })} />
          </div>
        ) : (
          <p class="pair">
            <button type="button" class="plain" onClick={() => setOpen(true)}>
              {t("Change the time")}
            </button>
            {canBegin && (
              <button type="button" class="plain" onClick={() => change(begunAt(now.value.getTime(), zone()))}>
                <Icon name="clock" />
                {t("It begins now")}
              </button>
            )}
          </p>
        )}
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
      </div>
    </section>
  )
}
