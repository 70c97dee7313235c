/**
 * The field app's words in other languages, from the same gettext files as the server's.
 *
 * `import("catalog:es")` gives the messages of that language's `field.po`: source text to its forms. What
 * has no translation, or only a doubtful one, is left out, so that the source text shows. Contexts are not used.
 */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { po } from "gettext-parser"

export function catalogues(root) {
  return {
    name: "catalogues",
    setup(build) {
      build.onResolve({ filter: /^catalog:[a-z]{2,3}(_[A-Z]{2})?$/ }, ({ path }) => ({
        path: path.slice("catalog:".length),
        namespace: "catalogue",
      }))
      build.onLoad({ filter: /.*/, namespace: "catalogue" }, ({ path }) => {
        const file = join(root, "outreach_app/translations", path, "LC_MESSAGES/field.po")
        // One value, not an export for each text, which a module made of JSON would have.
        return { contents: `export default ${JSON.stringify(messages(file))}`, loader: "js", watchFiles: [file] }
      })
    },
  }
}

function messages(path) {
  const [context, ...others] = Object.entries(po.parse(readFileSync(path)).translations)
  if (others.length > 0) throw new Error(`${path} uses message contexts, which the field app does not.`)
  const kept = Object.values(context?.[1] ?? {}).filter(
    ({ msgid, msgstr, comments }) => msgid && msgstr.every(Boolean) && !comments?.flag?.includes("fuzzy"),
  )
  return Object.fromEntries(kept.map(({ msgid, msgstr }) => [msgid, msgstr]))
}
