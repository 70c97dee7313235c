/** Ready to go offline? What a phone needs before days without a network, each line with how to mend it. */

import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { installHint } from "../elements/install-hint"
import { UseNewVersion } from "../elements/new-version"
import { type Line, readiness } from "../elements/readiness"
import { href } from "../elements/route"
import { t } from "../text"

export function Ready() {
  const { core, view, now, installed } = useApp()
  const [isAsking, setAsking] = useState(false)
  const lines = readiness(view.value, installed, now.value)
  const open = lines.filter(({ isRight }) => !isRight).length
  const ask = async () => {
    setAsking(true)
    try {
      core.protect()
      await core.syncNow()
    } finally {
      setAsking(false)
    }
  }
  const helps: Record<Line["name"], ComponentChildren> = {
    version: <UseNewVersion look="plain" text={t("Use it now")} />,
    rows: null,
    waiting: <a href={href("waiting")}>{t("See what waits")}</a>,
    protected: (
      <button type="button" class="plain" onClick={() => core.protect()}>
        {t("Ask the phone to protect it")}
      </button>
    ),
    installed: installed.install.value ? (
      <button type="button" class="plain" onClick={installed.install.value}>
        {t("Install the app")}
      </button>
    ) : (
      <span class="small soft">{installHint()}</span>
    ),
    clock: null,
  }
  return (
    <Frame
      title={t("Ready to go offline?")}
      up={{ to: "more", label: t("About this phone") }}
      footer={
        <button type="button" class="button" aria-disabled={isAsking || view.value.status.isSending} onClick={ask}>
          {isAsking ? t("Asking the library…") : t("Check again")}
        </button>
      }
    >
      <p class="lead" role="status">
        {open === 0
          ? t("Yes. This phone works without a network for days.")
          : t("Not quite. You can go all the same: nothing that you record is lost.")}
      </p>
      <ul class="rows field">
        {lines.map(({ name, isRight, title, says }) => (
          <li key={name} class="row">
            <Icon name={isRight ? "circle-check" : "triangle-alert"} />
            <span class="grow lines">
              <b>{title}</b>
              <span class="small soft">{says}</span>
              {!isRight && helps[name]}
            </span>
            <span class={isRight ? "tag kept" : "tag wait"}>{isRight ? t("ready") : t("mend")}</span>
          </li>
        ))}
      </ul>
    </Frame>
  )
}
