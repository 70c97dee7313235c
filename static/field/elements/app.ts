/** What every screen is given: the core, its view, the time, and the app as it is installed. */

import type { Signal } from "@preact/signals"
import { createContext } from "preact"
import { useContext } from "preact/hooks"
import type { Core, Id, View } from "../core"

export interface Installed {
  version: string
  isInstalled: boolean
  /** Asks the person whether to install, where the browser lets us ask. */
  install: Signal<(() => void) | null>
  /** Takes the new version that waits, if one does. */
  update: Signal<(() => void) | null>
}

export interface App {
  core: Core
  view: Signal<View>
  /** Goes forward by itself, so that ages stay true. */
  now: Signal<Date>
  /** The fact recorded last on a form, for the screen that is shown after it. */
  justRecorded: Signal<Id | null>
  installed: Installed
  /** Does that work, then `after`; what both change of the view is drawn once, at their end. */
  asOne(work: () => Promise<void>, after: () => void): Promise<void>
}

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error("A screen is drawn outside the app.")
  return app
}
