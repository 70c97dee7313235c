/** What the build is made from, as one hash, so that a build of the same sources is not made twice. */

import { createHash } from "node:crypto"
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

const PATTERNS = [
  "build.mjs",
  "build/*.mjs",
  "package-lock.json",
  "pyproject.toml",
  "tsconfig*.json",
  "static/*/**",
  "outreach_app/translations/*/LC_MESSAGES/field.po",
]
const STAMP = ".build/front"

/** The hash of every source's path and bytes, in one order. */
export function fingerprint(root) {
  const hash = createHash("sha256")
  for (const path of globSync(PATTERNS, { cwd: root, withFileTypes: false, exclude: isBuilt }).sort()) {
    if (!/\.[a-z0-9]+$/.test(path)) continue
    const bytes = readFileSync(join(root, path))
    hash.update(`${path}\n${bytes.length}\n`).update(bytes)
  }
  return hash.digest("hex")
}

/** True where the last build was made from these sources and is still there. */
export function wasBuilt(root, sources) {
  const stamp = join(root, STAMP)
  return (
    existsSync(join(root, "static/dist/manifest.json")) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources
  )
}

export function remember(root, sources) {
  const stamp = join(root, STAMP)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
}

function isBuilt(path) {
  return path === "dist" || path.startsWith("static/dist")
}
