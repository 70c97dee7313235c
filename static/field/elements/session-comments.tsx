/** What a coordinator wrote about a session: above all where it came back with a question. */

import type { SessionView } from "../core"
import { momentWithin, t } from "../text"
import { useApp } from "./app"
import { staffName } from "./kit-words"
import { Notice } from "./notice"

export function SaidByTheDesk({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  const last = session.comments.at(-1)
  if (session.review !== "has_issues" || session.withdrawn || !last) return null
  return (
    <Notice tone="need" title={t("The library asks about it")}>
      <p dir="auto">{last.text}</p>
      <p class="small soft">{saidBy(last, view.value, now.value)}</p>
    </Notice>
  )
}

/** All of it, the newest first. */
export function Comments({ session }: { session: SessionView }) {
  const { view, now } = useApp()
  if (session.comments.length === 0) return null
  return (
    <section>
      <h2>{t("What the library wrote")}</h2>
      <ul class="rows">
        {[...session.comments].reverse().map((one) => (
          <li key={one.at} class="row tall">
            <span class="lines">
              <span dir="auto">{one.text}</span>
              <span class="small soft">{saidBy(one, view.value, now.value)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who wrote it, and when. */
export function saidBy(
  { by, at }: SessionView["comments"][number],
  view: Parameters<typeof staffName>[1],
  now: Date,
): string {
  const when = momentWithin(new Date(at), now)
  return by === null ? when : t("{name}, {when}", { name: staffName(by, view), when })
}
