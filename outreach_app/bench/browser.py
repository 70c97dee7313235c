"""A phone's browser to measure in: Chromium, driven by Playwright, made as slow as a cheap phone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from outreach_app.bench.installation import Phone

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SLOWER = 4
PATIENCE_MS = 120_000


class Absent(Exception):
    """There is no such browser here; the text says what is missing."""


@contextmanager
def phone_page(*, script: str | None = None, camera: Path | None = None) -> Iterator[Any]:
    """An empty page on a phone of its own. Raises `Absent`.

    `script` runs at the start of each document; `camera` is the film that its camera shows, which the page may use.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        playwright: Any = import_module("playwright.sync_api")
    except ImportError as error:
        raise Absent("Playwright is not installed here (it is one of the development dependencies)") from error
    if program is None:
        raise Absent("there is no Chromium here (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=fake_camera(camera) if camera else [])
        context = browser.new_context(**_phone(driver), permissions=["camera"] if camera else [])
        page = context.new_page()
        # A machine that does much at once is slow by itself; what is measured is measured in the page.
        page.set_default_timeout(PATIENCE_MS)
        if script is not None:
            page.add_init_script(script)
        yield page
        browser.close()


def fake_camera(film: Path) -> list[str]:
    """What makes Chromium's camera show a film."""
    return ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]


def sign_in(page: Any, address: str, phone: Phone) -> None:
    """Enrol the phone by the trainer's sign-in, and wait until the app would open without the network."""
    page.goto(address)
    page.get_by_label("Email").fill(phone.email)
    page.get_by_label("Password", exact=True).fill(phone.password)
    page.get_by_label("A name for this phone").fill("Bench")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation", name="Main").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def slow_down(page: Any) -> None:
    """From now on the page's scripts take four times as long."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _phone(driver: Any) -> dict[str, Any]:
    told = {name: value for name, value in driver.devices["Pixel 7"].items() if name != "default_browser_type"}
    return {**told, "locale": "en-US", "timezone_id": "America/Chicago"}
