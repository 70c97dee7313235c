/** A button that copies what stands in a field; where that cannot be done, the field is there to be copied by hand. */

/** Makes the button inside `element` copy the field that `data-copies` names, and say so. */
export function copies(element: HTMLElement): void {
  const field = document.getElementById(element.dataset.copies ?? "")
  const said = element.querySelector<HTMLElement>("[data-done]")
  const button = element.querySelector("button")
  if (!(field instanceof HTMLInputElement) || !said || !button || !("clipboard" in navigator)) return
  element.hidden = false
  button.addEventListener("click", async () => {
    field.select()
    await navigator.clipboard.writeText(field.value)
    said.textContent = said.dataset.done ?? ""
  })
}
