/**
 * The field app's words in other languages, from the same gettext files as the server's.
 *
 * `import("catalog:es")` gives the messages of that language's `field.po`: source text to its forms; `catalog:es/rooms` those
 * that only rooms say, which are not in the first load. What has no translation, or only a doubtful one, is left out, so that the source text shows. Contexts are not used.
 */

import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { po } from "gettext-parser"

export function catalogues(root) {
  return {
    name: "catalogues",
    setup(build) {
      build.onResolve({ filter: /^catalog:[a-z]{2,3}(_[A-Z]{2})?(\/rooms)?$/ }, ({ path }) => ({
        path: path.slice("catalog:".length),
        namespace: "catalogue",
      }))
      build.onLoad({ filter: /.*/, namespace: "catalogue" }, ({ path }) => {
        const [language, part] = path.split("/")
        const file = join(root, "outreach_app/translations", language, "LC_MESSAGES/field.po")
        const ofRooms = saidInRoomsOnly(root)
        const chosen = messages(file, (references) => ofRooms(references) === (part === "rooms"))
        // One value, not an export for each text, which a module made of JSON would have.
        return { contents: `export default ${JSON.stringify(chosen)}`, loader: "js", watchFiles: [file] }
      })
    },
  }
}

const MAIN = "static/field/main.tsx"
const IMPORTED = /(?:^|\n)(?:import|export)\s(?!type\b)[^"]*?"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/g
const ENDINGS = [".ts", ".tsx", "/index.ts", ""]
const ROOM = /(^|\/)rooms\/[^/]+$/

/** Tells whether a text, by the places that say it, is said by files alone that come with a room. */
function saidInRoomsOnly(root) {
  const first = filesOfTheFirstLoad(root)
  return (references) => references.length > 0 && references.every((place) => !first.has(place.split(":")[0]))
}

/** What the app's script leads to by its imports, but for the rooms: these fetch their words when they are opened. */
function filesOfTheFirstLoad(root) {
  const found = new Set()
  const ahead = [MAIN]
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    if (found.has(file)) continue
    found.add(file)
    for (const [, named, wanted] of readFileSync(join(root, file), "utf8").matchAll(IMPORTED)) {
      const path = join(dirname(file), named ?? wanted)
      const source = ENDINGS.map((ending) => path + ending).find((one) => existsSync(join(root, one)))
      if (source !== undefined && !ROOM.test(path)) ahead.push(source)
    }
  }
  return found
}

function messages(path, isWanted) {
  const [context, ...others] = Object.entries(po.parse(readFileSync(path)).translations)
  if (others.length > 0) throw new Error(`${path} uses message contexts, which the field app does not.`)
  const kept = Object.values(context?.[1] ?? {}).filter(
    ({ msgid, msgstr, comments }) =>
      msgid &&
      msgstr.every(Boolean) &&
      !comments?.flag?.includes("fuzzy") &&
      isWanted(comments?.reference?.split(/\s+/).filter(Boolean) ?? []),
  )
  return Object.fromEntries(kept.map(({ msgid, msgstr }) => [msgid, msgstr]))
}
