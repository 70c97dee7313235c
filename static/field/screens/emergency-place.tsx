/** A place that is open in an emergency, told from a coordinator's phone. Its hours are the desk's to write. */

import { useState } from "preact/hooks"
import type { EmergencyService, Id, LibraryEmergency } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { placesNow } from "../elements/emergency-now"
import { SERVICES, serviceWord } from "../elements/emergency-words"
import { Frame } from "../elements/frame"
import { Line, Pick } from "../elements/inputs"
import { type Place, PlacePick } from "../elements/place-pick"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { language, momentWithin, t } from "../text"

interface Form {
  place: Place | null
  state: "open" | "closed"
  services: EmergencyService[]
  words: string
}

export function PlaceOpen({ emergency, id }: { emergency: LibraryEmergency; id: Id | undefined }) {
  const { view, now } = useApp()
  const known = placesNow(view.value).find((one) => one.id === id)
  const key = `emergency.place_told ${id}`
  const draft = useDraft<Form>(key, () => ({
    place: null,
    state: known?.state === "closed" ? "closed" : "open",
    services: known?.services ?? [],
    words: known?.words.find((one) => one.language === language.value)?.text ?? "",
  }))
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const chosen = known?.id ?? form.place?.site ?? null

  const submit = async (event: Event) => {
    event.preventDefault()
    if (chosen === null) {
      setAsked(true)
      return
    }
    const text = form.words.trim()
    const others = (known?.words ?? []).filter((one) => one.language !== language.value)
    await recording.record(
      {
        kind: "emergency.place_told",
        emergency: emergency.id,
        place: chosen,
        name: known?.name ?? null,
        address: known?.address ?? null,
        state: form.state,
        hours: known?.hours ?? null,
        services: form.services,
        words: text ? [...others, { language: language.value, text }] : others,
        draft: key,
        visit: null,
      },
      "emergency",
    )
  }

  return (
    <Frame
      title={known?.called ?? t("A place that is open")}
      up={{ to: "emergency", label: emergency.name }}
      footer={
        <>
          <button type="submit" form="place-open" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Tell of it")}
          </button>
          <p class="small soft">{t("On the public page when the library has it")}</p>
        </>
      }
    >
      {draft.isReady && (
        <form id="place-open" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {!known && (
            <PlacePick
              value={form.place}
              isSite
              onValue={(place) => change({ place })}
              wrong={isAsked && chosen === null ? t("Choose a place.") : undefined}
              none={t("No place fits. The desk can tell of one that is not listed.")}
            />
          )}
          <Pick
            legend={t("How is it?")}
            value={form.state}
            options={[
              { value: "open", label: t("Open") },
              { value: "closed", label: t("Closed") },
            ]}
            onValue={(state) => change({ state })}
          />
          <fieldset class="field">
            <legend class="label">{t("What there is")}</legend>
            <div class="chips">
              {SERVICES.map((one) => (
                <label key={one}>
                  <input
                    type="checkbox"
                    checked={form.services.includes(one)}
                    onChange={() =>
                      change({
                        services: form.services.includes(one)
                          ? form.services.filter((other) => other !== one)
                          : [...form.services, one],
                      })
                    }
                  />
                  <span>{serviceWord(one)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <Line
            label={t("What else to know")}
            isLong
            value={form.words}
            maxLength={1000}
            onValue={(words) => change({ words })}
            hint={t("In the language of this app; the desk writes hours and other languages.")}
          />
        </form>
      )}
    </Frame>
  )
}
