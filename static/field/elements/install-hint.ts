/** How the app is installed where the browser does not let us ask. */

import { t } from "../text"
import { isInstalled } from "./installed"

export function installHint(): string {
  const about = navigator.userAgent
  if (isApple()) return t("In Safari: tap Share, then “Add to Home Screen”. Then open it from there and sign in.")
  if (/Android/.test(about)) return t("In the browser’s menu, tap “Install app” or “Add to home screen”.")
  return t("In the browser’s menu, choose “Install”. In Chrome and Edge there is a sign for it in the address bar.")
}

/** Whether an address opened here lands in a storage that the installed app does not see. */
export function opensBeside(): boolean {
  return isApple() && !isInstalled()
}

/** iPhones, and iPads, which say that they are Macs. */
function isApple(): boolean {
  const about = navigator.userAgent
  return /iPhone|iPad/.test(about) || (/Macintosh/.test(about) && navigator.maxTouchPoints > 1)
}
