/** The phone's storage does not answer, or everything was handed in: there is nothing else to show. */

import { useApp } from "../elements/app"
import { Frame } from "../elements/frame"
import { Repairing, SaveWhatIsHere } from "../elements/repairing"
import { t } from "../text"

export function NoStorage() {
  return (
    <Frame
      title={t("This phone’s storage does not answer")}
      footer={
        <button type="button" class="button" onClick={() => location.reload()}>
          {t("Open the app again")}
        </button>
      }
    >
      <p class="lead">
        {t("The app cannot read at the moment what this phone holds. That does not mean that it is lost.")}
      </p>
      <ol class="field steps">
        <li>{t("Close other windows of this app, then open it again.")}</li>
        <li>{t("If that does not help, restart the phone.")}</li>
        <li>{t("A private window cannot keep anything: use an ordinary one.")}</li>
        <li>{t("Do not delete the app or its data. Ask a coordinator instead.")}</li>
      </ol>
      <SaveWhatIsHere />
      <h2>{t("If nothing else helps")}</h2>
      <Repairing />
    </Frame>
  )
}

export function Wiped() {
  const { view } = useApp()
  return (
    <Frame title={t("This phone is empty now")}>
      <p class="lead">
        {t("All that it held was handed in to {library} before it was cleared. To use it again, ask a coordinator.", {
          library: view.value.library?.name ?? t("the library"),
        })}
      </p>
      <p class="field">
        <button type="button" class="button quiet" onClick={() => location.reload()}>
          {t("Sign in afresh")}
        </button>
      </p>
    </Frame>
  )
}
