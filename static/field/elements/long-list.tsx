/**
 * A list in sections that may be a thousand rows long, drawn as far as somebody has come.
 *
 * A slow phone draws what is in sight at once; more follows before it is scrolled to. The button at
 * the end does the same by hand, for whoever does not scroll.
 */

import type { ComponentChild } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { ngettext } from "../text"

export interface Section<Item> {
  id: string
  title: string
  items: readonly Item[]
}

interface Props<Item> {
  /** Told apart by it: the same list is come back to as far down as it was left, another begins anew. */
  name: string
  sections: readonly Section<Item>[]
  /** One item, as a list item. */
  draw(item: Item): ComponentChild
}

/** More than fits on a tall phone. */
const AT_ONCE = 12
const NEAR = 24
const BY_HAND = 60

/** How far the list that was looked at last had been drawn. */
let left = { name: "", rows: AT_ONCE }

export function LongList<Item>({ name, sections, draw }: Props<Item>) {
  const [, redraw] = useState(0)
  if (left.name !== name) left = { name, rows: AT_ONCE }
  const { rows } = left
  const total = sections.reduce((sum, { items }) => sum + items.length, 0)
  const more = (by: number) => {
    left.rows = rows + by
    redraw(left.rows)
  }
  let room = rows
  return (
    <>
      {sections.map(({ id, title, items }) => {
        const shown = items.slice(0, room)
        room -= shown.length
        if (shown.length === 0) return null
        return (
          <section key={id}>
            <h2>{title}</h2>
            <ul class="rows">{shown.map(draw)}</ul>
          </section>
        )
      })}
      {rows < total && <Further count={total - rows} more={more} />}
    </>
  )
}

/** The end of what is drawn: coming near it draws more. */
function Further({ count, more }: { count: number; more(by: number): void }) {
  const place = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (place.current === null) return
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) more(NEAR)
      },
      { rootMargin: "0px 0px 400px" },
    )
    watch.observe(place.current)
    return () => watch.disconnect()
    // Watched anew each time, since what stays in sight is not told of again.
  }, [count])
  const next = Math.min(count, BY_HAND)
  return (
    <button ref={place} type="button" class="plain" onClick={() => more(BY_HAND)}>
      {ngettext("Show {n} more", "Show {n} more", next)}
    </button>
  )
}
