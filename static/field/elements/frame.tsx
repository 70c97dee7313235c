/**
 * The frame of a screen: where one is, the badge, the content, and what the thumb reaches.
 *
 * A move to another screen puts the focus on its heading and its name into the title.
 */

import type { ComponentChildren } from "preact"
import { useLayoutEffect, useRef } from "preact/hooks"
import { t } from "../text"
import { useApp } from "./app"
import { Badge } from "./badge"
import { Icon, type IconName } from "./icon"
import { UseNewVersion } from "./new-version"
import { tapNotKept } from "./one-tap"
import { NotKeptNotice } from "./recording-form"
import { href, moves } from "./route"
import { UnspokenNotice } from "./unspoken-notice"

interface Props {
  title: string
  /** Drawn before the heading's words, such as a kit's code. */
  code?: string
  /** The screen that this one belongs to. Without it the screen is one of the tabs. */
  up?: { to: string; label: string }
  tab?: "today" | "kits" | "waiting" | "more"
  footer?: ComponentChildren
  children: ComponentChildren
}

export function Frame({ title, code, up, tab, footer, children }: Props) {
  const { view, installed } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  const { emergency } = view.value
  const library = view.value.library?.name ?? t("Outreach")

  useLayoutEffect(() => {
    document.title = code ? `${code} ${title} · ${library}` : `${title} · ${library}`
  }, [title, code, library])

  useLayoutEffect(() => {
    if (moves.peek() > 0) heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div class="phone">
      <header>
        {up ? (
          <a class="where" href={href(up.to)} data-back>
            <Icon name="chevron-left" />
            <span>{up.label}</span>
          </a>
        ) : (
          <span class="where soft">
            <span>{library}</span>
          </span>
        )}
        <Badge />
      </header>
      <main>
        {emergency?.over === false && up?.to !== "emergency" && title !== emergency.name && (
          <a class="notice need" href={href("emergency")}>
            <Icon name="triangle-alert" />
            <b class="grow" dir="auto">
              {t("Emergency: {name}", { name: emergency.name })}
            </b>
            <Icon name="chevron-right" />
          </a>
        )}
        {tab && installed.update.value && (
          <div class="notice">
            <Icon name="refresh-cw" />
            <div class="grow">
              <p>{t("A new version of this app is ready.")}</p>
              <UseNewVersion look="plain" text={t("Use it now")} />
            </div>
          </div>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {code && <span class="code">{code}</span>}
          {code && " "}
          <bdi>{title}</bdi>
        </h1>
        <UnspokenNotice />
        <NotKeptNotice failure={tapNotKept.value} />
        {children}
      </main>
      {footer && <footer>{footer}</footer>}
      {tab && <Tabs here={tab} />}
    </div>
  )
}

function Tabs({ here }: { here: string }) {
  const tabs: { to: string; icon: IconName; label: string }[] = [
    { to: "today", icon: "calendar", label: t("Today") },
    { to: "kits", icon: "briefcase", label: t("Kits") },
    { to: "waiting", icon: "send", label: t("Waiting") },
    { to: "more", icon: "ellipsis", label: t("More") },
  ]
  return (
    <nav aria-label={t("Main")}>
      {tabs.map(({ to, icon, label }) => (
        <a key={to} href={href(to)} aria-current={to === here ? "page" : undefined}>
          <Icon name={icon} />
          {label}
        </a>
      ))}
    </nav>
  )
}
