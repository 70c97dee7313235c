"""From the tap to "saved on this phone", in a real browser that is made four times as slow."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from outreach_app.bench import servers
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Phone, installed

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KITS, TAPS, SLOWER = 40, 40, 4
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
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        playwright: Any = import_module("playwright.sync_api")
    except ImportError:
        yield Missing(NAME, "Playwright is not installed here (it is one of the development dependencies)")
        return
    if program is None:
        yield Missing(NAME, "there is no Chromium here (Debian: apt-get install chromium)")
        return
    halves, nineties = [], []
    with installed(kits=KITS, phones=1) as made, servers.product(made.environment, workers=1) as running:
        for _ in range(runs):
            with playwright.sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=program)
                page = browser.new_context(**_phone(driver)).new_page()
                page.add_init_script(WATCH)
                address = f"http://localhost:{running.port}/app/"
                _sign_in(page, address, made.phones[0])
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                taps = [_tap(page, address, kit) for kit in list(made.kits)[:TAPS]]
                browser.close()
            halves.append(percentile(taps, 50))
            nineties.append(percentile(taps, 95))
    yield figure(f"{NAME}: median", "ms", halves)
    yield figure(f"{NAME}: 95th percentile", "ms", nineties, limit=MOST_MS, limit_is="aim", at_most=True)


def _phone(driver: Any) -> dict[str, Any]:
    told = {name: value for name, value in driver.devices["Pixel 7"].items() if name != "default_browser_type"}
    return {**told, "locale": "en-US", "timezone_id": "America/Chicago"}


def _sign_in(page: Any, address: str, phone: Phone) -> None:
    page.goto(address)
    page.get_by_label("Email").fill(phone.email)
    page.get_by_label("Password", exact=True).fill(phone.password)
    page.get_by_label("A name for this phone").fill("Bench")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation", name="Main").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def _tap(page: Any, address: str, kit: str) -> float:
    page.evaluate(GO, f"{address}kits/{kit}/out")
    page.locator("button[type=submit]").click()
    took: float = page.evaluate(TAKEN)
    return took
