/** What is good for a while only, such as a code: when its time is over, the page says so by itself. */

/** Shows `.over` in place of `.still` once the element's `data-lasts`, in seconds, have gone by. */
export function expire(element: HTMLElement): void {
  const until = Date.now() + Number(element.dataset.lasts) * 1000
  const look = () => {
    const left = until - Date.now()
    if (left > 0) {
      setTimeout(look, left)
      return
    }
    element.querySelector(".still")?.toggleAttribute("hidden", true)
    const over = element.querySelector<HTMLElement>(".over")
    if (!over) return
    over.setAttribute("role", "status")
    over.hidden = false
  }
  look()
  // A computer that slept counts no time; what it wakes to must be true.
  addEventListener("visibilitychange", look)
}
