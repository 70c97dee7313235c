"""What kits are found by: a label before a fake camera, the list and the search on a full phone, the sheets of labels."""

import os
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from outreach_app.bench import servers, sheets, stands
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.installation import Made, installed
from outreach_app.db import reading
from outreach_app.kits.models import Kit

SHARE, MOST_MS, MOST_TO_FIND_MS = 0.95, 1_000, 100
GIVE_UP_MS = 8_000
SCAN_NAME, FIND_NAME = f"scan, {SLOWER}x slower", f"finding a kit on the phone, {SLOWER}x slower"


@dataclass(frozen=True)
class Size:
    """How much there is, and how often each thing is done in a run."""

    kits: int = 1_000
    parts: int = 20
    labels: int = 10
    visits: int = 20
    sought: tuple[str, ...] = ("K-00417", "tablet kit 73", "kit 9 8")
    """Typed a letter at a time, as people do."""


# From the first moment that the camera shows something to the frame after the kit's screen is there.
SCAN = """
([away, from, to, most]) => new Promise((told) => {
  let began = 0
  const playing = (event) => { began ||= event.timeStamp }
  document.addEventListener("playing", playing, true)
  const end = (took) => { document.removeEventListener("playing", playing, true); told(took) }
  const gaveUp = performance.now() + most
  const look = () => {
    if (location.pathname === to && document.querySelector("h1 .code")) end(performance.now() - began)
    else if (performance.now() > gaveUp) end(null)
    else requestAnimationFrame(look)
  }
  const move = (where) => { history.pushState({}, "", where); dispatchEvent(new PopStateEvent("popstate")) }
  // From elsewhere in any case, so that the camera opens anew.
  move(away)
  requestAnimationFrame(() => { move(from); look() })
})
"""


@dataclass(frozen=True)
class _Run:
    """Milliseconds of one run; None for a label that was not read."""

    scans: Mapping[str, list[float | None]]
    listing: list[float]
    searching: list[float]


def measure(*, runs: int, postgres: str | None, size: Size = Size()) -> Iterator[Figure | Missing]:
    """Labels that are read and how fast, clean, tilted, dim; the list and the search of a full phone; sheets of labels."""
    with installed(kits=size.kits, phones=1, parts=size.parts) as made:
        try:
            with servers.product(made.environment, workers=1) as running:
                took = _on_a_phone(made, running.port, runs, size)
        except Absent as absent:
            yield Missing(SCAN_NAME, str(absent))
            yield Missing(FIND_NAME, str(absent))
        else:
            yield from _of_scans(took)
            for what, times in (("list", [run.listing for run in took]), ("search", [run.searching for run in took])):
                slow = [percentile(one, 95) for one in times]
                told = f"{FIND_NAME}, {what}: 95th percentile"
                yield figure(told, "ms", slow, limit=MOST_TO_FIND_MS, limit_is="aim", at_most=True)
        yield from sheets.measure(made.app, runs=runs)


def _of_scans(took: list[_Run]) -> Iterator[Figure]:
    for how in SEEN:
        every = [run.scans[how] for run in took]
        read = [[ms for ms in run if ms is not None] for run in every]
        shares = [len(ms) / len(run) for ms, run in zip(read, every, strict=True)]
        yield figure(f"{SCAN_NAME}, {how}: share read", "", shares, limit=SHARE, limit_is="aim")
        medians = [statistics.median(ms) for ms in read if ms]
        if medians:
            told = f"{SCAN_NAME}, {how}: median, camera to screen"
            yield figure(told, "ms", medians, limit=MOST_MS, limit_is="aim", at_most=True)


def _on_a_phone(made: Made, port: int, runs: int, size: Size) -> list[_Run]:
    address = f"http://localhost:{port}"
    with reading(made.library) as session:
        every = [(id_, door) for id_, door in session.execute(select(Kit.id, Kit.door).order_by(Kit.code))]
    # From all over the list, not its beginning alone.
    doors = every[:: max(1, len(every) // size.labels)][: size.labels]
    films = {(how, kit): film(f"{address}/q/{door}", light) for how, light in SEEN.items() for kit, door in doors}
    shown = made.folder / "camera.y4m"
    show(shown, next(iter(films.values())))
    took = []
    with phone_page(camera=shown) as page:
        sign_in(page, f"{address}/app/", made.phones[0])
        # The whole library has come when its last kit, by code, has a screen of its own.
        page.goto(f"{address}/app/kits/{every[-1][0]}")
        page.locator("h1 .code").wait_for()
        slow_down(page)
        for _ in range(runs):
            scans = {how: [_scan(page, address, shown, films[how, kit], kit) for kit, _door in doors] for how in SEEN}
            took.append(_Run(scans, *_found(page, f"{address}/app/", size)))
    return took


def _scan(page: Any, address: str, shown: Path, seen: bytes, kit: str) -> float | None:
    show(shown, seen)
    # The camera reads its film anew each time that it is opened.
    took: float | None = page.evaluate(SCAN, [f"{address}/app/more", f"{address}/app/scan", f"/app/kits/{kit}", GIVE_UP_MS])
    return took


def _found(page: Any, app: str, size: Size) -> tuple[list[float], list[float]]:
    """How long it takes to come to the list; and from each letter that is typed there to what is found."""
    listing = []
    for _ in range(size.visits):
        stands.move(page, f"{app}more")
        listing.append(stands.move(page, f"{app}kits"))
    searching = []
    for words in size.sought:
        searching += [stands.type_to_search(page, words[: one + 1]) for one in range(len(words))]
        # Back to the whole list is searching too.
        searching.append(stands.type_to_search(page, ""))
    return listing, searching


def show(shown: Path, seen: bytes) -> None:
    """Put this film before the fake camera, whole at once."""
    new = shown.with_suffix(".new")
    new.write_bytes(seen)
    os.replace(new, shown)
