/** The address that opens a place in the phone's own maps app. Pure; nothing is asked for until a person taps it. */

export interface Platform {
  userAgent: string
  /** Above one on tablets that call themselves a Macintosh. */
  touchPoints: number
}

/** iPhones have an address of their own, Android takes `geo:`; a computer has no such app, and gets no link. */
export function mapLink(address: string, { userAgent, touchPoints }: Platform): string | null {
  const sought = encodeURIComponent(address)
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)
  if (isApple) return `maps:?q=${sought}`
  return /Android/.test(userAgent) ? `geo:0,0?q=${sought}` : null
}
