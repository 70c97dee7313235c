/**
 * The field app's shell and manifest: files written by hand in which `asset:<logical name>` stands for the hashed
 * address, `integrity:<logical name>` for its hash, `build:id` for the name of the build, `build:version` for version and name, and
 * `<!-- needs:<logical name> -->` for links that fetch at once what that script imports.
 */

import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

export function fillIn(root, output, source, logical, build = "") {
  if (!existsSync(join(root, source))) return
  const text = readFileSync(join(root, source), "utf8")
    .replaceAll("build:id", build)
    .replaceAll("build:version", `${version(root)}+${build}`)
    .replace(/<!-- needs:([\w./-]+) -->/g, (_, name) =>
      output
        .needs(name)
        .map((one) => preload(output, one))
        .join("\n    "),
    )
    .replace(/\basset:([\w@./-]+)/g, (_, name) => output.url(name))
    .replace(/\bintegrity:([\w@./-]+)/g, (_, name) => output.integrity(name))
  output.add(logical, text)
}

function preload(output, name) {
  return `<link rel="modulepreload" href="${output.url(name)}" integrity="${output.integrity(name)}">`
}

/** What the worker keeps so that the app opens without network: the shell and all that it can load. */
export function precacheList(output) {
  return output
    .entries()
    .filter(
      ({ logical }) =>
        (/^(field|woff2|wasm|icons)\//.test(logical) && logical !== "icons/sprite.svg") ||
        logical === "styles/field.css",
    )
    .map(({ url, sha256, bytes }) => ({ url, sha256, bytes }))
}

/** The build's name: changes with anything that a phone holds, the worker and the shell too, and with nothing else. */
export function buildName(root, output, worker) {
  const shell = join(root, "static/field/index.html")
  const hash = createHash("sha256")
    .update(JSON.stringify(precacheList(output)))
    .update(worker)
  if (existsSync(shell)) hash.update(readFileSync(shell))
  return hash.digest("hex").slice(0, 12)
}

function version(root) {
  return readFileSync(join(root, "pyproject.toml"), "utf8").match(/^version = "(.+)"$/m)[1]
}
