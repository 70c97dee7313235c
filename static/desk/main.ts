/** The desk's enhancements: every page works without them. */

import { copies } from "./copying"
import { expire } from "./expiring"
import { listenForKeys } from "./keys"

for (const one of document.querySelectorAll<HTMLElement>("[data-lasts]")) expire(one)
for (const one of document.querySelectorAll<HTMLElement>("[data-copies]")) copies(one)
listenForKeys()
