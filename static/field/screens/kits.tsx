/** The kits: what I carry first, then what is in store, then what is out with others. */

import { useState } from "preact/hooks"
import type { KitView } from "../core"
import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { KitRow } from "../elements/kit-row"
import { isMine, isOut, whereIs } from "../elements/kit-words"
import { ngettext, t } from "../text"

/** More rows than a person scrolls through are drawn only when asked for. */
const AT_ONCE = 60

export function Kits() {
  const { view } = useApp()
  const [sought, setSought] = useState("")
  const { kits, me, status } = view.value
  const words = sought.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found = words.length === 0 ? kits : kits.filter((kit) => fits(kit, whereIs(kit, view.value), words))
  const mine = found.filter((kit) => isMine(kit, me?.id))
  const inStore = found.filter((kit) => !isOut(kit.custody))
  const others = found.filter((kit) => isOut(kit.custody) && !isMine(kit, me?.id))

  return (
    <Frame title={t("Kits")} tab="kits">
      {kits.length > 0 && (
        <search class="search">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            aria-label={t("Find a kit by code, name, tag or place")}
            placeholder={t("Code, name or place")}
            value={sought}
            autoComplete="off"
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        </search>
      )}
      <p class="unseen" role="status">
        {words.length > 0 && ngettext("{n} kit found", "{n} kits found", found.length)}
      </p>
      {kits.length === 0 && <NoKits isLoaded={status.replica.isComplete} />}
      {kits.length > 0 && found.length === 0 && (
        <div class="field empty">
          <h2 class="title">{t("No kit fits “{words}”", { words: sought.trim() })}</h2>
          <p class="soft">{t("Try the code on its label, such as K-07.")}</p>
          <button type="button" class="button quiet" onClick={() => setSought("")}>
            {t("Show all kits")}
          </button>
        </div>
      )}
      {kits.length > 0 && words.length === 0 && mine.length === 0 && (
        <section>
          <h2>{t("You carry")}</h2>
          <p class="soft">{t("Nothing. Open a kit below to take it out.")}</p>
        </section>
      )}
      <Group title={t("You carry")} kits={mine} />
      <Group title={t("In store")} kits={inStore} />
      <Group title={t("Out with others")} kits={others} />
    </Frame>
  )
}

function Group({ title, kits }: { title: string; kits: readonly KitView[] }) {
  const [isWhole, setWhole] = useState(false)
  if (kits.length === 0) return null
  const shown = isWhole ? kits : kits.slice(0, AT_ONCE)
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {shown.map((kit) => (
          <KitRow key={kit.id} kit={kit} />
        ))}
      </ul>
      {shown.length < kits.length && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {ngettext("Show {n} more", "Show {n} more", kits.length - shown.length)}
        </button>
      )}
    </section>
  )
}

function NoKits({ isLoaded }: { isLoaded: boolean }) {
  const { core, view } = useApp()
  const { progress } = view.value.status
  if (isLoaded)
    return (
      <div class="field empty">
        <h2 class="title">{t("The library has no kits yet")}</h2>
        <p class="soft">{t("A coordinator adds them at the desk. They then appear here by themselves.")}</p>
      </div>
    )
  return (
    <div class="field empty">
      <h2 class="title">{t("The kits are not on this phone yet")}</h2>
      <p class="soft">
        {progress?.what === "fetching" && progress.done > 0
          ? ngettext("{n} row has come so far.", "{n} rows have come so far.", progress.done)
          : t(
              "They come by themselves when the library can be reached. After that they are here without a network, too.",
            )}
      </p>
      <button type="button" class="button quiet" onClick={() => core.syncNow()}>
        {t("Try now")}
      </button>
    </div>
  )
}

function fits(kit: KitView, where: string, words: readonly string[]): boolean {
  const tags = kit.parts.map((part) => part.tag ?? "").join(" ")
  const text = `${kit.code} ${kit.code.replace(/\W/g, "")} ${kit.name} ${where} ${tags}`.toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}
