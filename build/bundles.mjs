/** The scripts and styles, bundled by esbuild: the phone's app, the desk's, the public pages' and the worker. */

import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { build } from "esbuild"
import { catalogues } from "./catalogue.mjs"
import { icons } from "./icons.mjs"

const ENTRIES = [
  "static/field/main.tsx",
  "static/field/mending.ts",
  "static/desk/main.ts",
  "static/styles/field.css",
  "static/styles/desk.css",
  "static/styles/public.css",
  "static/styles/flyer.css",
  "static/styles/kit-page.css",
  "static/styles/partner-page.css",
  "static/styles/directory-page.css",
]

const COMMON = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "esm",
  target: ["chrome100", "firefox102", "safari15.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
}

/** Adds every bundle to the output; gives the graph of who imports whom, and what each entry cannot begin without. */
export async function bundleFront(root, output) {
  const entryPoints = ENTRIES.filter((path) => existsSync(join(root, path)))
  if (entryPoints.length === 0) return { graph: {}, needs: {} }
  const result = await build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints,
    outbase: "static",
    outdir: "static/dist",
    publicPath: "/static",
    splitting: true,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "field/[name]-[hash]",
    assetNames: "[ext]/[name]-[hash]",
    loader: { ".woff2": "file", ".wasm": "file" },
    plugins: [catalogues(root), icons()],
  })
  const made = result.metafile.outputs
  const names = Object.fromEntries(
    Object.entries(made).map(([path, { entryPoint }]) => [
      path,
      logicalName(relative("static/dist", path), entryPoint),
    ]),
  )
  for (const file of result.outputFiles) {
    const path = relative(root, file.path)
    output.add(names[path], file.contents, relative("static/dist", path))
  }
  return { graph: importGraph(result.metafile), needs: needsOf(made, names) }
}

/** By logical name of an entry, the chunks that it imports before it runs, and theirs. */
function needsOf(made, names) {
  const needs = {}
  for (const path of Object.keys(made).filter((path) => ENTRIES.includes(made[path].entryPoint))) {
    const found = new Set()
    const follow = ({ imports }) => {
      for (const { path: to, kind } of imports) {
        if (kind !== "import-statement" || found.has(to)) continue
        found.add(to)
        follow(made[to])
      }
    }
    follow(made[path])
    if (found.size > 0) needs[names[path]] = [...found].map((to) => names[to]).sort()
  }
  return needs
}

/** The worker's text, in which `__BUILD__` and `__PRECACHE__` wait to be filled in; adds its modules to the graph. */
export async function bundleWorker(root, graph, source = "static/worker/worker.ts") {
  const result = await build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: [source],
    outfile: "static/dist/sw.js",
    // A module worker is not understood everywhere that a service worker is.
    format: "iife",
    plugins: [catalogues(root), icons()],
  })
  Object.assign(graph, { ...importGraph(result.metafile), ...graph })
  return result.outputFiles[0].text
}

function logicalName(path, entry) {
  if (entry?.startsWith("static/")) return entry.slice("static/".length).replace(/\.tsx?$/, ".js")
  // Several chunks may share a name, so the hash stays in theirs.
  return path.endsWith(".js") ? path : path.replace(/-[A-Z0-9]{8}(?=\.)/, "")
}

/** Our own modules and what each of them imports, by path from the checkout. */
function importGraph({ inputs }) {
  const graph = {}
  for (const [path, { imports }] of Object.entries(inputs)) {
    if (path.startsWith("static/"))
      graph[path] = imports.map((one) => one.path).filter((to) => to.startsWith("static/"))
  }
  return graph
}
