/** Bundles the phones of the simulation, `tests/simulation/main.ts`, as the app itself is bundled; prints the file's path. */

import { join } from "node:path"
import { build } from "esbuild"
import { forNode } from "./for-node.mjs"

const root = join(import.meta.dirname, "..")
const outfile = join(root, ".build/simulation/main.mjs")
await build({ ...forNode(root, "simulation"), entryPoints: ["tests/simulation/main.ts"], outfile })
console.log(outfile)
