/** Finding a place of a partner, to see what is known of it. */

import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { PlacePick } from "../elements/place-pick"
import { go } from "../elements/route"
import { t } from "../text"

export function Sites() {
  const { view } = useApp()
  return (
    <Frame title={t("Places")} up={{ to: "today", label: t("Today") }}>
      {view.value.sites.length === 0 ? (
        <p class="lead">
          {t("No places are on this phone yet. They come by themselves when the library can be reached.")}
        </p>
      ) : (
        <PlacePick
          value={null}
          onValue={(place) => place?.site && go(`sites/${place.site}`)}
          isSite
          none={t("No place fits. Try fewer letters.")}
        />
      )}
    </Frame>
  )
}
