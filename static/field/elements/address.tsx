/** Where something is, as a link that opens the phone's maps; and how to reach whoever is there. */

import { mapLink } from "../rules/map-link"
import { t } from "../text"
import { Icon } from "./icon"
import { contactLinks } from "./visit-words"

export function Address({ text }: { text: string }) {
  const { userAgent, maxTouchPoints } = navigator
  const link = mapLink(text, { userAgent, touchPoints: maxTouchPoints })
  if (link === null) return <p dir="auto">{text}</p>
  return (
    <a class="reach" href={link}>
      <Icon name="map-pin" />
      <span dir="auto">{text}</span>
      <span class="unseen">{t("open in maps")}</span>
    </a>
  )
}

/** A line of contact, with what it can be used for beneath. */
export function Contact({ text }: { text: string }) {
  const { call, mail } = contactLinks(text)
  return (
    <div class="contact">
      <span dir="auto">{text}</span>
      {call && (
        <a class="reach" href={call}>
          <Icon name="phone" />
          {t("Call")}
        </a>
      )}
      {mail && (
        <a class="reach" href={mail}>
          <Icon name="mail" />
          {t("Write")}
        </a>
      )}
    </div>
  )
}
