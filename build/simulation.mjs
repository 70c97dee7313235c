/**
 * Bundles a program of the simulation, `tests/simulation/main.ts` or the one that is named, as the app itself is bundled;
 * prints the file's path.
 */

import { join } from "node:path"
import { build } from "esbuild"
import { forNode } from "./for-node.mjs"

const root = join(import.meta.dirname, "..")
const name = process.argv[2] ?? "main"
const outfile = join(root, `.build/simulation/${name}.mjs`)
await build({ ...forNode(root, "simulation"), entryPoints: [`tests/simulation/${name}.ts`], outfile })
console.log(outfile)
