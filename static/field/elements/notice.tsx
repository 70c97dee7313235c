/** A few sentences that stand out: what happened, what it means, what to do. */

import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "./icon"

interface Props {
  tone: "kept" | "wait" | "need" | "plain"
  title?: string
  /** Said aloud as soon as it appears. */
  isUrgent?: boolean
  icon?: IconName
  children?: ComponentChildren
}

const ICONS = { kept: "circle-check", wait: "clock", need: "triangle-alert", plain: "info" } as const

export function Notice({ tone, title, isUrgent = false, icon, children }: Props) {
  return (
    // "plain" is a button's look.
    <div class={tone === "plain" ? "notice" : `notice ${tone}`} role={isUrgent ? "alert" : undefined}>
      <Icon name={icon ?? ICONS[tone]} />
      <div class="grow">
        {title && <h2 class="title">{title}</h2>}
        {children}
      </div>
    </div>
  )
}
