"""The field app in Firefox: with no network every screen opens, and what is recorded survives the browser's end.

`make soak` tries it. What browsers differ in is what the app stands on: storage, locks, the worker, what they ask the
person.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from browser.test_the_worker import DEEP_LINKS, heading
from fixtures.absent import skip_for_want_of
from fixtures.browser import Watch, by_day
from fixtures.field import Served, badge, sign_in, take_out

NAMES = ("firefox-esr", "firefox")


class Firefox:
    """A phone whose browser is Firefox, with storage that survives its being killed."""

    def __init__(self, playwright: Playwright, program: str, profile: Path, watch: Watch) -> None:
        self._playwright, self._program, self.profile, self._watch = playwright, program, profile, watch
        self.context: BrowserContext | None = None

    def open(self, url: str) -> Page:
        self.context = self._playwright.firefox.launch_persistent_context(
            self.profile,
            channel="moz-firefox",
            executable_path=self._program,
            viewport={"width": 412, "height": 839},
            locale="en-US",
            timezone_id=by_day(),
        )
        self._watch.over(self.context)
        page = self.context.pages[0]
        page.goto(url)
        return page

    def kill(self) -> None:
        """End every process of the browser at once."""
        assert self.context is not None
        context, self.context = self.context, None
        with context.expect_event("close"):
            for pid in self._processes():
                # Those that the first one took with it are gone.
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def _processes(self) -> Iterator[int]:
        for folder in Path("/proc").glob("[0-9]*"):
            # A process may end while it is looked at.
            with suppress(OSError):
                if str(self.profile).encode() in (folder / "cmdline").read_bytes():
                    yield int(folder.name)


@pytest.fixture
def firefox(playwright: Playwright, tmp_path: Path, watch: Watch) -> Iterator[Firefox]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        skip_for_want_of("Firefox (Debian: apt-get install firefox-esr)")
    phone = Firefox(playwright, program, tmp_path / "profile", watch)
    yield phone
    phone.close()


def test_every_screen_opens_and_what_was_recorded_survives_the_browser_s_death_and_is_sent(
    served: Served, firefox: Firefox
) -> None:
    served.server.start()
    page = firefox.open(served.address("kits"))
    sign_in(page, served.library.email("ann"))
    page.reload()
    expect(badge(page)).to_have_text("all kept")

    served.server.stop()
    for link, title in DEEP_LINKS.items():
        page.goto(served.address(link))
        heading(page, title)
    page.goto(served.address("kits"))
    take_out(page, "K1")
    expect(badge(page)).to_contain_text("1 waiting")
    firefox.kill()
    page = firefox.open(served.address("kits"))
    expect(badge(page)).to_contain_text("1 waiting")
    take_out(page, "K2")
    expect(badge(page)).to_contain_text("2 waiting")

    served.server.start()
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    assert sorted((fact.subject, fact.seq) for fact in served.library.facts().values()) == [("K1", 1), ("K2", 2)]
