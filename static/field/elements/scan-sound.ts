/** What is heard and felt when a code is read, so that nobody has to look: new, seen before, not known. */

import { remember, remembered } from "./remembered"

export type Tone = "new" | "again" | "unknown"

/** Hertz and seconds of each note, and milliseconds of shaking and pausing. */
const TONES: Record<Tone, { notes: [number, number][]; shakes: number[] }> = {
  new: { notes: [[1320, 0.09]], shakes: [60] },
  // biome-ignore format: two notes on one line, as they are heard.
  again: { notes: [[660, 0.06], [660, 0.06]], shakes: [30, 50, 30] },
  unknown: { notes: [[260, 0.22]], shakes: [180] },
}
const PAUSE_S = 0.05
const LOUD = 0.15

let audio: AudioContext | null = null

export function isSilent(): boolean {
  return remembered("scan-sound") === "off"
}

export function silence(isWanted: boolean): void {
  remember("scan-sound", isWanted ? "off" : "on")
}

export function signal(tone: Tone): void {
  const { notes, shakes } = TONES[tone]
  navigator.vibrate?.(shakes)
  if (isSilent()) return
  if (!("AudioContext" in globalThis)) return
  audio ??= new AudioContext()
  void audio.resume()
  let at = audio.currentTime
  for (const [pitch, long] of notes) {
    const [voice, volume] = [audio.createOscillator(), audio.createGain()]
    voice.frequency.value = pitch
    volume.gain.value = LOUD
    voice.connect(volume).connect(audio.destination)
    voice.start(at)
    voice.stop(at + long)
    at += long + PAUSE_S
  }
}
