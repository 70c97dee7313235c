/** A stack of flyers as a line of a list. */

import type { StackView } from "../core"
import { calendarDate, t } from "../text"
import { useApp } from "./app"
import { flyerName, isToFillUp, stackStands, whereItLies } from "./flyer-words"
import { Icon } from "./icon"
import { href } from "./route"

/** `by` is what the line begins with: where it lies, or what it is. */
export function StackRow({ stack, by }: { stack: StackView; by: "place" | "flyer" }) {
  const { view, now } = useApp()
  const name = flyerName(view.value.byId.flyers.get(stack.flyer))
  const where = by === "flyer" ? stack.spot : whereItLies(stack, view.value)
  return (
    <li>
      <a class="row" href={href(`stacks/${stack.id}`)}>
        <span class="grow lines">
          <b dir="auto">{(by === "flyer" ? name : where) || name}</b>
          <span class={isToFillUp(stack, calendarDate(now.value)) ? "small needs" : "small soft"}>
            {[by === "flyer" ? where : name, stackStands(stack, now.value)].filter(Boolean).join(" · ")}
          </span>
        </span>
        {stack.hasWaiting && <span class="tag wait">{t("waiting")}</span>}
        <Icon name="chevron-right" />
      </a>
    </li>
  )
}
