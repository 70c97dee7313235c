/** Single keys for those who go through many records: each presses what stands on the page anyway. */

const KEPT = "outreach.keys"
const TYPED = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"

/** Lets the keys of a page work, unless they are turned off in this browser. */
export function listenForKeys(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog.keys")
  if (!dialog) return
  for (const one of document.querySelectorAll<HTMLElement>("[data-opens]")) {
    one.hidden = false
    one.addEventListener("click", () => dialog.showModal())
  }
  const choice = dialog.querySelector<HTMLInputElement>("[data-keys-on]")
  if (choice) {
    choice.checked = areOn()
    choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.checked ? "on" : "off"))
  }
  const lines = linesOf(document.querySelector<HTMLElement>("[data-lines]"))
  addEventListener("keydown", (event) => {
    const from = event.target instanceof Element ? event.target : document.body
    if (dialog.open || event.altKey || event.isComposing) return
    if (from.matches("textarea") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      press(from.closest("form")?.querySelector<HTMLElement>("[data-sends]"), event)
      return
    }
    if (event.ctrlKey || event.metaKey || from.closest(TYPED)) return
    if (event.key !== "?" && !areOn()) return
    if (lines?.(event)) event.preventDefault()
    else pressed(event)
  })
}

function areOn(): boolean {
  return localStorage.getItem(KEPT) !== "off"
}

function pressed(event: KeyboardEvent): void {
  const named = [...document.querySelectorAll<HTMLElement>("[data-key]")]
  if (event.key === "r") {
    const comment = document.querySelector<HTMLElement>("form.judging textarea")
    if (!comment) return
    event.preventDefault()
    comment.focus()
    return
  }
  if (event.key === "d") press(document.querySelector<HTMLElement>("a[href*='/discrepancies/'].button"), event)
  else
    press(
      named.find((one) => one.dataset.key?.split(" ").includes(event.key)),
      event,
    )
}

function press(what: HTMLElement | null | undefined, event: KeyboardEvent): void {
  if (!what) return
  event.preventDefault()
  what.click()
}

/** The lines of a list, of which one is chosen: gives what a key does with it, true where it did something. */
function linesOf(list: HTMLElement | null): ((event: KeyboardEvent) => boolean) | null {
  if (!list) return null
  const lines = [...list.querySelectorAll<HTMLElement>("[data-line]")]
  const link = (line: HTMLElement | undefined) => line?.querySelector<HTMLAnchorElement>("a")
  const now = () => lines.findIndex((one) => one.contains(document.activeElement))
  const go = (to: number) => link(lines[Math.min(Math.max(to, 0), lines.length - 1)])?.focus()
  const wanted = Number.parseInt(location.hash.replace("#row-", ""), 10)
  if (wanted >= 0) go(wanted)
  return (event) => {
    const at = now()
    if (event.key === "j" || event.key === "ArrowDown") go(at + 1)
    else if (event.key === "k" || event.key === "ArrowUp") go(at < 0 ? 0 : at - 1)
    else if (at >= 0 && event.key === "o") link(lines[at])?.click()
    else if (at >= 0 && event.key === "r") location.assign(`${link(lines[at])?.href ?? ""}#comment`)
    else if (at >= 0 && event.key === "a") approve(list, lines[at], at)
    else return false
    return true
  }
}

function approve(list: HTMLElement, line: HTMLElement | undefined, at: number): void {
  const form = list.querySelector<HTMLFormElement>("form[data-approves]")
  if (!form || !line) return
  const told: Record<string, string | undefined> = { ...line.dataset, back: `row-${at}` }
  for (const name of ["of", "seen", "fact", "back"]) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = told[name] ?? ""
  }
  form.action = line.dataset.decide ?? ""
  form.submit()
}
