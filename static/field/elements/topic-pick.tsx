/** What a session was about: the topics used lately at hand, all of them one tap away. */

import { useState } from "preact/hooks"
import type { Id } from "../core"
import { topicsOffered } from "../rules/session-defaults"
import { t } from "../text"
import { useApp } from "./app"
import { Pick } from "./inputs"

const AT_HAND = 5
const NONE = ""

export function TopicPick({ value, onValue }: { value: Id | null; onValue(topic: Id | null): void }) {
  const { view } = useApp()
  const [isWhole, setWhole] = useState(false)
  // The row stands still while the person chooses from it.
  const [first] = useState(value)
  const all = topicsOffered(view.value.topics, view.value.sessions, first)
  if (all.length === 0) return null
  const near = all.slice(0, AT_HAND)
  const chosen = all.find(({ id }) => id === value)
  const shown = isWhole ? all : chosen && !near.includes(chosen) ? [chosen, ...near.slice(1)] : near
  return (
    <div>
      <Pick
        legend={t("What about")}
        look="chips"
        value={value ?? NONE}
        options={[
          ...shown.map(({ id, name }) => ({ value: id, label: name })),
          ...(isWhole || value !== null ? [{ value: NONE, label: t("Something else") }] : []),
        ]}
        onValue={(topic) => onValue(topic === NONE ? null : topic)}
      />
      {!isWhole && all.length > near.length && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {t("More topics")}
        </button>
      )}
    </div>
  )
}
