/** The desk's enhancements: every page works without them. */

import { expire } from "./expiring"

for (const one of document.querySelectorAll<HTMLElement>("[data-lasts]")) expire(one)
