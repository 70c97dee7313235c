/**
 * Icons: the app's own pictures, and the Lucide drawings that our pages use and no others.
 *
 * The field app takes a drawing as its nodes (`import check from "icon:check"`), so that no page ever sets HTML from a
 * string. Server-made pages show one from the sprite of those that `static/icons/lucide.json` names:
 * `<svg><use href="<address of the sprite>#check"/></svg>`.
 */

import { existsSync, globSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

const SPRITE = "icons/sprite.svg"
const PEN = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

/** Adds the app's pictures and the sprite to the output. */
export function addIcons(root, output) {
  for (const path of globSync("static/icons/*.{png,svg,ico}", { cwd: root }).sort()) {
    output.add(path.slice("static/".length), readFileSync(join(root, path)))
  }
  const list = join(root, "static/icons/lucide.json")
  if (!existsSync(list)) return
  const names = JSON.parse(readFileSync(list, "utf8")).toSorted()
  const symbols = names.map((name) => `<symbol id="${name}" viewBox="0 0 24 24" ${PEN}>${markup(name)}</symbol>`)
  output.add(SPRITE, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`)
}

export function icons() {
  return {
    name: "icons",
    setup(build) {
      build.onResolve({ filter: /^icon:[a-z0-9-]+$/ }, ({ path }) => ({
        path: path.slice("icon:".length),
        namespace: "icon",
      }))
      build.onLoad({ filter: /.*/, namespace: "icon" }, ({ path }) => ({
        contents: JSON.stringify(nodes(path)),
        loader: "json",
      }))
    },
  }
}

let drawings
function nodes(name) {
  drawings ??= createRequire(import.meta.url)("lucide-static/icon-nodes.json")
  if (!drawings[name]) throw new Error(`Lucide has no icon "${name}".`)
  return drawings[name]
}

function markup(name) {
  return nodes(name)
    .map(([tag, attributes]) => {
      const written = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`)
      return `<${tag} ${written.join(" ")}/>`
    })
    .join("")
}
