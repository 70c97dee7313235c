/**
 * Whether a line that is to name nobody looks as if it did: a number to call, an address, somebody by name. Pure.
 *
 * English and Spanish. It only asks for a second look, so it may miss and may err; what it must not do is ask so often
 * that nobody looks any more. So names are told by the words before them ("Mrs", "her name is") and never by a capital.
 */

export type PersonSign = "phone" | "email" | "address" | "number" | "birthday" | "name"

/** What in the text looks like a person, in the order in which it stands there; empty where nothing does. */
export function personSigns(text: string): { sign: PersonSign; found: string }[] {
  const taken: [number, number][] = []
  const signs: { sign: PersonSign; found: string; at: number }[] = []
  for (const [sign, pattern, isReal] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const found = match[0].trim()
      const at = match.index + match[0].indexOf(found)
      const end = at + found.length
      if (taken.some(([from, to]) => at < to && from < end) || isReal?.(found) === false) continue
      taken.push([at, end])
      signs.push({ sign, found, at })
    }
  }
  return signs.sort((one, other) => one.at - other.at).map(({ sign, found }) => ({ sign, found }))
}

const LETTER = "\\p{L}\\p{M}"
const CAPITAL = `\\p{Lu}[${LETTER}'’-]*`
const NAME = `${CAPITAL}(?:\\s+(?:(?:de|del|la|las|los|y|van|von)\\s+)*${CAPITAL}){0,3}`
const BEFORE = `(?<![${LETTER}\\p{N}])`
const AFTER = `(?![${LETTER}\\p{N}])`

const STREET =
  "street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|terrace|way|place|pl|circle|cir|highway|hwy|trail|parkway|pkwy"
const CALLE = "calle|avenida|avda|av|camino|carretera|paseo|callejón|plaza|bulevar|c/"
const UNIT = "apartment|apt|unit|room|lot|trailer|space|departamento|depto|apartamento|apto|piso|habitación|cuarto|lote"
const TITLE =
  "mr|mrs|ms|miss|mx|dr|sr|sra|srta|señor|señora|señorita|don|doña|dra|grandma|grandpa|aunt|uncle|abuela|abuelo|tía|tío"
const CALLED =
  "(?:(?:his|her|their|my) name is|(?:is|was) (?:called|named)|(?:man|woman|lady|boy|girl|patron|client|student|guest|someone|somebody|neighbou?r) (?:called|named)|se llama|llamad(?:o|a)|de nombre|(?:su|mi) nombre es)"

/** Those come first that others would take for something lesser. The words are matched in any case, the name is not. */
const PATTERNS: [PersonSign, RegExp, ((found: string) => boolean)?][] = [
  ["email", /[^\s@<>()[\],;:]+@[^\s@<>()[\],;:]+\.\p{L}{2,}/gu],
  ["number", /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/g],
  [
    "birthday",
    new RegExp(
      `${BEFORE}(?:${anyCase("born (?:on|in)|date of birth|birthday|dob|d\\.o\\.b\\.|nacid(?:o|a) (?:el|en)|nació (?:el|en)|fecha de nacimiento|cumpleaños")})[:\\s]+[^,;.\\n]{0,12}\\d{1,4}(?:[-/.]\\d{1,2}[-/.]\\d{2,4})?`,
      "gu",
    ),
  ],
  // As many digits as numbers to call have, and not a date, a span of times, or a sum.
  ["phone", /(?<![\p{N}\p{L}$€#.,-])\+?\(?\d(?:[\s().-]{0,2}\d){6,14}(?![\p{N}\p{L}%])/gu, isCallable],
  [
    "address",
    new RegExp(
      `${BEFORE}\\d{1,5}[A-Za-z]?,?\\s+(?:[NSEW]\\.?\\s+)?(?:${CAPITAL}\\s+|\\d+(?:st|nd|rd|th)\\s+){1,3}(?:${anyCase(STREET)})${AFTER}\\.?`,
      "gu",
    ),
  ],
  [
    "address",
    new RegExp(
      `${BEFORE}(?:${anyCase(CALLE)})\\.?\\s*(?:(?:de|del|la|las|los|el)\\s+)*${NAME}(?:,?\\s+(?:#|n[.º°o]*|núm\\.?)?\\s*\\d{1,5})`,
      "gu",
    ),
  ],
  ["address", new RegExp(`${BEFORE}(?:${anyCase(UNIT)})\\.?\\s*(?:#|n[.º°o]*\\s*)?\\d{1,5}[A-Za-z]?${AFTER}`, "gu")],
  ["name", new RegExp(`${BEFORE}(?:${anyCase(TITLE)})\\.?\\s+${NAME}`, "gu")],
  ["name", new RegExp(`${BEFORE}(?:${anyCase(CALLED)})\\s+${NAME}`, "gu")],
]

function isCallable(found: string): boolean {
  const digits = found.replace(/\D/g, "")
  if (digits.length > 15) return false
  // 2026-11-24, 24.11.2026, 10.00-12.30 and 2016-2019 are no numbers to call.
  if (/^\d{4}[-.\s]\d{1,2}[-.\s]\d{1,2}$/.test(found) || /^\d{1,2}[-.\s]\d{1,2}[-.\s]\d{4}$/.test(found)) return false
  if (/^(?:\d{1,2}\.\d{2}|\d{4})\s?-\s?(?:\d{1,2}\.\d{2}|\d{4})$/.test(found)) return false
  // Counts written one beside the other, "12 14 9 11", have no groups as numbers to call have.
  return !/^\d{1,2}(?:\s\d{1,2})+$/.test(found) || digits.length >= 9
}

/** The words of a pattern in either case, where the rest of it tells capitals apart. */
function anyCase(words: string): string {
  return words.replace(/(?<!\\)\p{L}/gu, (letter) => `[${letter}${letter.toLocaleUpperCase("en")}]`)
}
