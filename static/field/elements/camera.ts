/** The camera as a screen uses it: on while it is looked at, off when it is not, and why where it cannot be. */

import { useEffect, useState } from "preact/hooks"

export type Sight =
  | "starting"
  | "on"
  /** The person, or the browser for them, said no. */
  | "refused"
  /** There is none, or it may not be used on this connection. */
  | "absent"
  /** Another app has it. */
  | "busy"

export interface Camera {
  sight: Sight
  /** Null where the camera has no lamp. */
  lamp: { isLit: boolean; light(isLit: boolean): void } | null
  retry(): void
}

interface Lit {
  torch?: boolean
}

export function useCamera(video: { readonly current: HTMLVideoElement | null }): Camera {
  const [sight, setSight] = useState<Sight>("starting")
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const [isLit, setLit] = useState(false)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let stream: MediaStream | null = null
    let isHere = true
    let asked = 0

    const stop = () => {
      asked += 1
      for (const one of stream?.getTracks() ?? []) one.stop()
      stream = null
      setTrack(null)
      setLit(false)
    }
    const start = async () => {
      asked += 1
      const mine = asked
      try {
        const opened = await open()
        if (!isHere || mine !== asked) {
          for (const one of opened.getTracks()) one.stop()
          return
        }
        stream = opened
        const [first] = opened.getVideoTracks()
        // Taken away by the system or pulled out.
        first?.addEventListener("ended", () => isHere && setSight("busy"))
        if (video.current) {
          video.current.srcObject = opened
          await video.current.play()
        }
        setTrack(first ?? null)
        setSight("on")
      } catch (error) {
        if (isHere && mine === asked) setSight(reason(error))
      }
    }
    const looked = () => {
      if (document.visibilityState === "hidden") stop()
      else if (stream === null) void start()
    }
    void start()
    document.addEventListener("visibilitychange", looked)
    return () => {
      isHere = false
      document.removeEventListener("visibilitychange", looked)
      stop()
    }
  }, [attempt])

  const hasLamp = track !== null && ((track.getCapabilities?.() ?? {}) as Lit).torch === true
  return {
    sight,
    lamp: hasLamp
      ? {
          isLit,
          light: (wanted) => {
            const lit = { advanced: [{ torch: wanted } as MediaTrackConstraintSet] }
            track.applyConstraints(lit).then(
              () => setLit(wanted),
              (error: unknown) => console.info("The lamp could not be switched.", error),
            )
          },
        }
      : null,
    retry: () => {
      setSight("starting")
      setAttempt((before) => before + 1)
    },
  }
}

async function open(): Promise<MediaStream> {
  // Browsers leave it out where the connection is not safe.
  if (!navigator.mediaDevices) throw new DOMException("there is no camera here", "NotFoundError")
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, ...size }, audio: false })
}

function reason(error: unknown): Sight {
  if (!(error instanceof DOMException)) throw error
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "refused"
  return error.name === "NotFoundError" || error.name === "OverconstrainedError" ? "absent" : "busy"
}
