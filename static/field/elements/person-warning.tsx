/** A gentle second look at a line that is to name nobody. It asks; it never stands in the way. */

import { type PersonSign, personSigns } from "../rules/names-a-person"
import { listed, t } from "../text"

/** Beneath the field that the text is typed in; says nothing while nothing in it looks like a person. */
export function PersonWarning({ text }: { text: string }) {
  const signs = personSigns(text)
  const found = [...new Set(signs.map((one) => one.found))]
  return (
    <p class="small waits" role="status">
      {signs.length > 0 &&
        t(
          "Does this name a person? It seems to hold {what}: {found}. If it does, take that out; you can record it either way.",
          {
            found: listed(found.map((one) => `“${one}”`)),
            what: listed([...new Set(signs.map((one) => what(one.sign)))]),
          },
        )}
    </p>
  )
}

function what(sign: PersonSign): string {
  switch (sign) {
    case "phone":
      return t("a phone number")
    case "email":
      return t("an email address")
    case "address":
      return t("a street address")
    case "number":
      return t("a personal number")
    case "birthday":
      return t("a birthday")
    case "name":
      return t("a name")
  }
}
