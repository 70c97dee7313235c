"""From the tap to "saved on this phone", in a real browser that is made four times as slow."""

from collections.abc import Iterator
from typing import Any

from outreach_app.bench import servers
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import installed

KITS, TAPS = 40, 40
MOST_MS = 50
NAME = f"record, tap to saved, {SLOWER}x slower"

# From the event's own time stamp, which is when the finger came down, to the frame after the words are there.
WATCH = """
addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[type=submit]") : null
  if (button === null) return
  window.benchTaps = []
  const began = event.timeStamp
  const seen = new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes])
    if (!added.some((node) => node.textContent.includes("Saved on this phone"))) return
    seen.disconnect()
    requestAnimationFrame(() => setTimeout(() => window.benchTaps.push(performance.now() - began)))
  })
  seen.observe(document.body, { subtree: true, childList: true, characterData: true })
}, { capture: true })
"""
# To another screen as a link does it, without loading the app anew.
GO = "(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }"

# Asked for by the driver; the page's own policy forbids to wait for a text of JavaScript.
TAKEN = """
() => new Promise((told) => {
  const look = () => (window.benchTaps?.length > 0 ? told(window.benchTaps[0]) : requestAnimationFrame(look))
  look()
})
"""


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """Median and 95th percentile of the taps of every run, with the network there and the server answering."""
    halves, nineties = [], []
    try:
        with installed(kits=KITS, phones=1) as made, servers.product(made.environment, workers=1) as running:
            address = f"http://localhost:{running.port}/app/"
            for _ in range(runs):
                with phone_page(script=WATCH) as page:
                    sign_in(page, address, made.phones[0])
                    slow_down(page)
                    taps = [_tap(page, address, kit) for kit in list(made.kits)[:TAPS]]
                halves.append(percentile(taps, 50))
                nineties.append(percentile(taps, 95))
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    yield figure(f"{NAME}: median", "ms", halves)
    yield figure(f"{NAME}: 95th percentile", "ms", nineties, limit=MOST_MS, limit_is="aim", at_most=True)


def _tap(page: Any, address: str, kit: str) -> float:
    page.evaluate(GO, f"{address}kits/{kit}")
    page.get_by_role("link", name="Take out").click()
    page.locator("button[type=submit]").click()
    took: float = page.evaluate(TAKEN)
    return took
