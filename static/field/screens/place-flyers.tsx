/** Laying out a stack: where it lies, how many, under a code that this phone makes or that is printed on it. */

import { useState } from "preact/hooks"
import type { CalendarDate, FlyerRow } from "../core"
import { useApp } from "../elements/app"
import { useDraft } from "../elements/draft"
import { languageName, outOfDate, wordsIn } from "../elements/flyer-words"
import { Frame } from "../elements/frame"
import { Line } from "../elements/inputs"
import { FlyerNotHere } from "../elements/not-here"
import { Notice } from "../elements/notice"
import { Photos, type Taken, withPhotos } from "../elements/photos"
import { type Place, PlacePick } from "../elements/place-pick"
import { Qr } from "../elements/qr"
import { EarlierDraft, NotKeptNotice, useRecording } from "../elements/recording-form"
import { runningVisit } from "../rules/fitting-visit"
import { inGroups, isStackCode, spelledCode } from "../rules/flyer-codes"
import { momentWithin, t } from "../text"

interface Form {
  placement: string
  code: string
  /** What is printed on the paper, typed or scanned; empty where this phone's code is used. */
  printed: string
  place: Place | null
  spot: string
  language: string
  copies: string
  restockOn: CalendarDate
  note: string
  photos: Taken[]
}

const MOST_COPIES = 100_000

/** `asked` holds the place (`site`) and the code on the paper (`code`) that are known already. */
export function PlaceFlyers({ id, asked }: { id: string; asked: string }) {
  const flyer = useApp().view.value.byId.flyers.get(id)
  return flyer ? <PlaceOne flyer={flyer} asked={new URLSearchParams(asked)} /> : <FlyerNotHere />
}

function PlaceOne({ flyer, asked }: { flyer: FlyerRow; asked: URLSearchParams }) {
  const { core, view, now } = useApp()
  const key = `flyer.placed ${flyer.id}`
  const draft = useDraft<Form>(key, () => {
    const visit = runningVisit(view.value.visits, view.value.me?.id ?? null, now.value.getTime())
    const site = view.value.byId.sites.get(asked.get("site") ?? visit?.site ?? "")
    return {
      placement: core.newId(),
      code: core.newStackCode(flyer.code),
      printed: asked.get("code") ?? "",
      place: site ? { partner: site.partner, site: site.id } : null,
      spot: "",
      language: "",
      copies: "",
      restockOn: "",
      note: "",
      photos: [],
    }
  })
  const recording = useRecording(draft)
  const [isAsked, setAsked] = useState(false)
  const { form, change } = draft
  const copies = form.copies.trim() === "" ? null : Number(form.copies)
  const isCount = copies !== null && Number.isInteger(copies) && copies >= 0 && copies <= MOST_COPIES
  const printed = spelledCode(form.printed)
  const isCode = printed === "" || (isStackCode(printed) && printed.startsWith(flyer.code))
  const isFree = form.place !== null || form.spot.trim() !== ""
  const stale = outOfDate(flyer, now.value)

  const submit = (event: Event) => {
    event.preventDefault()
    if (!isCount || copies === null || !isCode || !isFree) {
      setAsked(true)
      return
    }
    void recording.record(
      {
        kind: "flyer.placed",
        placement: form.placement,
        flyer: flyer.id,
        code: printed || form.code,
        site: form.place?.site ?? null,
        spot: form.spot.trim(),
        language: form.language || null,
        copies,
        restock_on: form.restockOn || null,
        note: form.note.trim() || null,
        draft: key,
        ...withPhotos(form.photos),
      },
      `stacks/${form.placement}`,
    )
  }

  return (
    <Frame
      title={t("Lay out a stack")}
      up={{ to: `flyers/${flyer.id}`, label: wordsIn(flyer)?.title ?? t("Flyers") }}
      footer={
        <>
          <button type="submit" form="place-flyers" class="button" aria-disabled={recording.isBusy}>
            {recording.isBusy ? t("Saving on this phone…") : t("Record: it lies there")}
          </button>
          <p class="small soft">{t("Kept on this phone until the library has it")}</p>
        </>
      }
    >
      {draft.isReady && (
        <form id="place-flyers" onSubmit={submit} noValidate>
          <NotKeptNotice failure={recording.failure} />
          {draft.earlier && <EarlierDraft draft={draft} when={momentWithin(draft.earlier.at, now.value)} />}
          {stale && (
            <Notice tone="need" title={t("Not to be handed out now")}>
              <p>{stale}</p>
              <p>{t("If it is to go all the same, say why. A coordinator reads it.")}</p>
            </Notice>
          )}
          <PlacePick
            value={form.place}
            onValue={(place) => change({ place })}
            wrong={isAsked && !isFree ? t("Choose the place, or say in words where it lies.") : undefined}
          />
          <Line
            label={t("Where there")}
            value={form.spot}
            maxLength={200}
            onValue={(spot) => change({ spot })}
            hint={t("Such as “front desk” or “board by the stairs”.")}
          />
          <Line
            label={t("How many copies")}
            inputMode="numeric"
            value={form.copies}
            maxLength={6}
            onValue={(text) => change({ copies: text })}
            wrong={isAsked && !isCount ? t("Say how many, as a number.") : undefined}
          />
          {flyer.words.length > 1 && (
            <div class="field">
              <label class="label" for="language">
                {t("Language of the stack")}
              </label>
              <select
                class="input"
                id="language"
                value={form.language}
                onChange={(event) => change({ language: event.currentTarget.value })}
              >
                <option value="">{t("Several, or all of them")}</option>
                {flyer.words.map(({ language }) => (
                  <option key={language} value={language}>
                    {languageName(language)}
                  </option>
                ))}
              </select>
            </div>
          )}
          <Line
            label={t("Fill it up by")}
            type="date"
            value={form.restockOn}
            onValue={(restockOn) => change({ restockOn })}
            hint={t("Left empty, nobody is reminded.")}
          />
          <section>
            <h2>{t("The code on it")}</h2>
            <Line
              label={t("Printed on the paper")}
              value={form.printed}
              autoCapitalize="characters"
              spellcheck={false}
              maxLength={20}
              onValue={(text) => change({ printed: text })}
              hint={t(
                "If the paper has a code of its own, type it. Else the one below is for this stack: write it on, or print it.",
              )}
              wrong={
                (isAsked || printed.length >= 12) && !isCode
                  ? t("That is no code of a stack of this flyer. Look again, or leave it empty.")
                  : undefined
              }
            />
            {printed === "" && (
              <div class="held-up">
                <Qr text={`${location.origin}/q/${form.code}`} label={t("Code of this stack")} />
                <p class="address" dir="ltr">
                  {inGroups(form.code)}
                </p>
              </div>
            )}
          </section>
          <Photos
            taken={form.photos}
            parts={null}
            whole={t("the stack")}
            likely={null}
            onTaken={(photos) => change({ photos })}
          />
          <Line
            label={stale ? t("What happened?") : t("Note")}
            isLong
            value={form.note}
            onValue={(note) => change({ note })}
            hint={t("For the library. No names of people you serve.")}
          />
        </form>
      )}
    </Frame>
  )
}
