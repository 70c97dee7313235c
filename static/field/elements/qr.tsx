/** A code that other phones' cameras read, drawn on this phone with no network. */

import { useEffect, useState } from "preact/hooks"
import { t } from "../text"

/** Quiet modules round the code, as its standard wants. */
const QUIET = 4

interface Drawn {
  path: string
  size: number
}

export function Qr({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    let isHere = true
    draw(text).then(
      (made) => isHere && setDrawn(made),
      (error) => console.error("The code could not be drawn.", error),
    )
    return () => {
      isHere = false
    }
  }, [text])
  if (!drawn) return <p class="soft">{t("Drawing the code…")}</p>
  return (
    <svg class="qr" viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label={label}>
      <rect class="paper" width="100%" height="100%" />
      <path class="ink" d={drawn.path} />
    </svg>
  )
}

/** The drawing of codes is a part of the app of its own: few screens need it. It is kept on the phone with the rest. */
async function draw(text: string): Promise<Drawn> {
  const { encode } = await import("uqr")
  const { data, size } = encode(text, { ecc: "M", border: QUIET })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("")
  return { path, size }
}
