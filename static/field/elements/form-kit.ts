/** The kit that a form is about. It stays while the form is open, also where rows made room for a fact on a full phone. */

import { useRef } from "preact/hooks"
import type { Id, KitView } from "../core"
import { useApp } from "./app"

export function useKit(id: Id): KitView | undefined {
  const { view } = useApp()
  const known = useRef<KitView | undefined>(undefined)
  known.current = view.value.byId.kits.get(id) ?? known.current
  return known.current
}
