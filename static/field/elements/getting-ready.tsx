/** The first minutes, step by step: what a phone needs before it goes where there is no network. */

import { signal } from "@preact/signals"
import { useEffect, useState } from "preact/hooks"
import { t } from "../text"
import { useApp } from "./app"
import { Icon } from "./icon"
import { remember, remembered } from "./remembered"
import { href } from "./route"

const isHidden = signal(false)

interface Step {
  isDone: boolean
  what: string
  how: string
  to?: string
}

/** How far it is, in a line that leads to what there is to mend. */
export function HowReady() {
  const steps = useSteps()
  if (steps === null) return null
  return (
    <p class="small">
      <a class="plain" href={href("ready")}>
        {told(steps)}
      </a>
    </p>
  )
}

export function GettingReady() {
  const steps = useSteps()
  if (steps === null) return null
  return (
    <section>
      <h2>{told(steps)}</h2>
      <ol class="rows steps">
        {steps.map((step) => (
          <li key={step.what} class={step.to && !step.isDone ? undefined : "row"}>
            {step.to && !step.isDone ? (
              <a class="row" href={href(step.to)}>
                <Told step={step} />
                <Icon name="chevron-right" />
              </a>
            ) : (
              <Told step={step} />
            )}
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="plain"
        onClick={() => {
          remember("ready", "hidden")
          isHidden.value = true
        }}
      >
        {t("Do not show this again")}
      </button>
    </section>
  )
}

function Told({ step }: { step: Step }) {
  return (
    <>
      <span class={step.isDone ? "step done" : "step"}>{step.isDone && <Icon name="check" />}</span>
      <span class="grow lines">
        <span>
          {step.what}
          <span class="unseen">{step.isDone ? t(", done") : t(", not yet")}</span>
        </span>
        {!step.isDone && <span class="small soft">{step.how}</span>}
      </span>
    </>
  )
}

function told(steps: readonly Step[]): string {
  return t("Ready for the field: {done} of {all}", {
    done: steps.filter((step) => step.isDone).length,
    all: steps.length,
  })
}

/** The steps with how far each is; null where all are done, or nobody wants to see them any more. */
function useSteps(): Step[] | null {
  const { view, installed } = useApp()
  const opensAlone = useWorker()
  const { replica, isPersisted } = view.value.status
  const steps: Step[] = [
    {
      isDone: replica.isComplete,
      what: t("The library’s kits and places are on this phone"),
      how: t("They come by themselves while there is a network."),
    },
    {
      isDone: opensAlone,
      what: t("The app opens without a network"),
      how: t("Keep it open for a moment longer while there is a network."),
    },
    {
      isDone: installed.isInstalled,
      what: t("It is on the home screen"),
      how: t("See how to install it."),
      to: "more",
    },
    {
      isDone: isPersisted === true,
      what: t("The phone does not clear what you record"),
      how: t("Installing the app protects it."),
      to: "more",
    },
  ]
  if (isHidden.value || remembered("ready") === "hidden") return null
  return steps.every((step) => step.isDone) ? null : steps
}

/** Whether a worker has all that the app needs to open by itself. */
function useWorker(): boolean {
  // A page that a worker brought has one, and says so in its first frame.
  const [isThere, setThere] = useState(() => navigator.serviceWorker?.controller != null)
  useEffect(() => {
    // The promise of a browser without workers, or of an address that may have none, never resolves.
    navigator.serviceWorker?.ready.then(() => setThere(true))
  }, [])
  return isThere
}
