/**
 * The reader of codes: by the camera, by a scanner that types, by hand. Each works without the others.
 *
 * A code that stays in sight is read once; when it was away for a moment and comes again, it is read again.
 */

import { useEffect, useRef, useState } from "preact/hooks"
import { t } from "../text"
import { type Sight, useCamera } from "./camera"
import { type Detector, detector, type Found } from "./code-detector"
import { Icon } from "./icon"
import { Line } from "./inputs"
import { Notice } from "./notice"
import { isSilent, signal, silence, type Tone } from "./scan-sound"
import { useWedge } from "./wedge"

interface Props {
  /** Gives what is heard: whether it is new here, was read before, or is not known. */
  onCode(text: string): Tone
}

/** Between two looks; the phone has other things to do. */
const PAUSE_MS = 60
/** A code that was out of sight for so long is read anew. */
const GONE_MS = 1500

export function Scanner({ onCode }: Props) {
  const read = (text: string) => signal(onCode(text))
  useWedge(read)
  return (
    <>
      <Sighted onCode={read} />
      <Typed onCode={read} />
    </>
  )
}

function Sighted({ onCode }: { onCode(text: string): void }) {
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video)
  const hasReader = useReading(video, camera.sight === "on", onCode)
  const [isQuiet, setQuiet] = useState(isSilent)
  const isSeeing = camera.sight === "on" && hasReader !== false
  return (
    <>
      <div class="viewfinder" hidden={camera.sight !== "on" && camera.sight !== "starting"}>
        <video ref={video} muted playsInline aria-label={t("What the camera sees")} />
        {!isSeeing && <p class="small">{t("The camera is starting…")}</p>}
      </div>
      {isSeeing && (
        <div class="choice">
          {camera.lamp && (
            <button
              type="button"
              class="plain"
              aria-pressed={camera.lamp.isLit}
              onClick={() => camera.lamp?.light(!camera.lamp.isLit)}
            >
              <Icon name="flashlight" />
              {camera.lamp.isLit ? t("Light off") : t("Light on")}
            </button>
          )}
          <button
            type="button"
            class="plain"
            onClick={() => {
              silence(!isQuiet)
              setQuiet(!isQuiet)
            }}
          >
            {isQuiet ? t("Sound on") : t("Sound off")}
          </button>
        </div>
      )}
      <NoSight sight={camera.sight} hasReader={hasReader} retry={camera.retry} />
    </>
  )
}

/** Looks again and again; true when the reader is there, false where it cannot be had. */
function useReading(
  video: { current: HTMLVideoElement | null },
  isOn: boolean,
  onCode: (text: string) => void,
): boolean | null {
  const [hasReader, setReader] = useState<boolean | null>(null)
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    if (!isOn) return
    let isHere = true
    const seen = new Map<string, number>()
    const look = async (reader: Detector) => {
      const frame = video.current
      if (!isHere || frame === null) return
      if (frame.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const found = await reader.detect(frame)
        if (!isHere) return
        take(found, frame, seen, latest.current)
      }
      setTimeout(() => void look(reader).catch(fail), PAUSE_MS)
    }
    const fail = (error: unknown) => {
      console.error("Codes cannot be read here.", error)
      if (isHere) setReader(false)
    }
    detector()
      .then((reader) => {
        if (isHere) setReader(true)
        return look(reader)
      })
      .catch(fail)
    return () => {
      isHere = false
    }
  }, [isOn, video])
  return hasReader
}

/** The nearest to the middle is what the person points at. */
function take(found: Found[], frame: HTMLVideoElement, seen: Map<string, number>, onCode: (text: string) => void) {
  const now = performance.now()
  const away = ({ boundingBox: { x, y, width, height } }: Found) =>
    Math.hypot(x + width / 2 - frame.videoWidth / 2, y + height / 2 - frame.videoHeight / 2)
  for (const { rawValue } of found.sort((one, other) => away(one) - away(other))) {
    if (rawValue.trim() === "") continue
    const isNew = now - (seen.get(rawValue) ?? Number.NEGATIVE_INFINITY) > GONE_MS
    seen.set(rawValue, now)
    if (!isNew) continue
    onCode(rawValue)
    // One in a look, so that what it changes is drawn before the next.
    return
  }
}

function NoSight({ sight, hasReader, retry }: { sight: Sight; hasReader: boolean | null; retry(): void }) {
  const said = hasReader === false ? NO_READER() : WHY[sight]?.()
  if (!said) return null
  return (
    <Notice tone="wait" title={said.title}>
      <p>{said.text}</p>
      <p>{t("Codes can be typed in below, or read by a scanner that is connected.")}</p>
      {hasReader !== false && (
        <button type="button" class="plain" onClick={retry}>
          {t("Try the camera again")}
        </button>
      )}
    </Notice>
  )
}

const WHY: Partial<Record<Sight, () => { title: string; text: string }>> = {
  refused: () => ({
    title: t("The camera is not allowed here"),
    text: t("Allow it for this app in the browser’s settings for this page, then try again."),
  }),
  absent: () => ({
    title: t("There is no camera to use"),
    text: t("This device has none, or the browser keeps it from this page."),
  }),
  busy: () => ({
    title: t("The camera does not answer"),
    text: t("Another app may be using it. Close that one, then try again."),
  }),
}

function NO_READER() {
  return {
    title: t("Codes in a picture cannot be read now"),
    text: t("The part of the app that reads them is not on this phone. Open the app again where there is a network."),
  }
}

function Typed({ onCode }: { onCode(text: string): void }) {
  const [text, setText] = useState("")
  const take = () => {
    const code = text.trim()
    if (code === "") return
    setText("")
    onCode(code)
  }
  return (
    // No form of its own: it also stands in forms that record something, which Enter must not send.
    <div class="typed-code">
      <Line
        label={t("Or type the code")}
        id="typed-code"
        value={text}
        onValue={setText}
        onEnter={take}
        spellcheck={false}
        autoCapitalize="characters"
        hint={t("From the label, such as 7KQ2M4XB, or a kit’s or an item’s own, such as K-07.")}
      />
      <button type="button" class="button quiet" onClick={take}>
        {t("Look it up")}
      </button>
    </div>
  )
}
