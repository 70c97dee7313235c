/** Bundles the phones of the simulation, `tests/simulation/main.ts`, as the app itself is bundled; prints the file's path. */

import { join } from "node:path"
import { build } from "esbuild"
import { catalogues } from "./catalogue.mjs"
import { icons } from "./icons.mjs"

const root = join(import.meta.dirname, "..")
const outfile = join(root, ".build/simulation/main.mjs")
await build({
  absWorkingDir: root,
  entryPoints: ["tests/simulation/main.ts"],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node24",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  define: { __BUILD__: '"simulation"', __PRECACHE__: "[]" },
  plugins: [catalogues(root), icons()],
  logLevel: "warning",
})
console.log(outfile)
