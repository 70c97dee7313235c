/**
 * A part of the app that is fetched when it is wanted, and kept on the phone with the rest of the build.
 *
 * Once the worker holds the build, all parts are brought into memory while the phone has nothing else to do: from then
 * on a screen opens within its frame, whatever becomes of the network or of the browser's caches.
 */

import { signal } from "@preact/signals"
import type { ComponentChild } from "preact"
import { useEffect } from "preact/hooks"
import { t } from "../text"
import { Frame } from "./frame"
import { speakInRooms } from "./language"
import { moves } from "./route"

/** A screen at its address: drawn now, or after what `isComing` gives is over. */
export interface Place {
  /** Null where nothing has to be waited for. Ends when the screen can be drawn, or it is known that it cannot. */
  isComing(): Promise<void> | null
  screen: ComponentChild
}

export interface Part<Module> {
  /** Null until it is here. */
  module(): Module | null
  isMissing(): boolean
  /** Resolves when it is here, or could not be fetched. */
  want(): Promise<void>
  /** A screen of it. */
  place(draw: (module: Module) => ComponentChild): Place
}

const parts: { bring(): Promise<void> }[] = []

export function part<Module>(load: () => Promise<Module>): Part<Module> {
  const here = signal<Module | null>(null)
  const isMissing = signal(false)
  let running: Promise<void> | null = null
  const bring = () => {
    running ??= Promise.all([load(), speakInRooms()]).then(
      ([module]) => {
        here.value = module
        isMissing.value = false
      },
      (error: unknown) => {
        running = null
        throw error
      },
    )
    return running
  }
  const made: Part<Module> = {
    module: () => here.value,
    isMissing: () => isMissing.value,
    want: () =>
      bring().catch((error: unknown) => {
        console.error("A part of the app could not be fetched.", error)
        isMissing.value = true
      }),
    place: (draw) => ({
      isComing: () => (here.peek() === null ? made.want() : null),
      screen: <Shown part={made as Part<unknown>} draw={draw as (module: unknown) => ComponentChild} />,
    }),
  }
  parts.push({ bring })
  return made
}

/** What is here from the start. */
export function atHand(screen: ComponentChild): Place {
  return { isComing: () => null, screen }
}

/** Brings every part into memory, one after the other, whenever the phone is idle. Only once the build is kept on it. */
export async function bringAll(): Promise<void> {
  if (!("serviceWorker" in navigator)) return
  await navigator.serviceWorker.ready
  for (const { bring } of parts) {
    await idle()
    try {
      await bring()
    } catch (error) {
      // Who wants it is told; nobody does yet.
      console.info("A part of the app was not there yet.", error)
    }
  }
}

function Shown({ part, draw }: { part: Part<unknown>; draw: (module: unknown) => ComponentChild }) {
  const module = part.module()
  useEffect(() => void part.want(), [part])
  if (module !== null) return draw(module)
  if (part.isMissing()) return <Missing part={part} />
  // At the start the sentence of the start stays.
  if (moves.peek() === 0) return <p class="opening">{t("Opening what is on this phone…")}</p>
  return (
    <Frame title={t("Opening…")}>
      <p role="status">{t("This screen is being fetched.")}</p>
    </Frame>
  )
}

function Missing({ part }: { part: Part<unknown> }) {
  const again = async () => {
    await part.want()
    // Some browsers remember that it failed until the app is opened anew; the worker opens it without a network.
    if (part.isMissing() && navigator.serviceWorker?.controller) location.reload()
  }
  return (
    <Frame
      title={t("This screen did not open")}
      up={{ to: "today", label: t("Today") }}
      footer={
        <button type="button" class="button" onClick={() => void again()}>
          {t("Try again")}
        </button>
      }
    >
      <p class="lead" role="alert">
        {t("A part of the app could not be fetched. Nothing that you recorded is lost.")}
      </p>
      <p>{t("Try again. If that does not help, try once more where there is a network.")}</p>
    </Frame>
  )
}

function idle(): Promise<void> {
  return new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => done(), { timeout: 5_000 })
    else setTimeout(done, 200)
  })
}
