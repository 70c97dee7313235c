/** An address at which nothing stands. */

import { t } from "../text"
import { Frame } from "./frame"

export function Nowhere() {
  return (
    <Frame title={t("There is nothing here")} up={{ to: "today", label: t("Today") }}>
      <p class="lead">{t("The address may be old. Nothing is lost; go on from today’s page.")}</p>
    </Frame>
  )
}
