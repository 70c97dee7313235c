/** The app cannot draw what is on this phone. Made of as little as can be, since what it is usually made of may be what failed. */

import { Repairing, SaveWhatIsHere } from "../elements/repairing"
import { t } from "../text"

export function NotDrawn() {
  return (
    <div class="phone">
      <main>
        <h1>{t("The app stumbled over something")}</h1>
        <p class="lead" role="alert">
          {t("It cannot show this. What was recorded is still on this phone, and nothing of it is lost.")}
        </p>
        <p class="field">
          <button type="button" class="button" onClick={() => location.assign("/app/")}>
            {t("Open the app again")}
          </button>
        </p>
        <SaveWhatIsHere />
        <h2>{t("If nothing else helps")}</h2>
        <Repairing />
      </main>
    </div>
  )
}
