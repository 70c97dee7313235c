/**
 * Runs the tests of the phone's app: each `tests/client/*.test.ts` bundled as the app itself is, then node's own runner.
 *
 * Names or parts of names on the command line choose among the files.
 */

import { spawnSync } from "node:child_process"
import { globSync, rmSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"
import { forNode } from "./for-node.mjs"

const root = join(import.meta.dirname, "..")
const wanted = process.argv.slice(2)
const entryPoints = globSync("tests/client/**/*.test.{ts,tsx}", { cwd: root })
  .sort()
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))

if (entryPoints.length === 0) {
  console.log("client tests: none")
  process.exit(wanted.length === 0 ? 0 : 1)
}

const outdir = join(root, ".build/client-tests")
rmSync(outdir, { recursive: true, force: true })
await build({
  ...forNode(root, "test"),
  entryPoints,
  outbase: "tests/client",
  outdir,
  outExtension: { ".js": ".mjs" },
})
const files = globSync("**/*.mjs", { cwd: outdir }).map((path) => join(outdir, path))
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], {
  cwd: root,
  stdio: "inherit",
})
process.exit(status ?? 1)
