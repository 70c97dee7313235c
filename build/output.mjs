/**
 * The files of one build: kept in memory by their logical name, then written with hashed names.
 *
 * Files that become smaller get a brotli and a gzip twin, made once here at the highest level rather than
 * for each request. What an earlier build left behind is removed last, when the new manifest is in place.
 */

import { createHash } from "node:crypto"
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, extname, join } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

/** Where the server serves `static/dist/`. */
export const URL_BASE = "/static/"

/** Files whose address never changes, so the name carries no hash. */
const FIXED = {
  "sw.js": "/app/sw.js",
  // In place of it, where the settings say so.
  "sw-leaving.js": "/app/sw.js",
  "field/index.html": "/app/",
  "field/manifest.webmanifest": "/app/manifest.webmanifest",
}
const PACKED = new Set([".js", ".css", ".html", ".svg", ".json", ".webmanifest", ".wasm"])

export class Output {
  #files = new Map()
  #needs = {}

  constructor(folder) {
    this.folder = folder
  }

  /** Takes a file under its logical name; `path` is given where a bundler has already put the hash in. */
  add(logical, content, path = undefined) {
    const bytes = Buffer.from(content)
    const place = path ?? (logical in FIXED ? logical : hashed(logical, bytes))
    this.#files.set(logical, { bytes, path: place, url: FIXED[logical] ?? URL_BASE + place })
  }

  /** Says what scripts cannot begin without, by logical names. */
  tellNeeds(needs) {
    this.#needs = needs
  }

  /** The chunks that a script imports before it runs. */
  needs(logical) {
    return this.#needs[logical] ?? []
  }

  has(logical) {
    return this.#files.has(logical)
  }

  url(logical) {
    const file = this.#files.get(logical)
    if (!file) throw new Error(`The build has no "${logical}"; it has ${[...this.#files.keys()].sort().join(", ")}.`)
    return file.url
  }

  integrity(logical) {
    this.url(logical)
    return integrityOf(this.#files.get(logical).bytes)
  }

  /** Every file as `{logical, url, sha256, bytes}`, in one order. */
  entries() {
    return [...this.#files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([logical, { bytes, url }]) => ({ logical, url, sha256: integrityOf(bytes), bytes: bytes.length }))
  }

  async write(build, graphPath, graph) {
    const written = new Set(["manifest.json"])
    await Promise.all(
      [...this.#files.values()].map(async ({ bytes, path }) => {
        if (isThere(this.folder, path)) {
          // Its name is its content's, and packing a megabyte takes seconds.
          for (const suffix of SUFFIXES) written.add(path + suffix)
          return
        }
        for (const [suffix, content] of await twins(path, bytes)) {
          writeFileIfNew(join(this.folder, path + suffix), content)
          written.add(path + suffix)
        }
      }),
    )
    const files = Object.fromEntries(this.entries().map(({ logical, url }) => [logical, url]))
    const sizes = Object.fromEntries(this.entries().map(({ logical, bytes }) => [logical, bytes]))
    writeFileAtOnce(
      join(this.folder, "manifest.json"),
      `${JSON.stringify({ build, files, sizes, needs: this.#needs }, null, 2)}\n`,
    )
    writeFileAtOnce(graphPath, `${JSON.stringify(graph, null, 1)}\n`)
    for (const path of globSync("**/*.*", { cwd: this.folder })) {
      if (!written.has(path) && statSync(join(this.folder, path)).isFile()) rmSync(join(this.folder, path))
    }
  }
}

const SUFFIXES = ["", ".br", ".gz"]

/** Whether a large file of an earlier build lies there with its twins. */
function isThere(folder, path) {
  return extname(path) === ".wasm" && SUFFIXES.every((suffix) => existsSync(join(folder, path + suffix)))
}

async function twins(path, bytes) {
  if (!PACKED.has(extname(path))) return [["", bytes]]
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: quality }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  return [
    ["", bytes],
    [".br", br],
    [".gz", gz],
  ]
}

function hashed(logical, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 8)
  const extension = extname(logical)
  return `${logical.slice(0, -extension.length)}-${digest}${extension}`
}

function integrityOf(bytes) {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`
}

function writeFileIfNew(path, content) {
  try {
    if (readFileSync(path).equals(content)) return
  } catch (error) {
    if (error.code !== "ENOENT") throw error
  }
  mkdirSync(dirname(path), { recursive: true })
  // Whole or not at all, since a later build may take it as it lies there.
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

function writeFileAtOnce(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}
