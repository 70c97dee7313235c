/** A link to something that this phone does not have: why that may be, and where to go. */

import { t } from "../text"
import { useApp } from "./app"
import { Frame } from "./frame"
import { RecordedNotice } from "./recorded-notice"
import { href } from "./route"

export function KitNotHere() {
  const { view } = useApp()
  const isLoading = !view.value.status.replica.isComplete
  return (
    <Frame title={t("This kit is not on this phone")} up={{ to: "kits", label: t("Kits") }}>
      <RecordedNotice />
      <p class="lead">
        {isLoading
          ? t("The library’s kits are not all here yet. They come by themselves when the library can be reached.")
          : t("It may have been taken off the library’s list. What was recorded about it is kept.")}
      </p>
      <p class="field">
        <a class="button" href={href("kits")}>
          {t("See all kits")}
        </a>
      </p>
    </Frame>
  )
}
