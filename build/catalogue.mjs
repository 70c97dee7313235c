/**
 * The field app's words in other languages, from the same gettext files as the server's.
 *
 * `import("catalog:es")` gives the messages of that language's `field.po`: source text to its forms; `catalog:es/rooms` those
 * that only screens of rooms say, which are not in the first load. What
 * has no translation, or only a doubtful one, is left out, so that the source text shows. Contexts are not used.
 */

import { readFileSync } from "node:fs"
import { join } from "node:path"
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

const SCREENS = "static/field/screens/"

/** Tells whether a text, by the places that say it, is said by screens alone that the first load does not have. */
function saidInRoomsOnly(root) {
  const places = readFileSync(join(root, "static/field/places.tsx"), "utf8")
  const first = new Set([...places.matchAll(/^import .* from "\.\/screens\/(.*)"$/gm)].map(([, name]) => `${name}.tsx`))
  return (references) =>
    references.length > 0 &&
    references.every((place) => place.startsWith(SCREENS) && !first.has(place.slice(SCREENS.length).split(":")[0]))
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
