/** The wallet of flyers: those that are true today, and the stacks that are to be filled up. */

import { useApp } from "../elements/app"
import { currentFlyers, isToFillUp, languageName, wordsIn } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { href } from "../elements/route"
import { StackRow } from "../elements/stack-row"
import { calendarDate, dateWithin, listed, t } from "../text"

const AT_ONCE = 12

export function Flyers() {
  const { view, now } = useApp()
  const flyers = currentFlyers(view.value, now.value)
  const today = calendarDate(now.value)
  const empty = view.value.stacks.filter((one) => isToFillUp(one, today))
  return (
    <Frame title={t("Flyers")} up={{ to: "today", label: t("Today") }}>
      {flyers.length === 0 ? (
        <p class="lead">
          {view.value.status.replica.isComplete
            ? t("The library has no flyer that is true today. New ones come by themselves.")
            : t("No flyers are on this phone yet. They come by themselves when the library can be reached.")}
        </p>
      ) : (
        <>
          <p class="soft lead">
            {t("Open one to hold up its code, to lay out a stack, or to count what you hand out.")}
          </p>
          <ul class="rows field">
            {flyers.map((flyer) => (
              <li key={flyer.id}>
                <a class="row" href={href(`flyers/${flyer.id}`)}>
                  <span class="grow lines">
                    <b dir="auto">{wordsIn(flyer)?.title}</b>
                    <span class="small soft">
                      {[
                        flyer.words.length > 1 && listed(flyer.words.map(({ language }) => languageName(language))),
                        flyer.valid_until !== null &&
                          t("until {day}", { day: dateWithin(flyer.valid_until, now.value) }),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <Icon name="chevron-right" />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {empty.length > 0 && (
        <section>
          <h2>{t("To be filled up")}</h2>
          <ul class="rows">
            {empty.slice(0, AT_ONCE).map((stack) => (
              <StackRow key={stack.id} stack={stack} by="place" />
            ))}
          </ul>
        </section>
      )}
    </Frame>
  )
}
