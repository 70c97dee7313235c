/** Said where the words of the person's language could not be fetched: in that language, with a way to try again. */

import { LANGUAGES } from "../text"
import { speak, UNSPOKEN, unspoken } from "./language"
import { Notice } from "./notice"

export function UnspokenNotice() {
  const wanted = unspoken.value
  if (wanted === null) return null
  const { what, again } = UNSPOKEN[wanted]
  return (
    <div lang={wanted}>
      <Notice tone="need" title={LANGUAGES[wanted]}>
        <p>{what}</p>
        <button type="button" class="plain" onClick={() => void speak(wanted)}>
          {again}
        </button>
      </Notice>
    </div>
  )
}
