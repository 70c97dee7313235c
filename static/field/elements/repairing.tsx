/** A way out where the app itself is what is wrong: what waits as a file, and the app fetched anew. */

import { useState } from "preact/hooks"
import { t } from "../text"
import { useApp } from "./app"
import { repairApp } from "./repair"
import { saveFiles } from "./save-file"

export function Repairing() {
  const { core } = useApp()
  const [said, setSaid] = useState("")
  const [isBusy, setBusy] = useState(false)
  const repair = async () => {
    if (isBusy) return
    setBusy(true)
    setSaid("")
    try {
      if (await repairApp(core)) return
      setSaid(t("The library cannot be reached, so nothing was changed. Try it where there is a network."))
    } catch (error) {
      console.error("The app could not be repaired.", error)
      setSaid(t("It could not be repaired. What was recorded was not touched. Close the app and try again."))
    }
    setBusy(false)
  }
  return (
    <div class="card">
      <p>
        {t(
          "Fetches the app and the library’s lists anew. What was recorded on this phone is not touched. Needs a network.",
        )}
      </p>
      <p class="field">
        <button type="button" class="button quiet" aria-disabled={isBusy} onClick={repair}>
          {isBusy ? t("Asking the library…") : t("Repair the app")}
        </button>
      </p>
      <p class="small soft" role="status" hidden={said === ""}>
        {said}
      </p>
    </div>
  )
}

/** Saves whatever can still be read, also where storage is broken. */
export function SaveWhatIsHere() {
  const { core } = useApp()
  const [said, setSaid] = useState("")
  const save = async () => {
    try {
      const files = await core.exportWaiting()
      setSaid(files.length === 0 ? t("Nothing that waits could be read. That does not mean that it is lost.") : "")
      await saveFiles(files)
    } catch (error) {
      console.error("The waiting facts could not be saved as a file.", error)
      setSaid(t("The file could not be made. What waits is still on this phone."))
    }
  }
  return (
    <p class="field">
      <button type="button" class="button quiet" onClick={save}>
        {t("Save what can be read as a file")}
      </button>
      <span class="small soft" role="status" hidden={said === ""}>
        {said}
      </span>
    </p>
  )
}
