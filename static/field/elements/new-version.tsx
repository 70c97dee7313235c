/** A new version waits: taken when a person says so, and never in the middle of an exchange with the library. */

import { useEffect, useState } from "preact/hooks"
import { t } from "../text"
import { useApp } from "./app"

export function UseNewVersion({ look, text }: { look: "plain" | "button"; text: string }) {
  const { view, installed } = useApp()
  const [isWanted, setWanted] = useState(false)
  const { isSending } = view.value.status
  const take = installed.update.value
  useEffect(() => {
    if (isWanted && !isSending) take?.()
  }, [isWanted, isSending, take])
  if (!take) return null
  return (
    <button type="button" class={look} aria-disabled={isWanted} onClick={() => setWanted(true)}>
      {isWanted && isSending ? t("As soon as sending is over…") : text}
    </button>
  )
}
