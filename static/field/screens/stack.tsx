/** One stack of flyers: where it lies, how many, its code; filling it up, and that it is gone. */

import { useEffect } from "preact/hooks"
import type { StackView } from "../core"
import { useApp } from "../elements/app"
import { doesNotAddUp } from "../elements/discrepancy-words"
import { flyerName, languageName, stackStands, whereItLies } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { FlyerNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { OnThisPhone } from "../elements/on-this-phone"
import { Qr } from "../elements/qr"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { inGroups } from "../rules/flyer-codes"
import { dateWithin, t } from "../text"

export function Stack({ id }: { id: string }) {
  const { view, justRecorded } = useApp()
  const stack = view.value.byId.stacks.get(id)
  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])
  return stack ? <Shown stack={stack} /> : <FlyerNotHere />
}

function Shown({ stack }: { stack: StackView }) {
  const { view, now } = useApp()
  const flyer = view.value.byId.flyers.get(stack.flyer)
  const open = [...new Set(stack.discrepancies.filter((one) => one.state === "open").map((one) => one.kind))]
  return (
    <Frame
      title={flyerName(flyer)}
      up={{ to: flyer ? `flyers/${flyer.id}` : "flyers", label: t("Flyers") }}
      footer={
        <div class="pair">
          <a class="button quiet" href={href(`stacks/${stack.id}/gone`)}>
            {t("All gone, or taken away")}
          </a>
          <a class="button" href={href(`stacks/${stack.id}/more`)}>
            <Icon name="plus" />
            {t("Fill it up")}
          </a>
        </div>
      }
    >
      <RecordedNotice />
      <div class="card field">
        <h2 class="title" dir="auto">
          {whereItLies(stack, view.value) || t("Where is not known")}
        </h2>
        <p>{stackStands(stack, now.value)}</p>
        <p class="small soft">
          {[
            t("Laid out {day}", { day: dateWithin(stack.placed_on, now.value) }),
            stack.restocked_on && t("filled up {day}", { day: dateWithin(stack.restocked_on, now.value) }),
            stack.language && languageName(stack.language),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {stack.hasWaiting && (
          <p class="small waits">
            <Icon name="clock" /> {t("As recorded on this phone; the library does not know yet.")}
          </p>
        )}
      </div>
      {open.length > 0 && (
        <Notice tone="need" title={t("Does not add up")}>
          {open.map((kind) => (
            <p key={kind}>{doesNotAddUp(kind)}</p>
          ))}
          <p class="small">{t("A coordinator will sort it out; you need not do anything.")}</p>
        </Notice>
      )}
      <section>
        <h2>{t("The code on it")}</h2>
        <div class="held-up">
          <Qr text={`${location.origin}/q/${stack.code}`} label={t("Code of this stack")} />
          <p class="address" dir="ltr">
            {inGroups(stack.code)}
          </p>
        </div>
        <p class="small soft">{t("It opens the flyer already, even before the library has heard of this stack.")}</p>
      </section>
      <OnThisPhone subject={stack.id} />
    </Frame>
  )
}
