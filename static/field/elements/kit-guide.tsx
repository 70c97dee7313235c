/** How to use a kit, as the library wrote it: the language of this app, else the library's first that there is. */

import type { GuideBlock, GuideText, Id } from "../core"
import { language, t } from "../text"
import { useApp } from "./app"
import { Disclosure } from "./disclosure"

export function KitGuide({ kit }: { kit: Id }) {
  const { view } = useApp()
  const guide = view.value.byId.guides.get(kit)
  const text = guide && inLanguage(guide.texts, [language.value, ...(view.value.library?.languages ?? [])])
  if (!text) return null
  return (
    <Disclosure id="guide" summary={t("How to use it")} isOpen={false}>
      <div class="guide" lang={text.language} dir="auto">
        {text.blocks.map((block, at) => (
          <Block key={at} block={block} />
        ))}
      </div>
    </Disclosure>
  )
}

function Block({ block: { kind, first, lines } }: { block: GuideBlock }) {
  const entries = lines.map((line, at) => <li key={at}>{line}</li>)
  if (kind === "points") return <ul>{entries}</ul>
  if (kind === "steps") return <ol start={first}>{entries}</ol>
  return <p>{lines.join("\n")}</p>
}

function inLanguage(texts: readonly GuideText[], wanted: readonly string[]): GuideText | undefined {
  const found = wanted.map((code) => texts.find((one) => one.language === code)).find((one) => one !== undefined)
  return found ?? texts[0]
}
