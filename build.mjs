/**
 * Builds what a browser loads, from `static/` into `static/dist/`.
 *
 * Every file but the worker, the shell and its manifest carries the hash of its content in its name, so it may be cached for ever;
 * `static/dist/manifest.json` tells the server which name is which. The same sources always give the same bytes. An
 * entry whose source does not exist is left out. Nothing is done where the sources are those of the last build.
 */

import { existsSync } from "node:fs"
import { join } from "node:path"
import { bundleFront, bundleWorker } from "./build/bundles.mjs"
import { addIcons } from "./build/icons.mjs"
import { Output } from "./build/output.mjs"
import { buildName, fillIn, precacheList } from "./build/shell.mjs"
import { fingerprint, remember, wasBuilt } from "./build/sources.mjs"

const started = performance.now()
const root = import.meta.dirname
const forced = process.argv.includes("--force")

const sources = fingerprint(root)
if (!forced && wasBuilt(root, sources)) {
  console.log("front end: already built")
} else {
  const build = await buildFront()
  remember(root, sources)
  console.log(`front end: build ${build} in ${Math.round(performance.now() - started)} ms`)
}

async function buildFront() {
  const output = new Output(join(root, "static/dist"))
  addIcons(root, output)
  const { graph, needs } = await bundleFront(root, output)
  output.tellNeeds(needs)
  fillIn(root, output, "static/field/manifest.webmanifest", "field/manifest.webmanifest")
  const worker = existsSync(join(root, "static/worker/worker.ts")) ? await bundleWorker(root, graph) : ""
  const build = buildName(root, output, worker)
  if (output.has("field/main.js")) fillIn(root, output, "static/field/index.html", "field/index.html", build)
  if (worker) {
    const precache = JSON.stringify(precacheList(output))
    output.add(
      "sw.js",
      worker.replaceAll("__BUILD__", JSON.stringify(build)).replaceAll("__PRECACHE__", () => precache),
    )
  }
  if (worker) output.add("sw-leaving.js", await bundleWorker(root, graph, "static/worker/leaving.ts"))
  await output.write(build, join(root, ".build/graph.json"), graph)
  return build
}
