"""Scanning with the field app: a label before a fake camera, from the picture to the kit's screen."""

import os
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from outreach_app.bench import servers
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.installation import Made, installed
from outreach_app.db import reading
from outreach_app.kits.models import Kit

KITS = 10
SHARE, MOST_MS = 0.95, 1_000
GIVE_UP_MS = 8_000
NAME = f"scan, {SLOWER}x slower"

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


def measure(*, runs: int, postgres: str | None, kits: int = KITS) -> Iterator[Figure | Missing]:
    """Share of labels that are read, and how long it takes from the camera to the screen: clean, tilted, dim."""
    try:
        with installed(kits=kits, phones=1) as made, servers.product(made.environment, workers=1) as running:
            took = _scanned(made, running.port, runs)
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    for how, all_runs in took.items():
        read = [[ms for ms in run if ms is not None] for run in all_runs]
        shares = [len(ms) / len(run) for ms, run in zip(read, all_runs, strict=True)]
        yield figure(f"{NAME}, {how}: share read", "", shares, limit=SHARE, limit_is="aim")
        medians = [statistics.median(ms) for ms in read if ms]
        if medians:
            told = f"{NAME}, {how}: median, camera to screen"
            yield figure(told, "ms", medians, limit=MOST_MS, limit_is="aim", at_most=True)


def _scanned(made: Made, port: int, runs: int) -> dict[str, list[list[float | None]]]:
    address = f"http://localhost:{port}"
    with reading(made.library) as session:
        doors = [(id_, door) for id_, door in session.execute(select(Kit.id, Kit.door).order_by(Kit.code))]
    films = {(how, kit): film(f"{address}/q/{door}", light) for how, light in SEEN.items() for kit, door in doors}
    shown = made.folder / "camera.y4m"
    show(shown, next(iter(films.values())))
    took: dict[str, list[list[float | None]]] = {how: [] for how in SEEN}
    with phone_page(camera=shown) as page:
        sign_in(page, f"{address}/app/", made.phones[0])
        page.goto(f"{address}/app/kits/{doors[-1][0]}")
        page.locator("h1 .code").wait_for()
        slow_down(page)
        for _ in range(runs):
            for how in SEEN:
                took[how].append([_scan(page, address, shown, films[how, kit], kit) for kit, _door in doors])
    return took


def _scan(page: Any, address: str, shown: Path, seen: bytes, kit: str) -> float | None:
    show(shown, seen)
    # The camera reads its film anew each time that it is opened.
    took: float | None = page.evaluate(SCAN, [f"{address}/app/more", f"{address}/app/scan", f"/app/kits/{kit}", GIVE_UP_MS])
    return took


def show(shown: Path, seen: bytes) -> None:
    """Put this film before the fake camera, whole at once."""
    new = shown.with_suffix(".new")
    new.write_bytes(seen)
    os.replace(new, shown)
