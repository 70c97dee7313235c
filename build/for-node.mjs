/** How the field app's program is bundled to run in node, for its tests and for the simulation: as the app itself is. */

import { catalogues } from "./catalogue.mjs"
import { icons } from "./icons.mjs"

/** Options of esbuild; `name` is what the program calls its own build. */
export function forNode(root, name) {
  return {
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "inline",
    define: { __BUILD__: JSON.stringify(name), __PRECACHE__: "[]" },
    plugins: [catalogues(root), icons()],
    logLevel: "warning",
  }
}
