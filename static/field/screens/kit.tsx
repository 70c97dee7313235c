/** One kit: who has it, what does not add up, what is in it, and the two things to do with it. */

import { useEffect } from "preact/hooks"
import type { KitView, Part } from "../core"
import { useApp } from "../elements/app"
import { amissOf, conditionWord, readinessOf, seenToOf } from "../elements/care-words"
import { doesNotAddUp } from "../elements/discrepancy-words"
import { Frame } from "../elements/frame"
import { Icon } from "../elements/icon"
import { KitGuide } from "../elements/kit-guide"
import { due, isMine, isOut, isOverdue, openKinds, since, things, whereIs } from "../elements/kit-words"
import { KitNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { OnThisPhone } from "../elements/on-this-phone"
import { Promises } from "../elements/promised"
import { RecordedNotice } from "../elements/recorded-notice"
import { href } from "../elements/route"
import { momentWithin, t } from "../text"

/** `item` is the part whose label was scanned. */
export function Kit({ id, item }: { id: string; item: string | null }) {
  const { view, justRecorded, now } = useApp()
  const kit = view.value.byId.kits.get(id)

  useEffect(() => {
    return () => {
      justRecorded.value = null
    }
  }, [justRecorded])

  if (!kit) return <KitNotHere />
  const kinds = openKinds(kit)
  return (
    <Frame title={kit.name} code={kit.code} up={{ to: "kits", label: t("Kits") }} footer={<Actions kit={kit} />}>
      <RecordedNotice />
      <Scanned part={kit.parts.find((part) => part.id === item)} />
      <Whereabouts kit={kit} />
      <Fitness kit={kit} />
      {kinds.length > 0 && (
        <Notice tone="need" title={t("Does not add up")}>
          {kinds.map((kind) => (
            <p key={kind}>{doesNotAddUp(kind)}</p>
          ))}
          <p class="small">{t("A coordinator will sort it out. You can go on using the kit.")}</p>
        </Notice>
      )}
      <KitGuide kit={kit.id} />
      <Promises kit={kit} />
      <Contents kit={kit} />
      <p class="field">
        <a class="button quiet" href={href(`kits/${kit.id}/count`)}>
          <Icon name="scan-line" />
          {t("Count what is in it")}
        </a>
      </p>
      <p class="field">
        <a class="button quiet" href={href(`kits/${kit.id}/report`)}>
          <Icon name="flag" />
          {t("Report a problem")}
        </a>
      </p>
      {kit.counted_at && (
        <p class="small soft">
          {t("Last counted {when}.", { when: momentWithin(new Date(kit.counted_at), now.value) })}
        </p>
      )}
      <OnThisPhone subject={kit.id} />
    </Frame>
  )
}

/** The item in hand, where its label brought the person here. */
function Scanned({ part }: { part: Part | undefined }) {
  if (!part) return null
  const name = [part.name, part.tag].filter(Boolean).join(" ")
  return (
    <Notice tone="plain" icon="scan-line">
      <p dir="auto">{t("You scanned {part}. It belongs in this kit.", { part: name })}</p>
    </Notice>
  )
}

function Whereabouts({ kit }: { kit: KitView }) {
  const { view, now } = useApp()
  const when = due(kit.custody, now.value)
  return (
    <div class="card field">
      <h2 class="title">{whereIs(kit, view.value)}</h2>
      <p class="soft">{since(kit.custody, now.value)}</p>
      {when && <p class={isOverdue(kit.custody, now.value) ? "needs" : undefined}>{sentence(when)}</p>}
      {isOut(kit.custody) && (
        <p class="links">
          <a class="plain" href={href(`kits/${kit.id}/hand`)}>
            {isMine(kit, view.value.me?.id) ? t("Hand it over") : t("It goes on to somebody else")}
          </a>{" "}
          <a class="plain" href={href(`kits/${kit.id}/longer`)}>
            {t("It stays longer")}
          </a>
        </p>
      )}
      {kit.hasWaiting && (
        <p class="small waits">
          <Icon name="clock" /> {t("As recorded on this phone; the library does not know yet.")}
        </p>
      )}
    </div>
  )
}

/** How fit it is, and the ways to say so. */
function Fitness({ kit }: { kit: KitView }) {
  const { now } = useApp()
  const condition = kit.care?.condition ?? null
  const lines = readinessOf(kit, now.value)
  return (
    <section>
      <h2>{t("Ready to go?")}</h2>
      {condition && <p class="needs">{sentence(conditionWord(condition))}</p>}
      <p class={lines.length === 0 && condition === null ? "soft" : undefined}>
        {lines.length > 0 ? lines.join(" ") : condition === null && t("Nothing is noted against it.")}
      </p>
      <p class="links">
        <a class="plain" href={href(`kits/${kit.id}/service`)}>
          {t("Charged, wiped, repaired")}
        </a>{" "}
        <a class="plain" href={href(`kits/${kit.id}/condition`)}>
          {t("Say how it is")}
        </a>{" "}
        {kit.parts.some(({ tag }) => tag === null) && (
          <a class="plain" href={href(`kits/${kit.id}/restock`)}>
            {t("Restock")}
          </a>
        )}
      </p>
    </section>
  )
}

function Contents({ kit }: { kit: KitView }) {
  const { now } = useApp()
  const out = new Map(kit.custody.parts_out.map((line) => [line.part, line.count]))
  const isPartlyOut = isOut(kit.custody) && kit.parts.some((part) => (out.get(part.id) ?? 0) < part.count)
  return (
    <section>
      <h2>{things(kit.parts)}</h2>
      {kit.parts.length === 0 ? (
        <div class="empty soft">
          {t("No parts are listed. The kit can be taken out and brought back all the same.")}
        </div>
      ) : (
        <ul class="rows">
          {kit.parts.map((part) => (
            <li key={part.id} class="row">
              <span class="grow lines">
                <span dir="auto">{part.name}</span>
                {amissOf(kit, part.id) && <span class="small needs">{amissOf(kit, part.id)}</span>}
                <SeenTo did={seenToOf(kit, part.id, now.value)} />
                {isPartlyOut && out.size > 0 && <PartOut part={part} out={out.get(part.id) ?? 0} />}
              </span>
              <span class="small soft num">{part.tag ?? `× ${part.count}`}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function SeenTo({ did }: { did: string }) {
  return did ? <span class="small soft">{did}</span> : null
}

function PartOut({ part, out }: { part: Part; out: number }) {
  if (out === 0) return <span class="small soft">{t("not out with the rest")}</span>
  if (out < part.count) return <span class="small soft">{t("{out} of {n} out", { out, n: part.count })}</span>
  return null
}

function Actions({ kit }: { kit: KitView }) {
  const isBack = isOut(kit.custody)
  const bring = (
    <a class={isBack ? "button" : "button quiet"} href={href(`kits/${kit.id}/in`)}>
      <Icon name="corner-up-left" />
      {t("Bring back")}
    </a>
  )
  const take = (
    <a class={isBack ? "button quiet" : "button"} href={href(`kits/${kit.id}/out`)}>
      <Icon name="arrow-up-right" />
      {t("Take out")}
    </a>
  )
  return <div class="pair">{isBack ? [take, bring] : [bring, take]}</div>
}

function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
