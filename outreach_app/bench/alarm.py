"""How soon a phone in use shows that emergency mode is on, and what that costs on the wire."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from outreach_app import ids
from outreach_app.accounts import people
from outreach_app.accounts.models import COORDINATOR
from outreach_app.bench import servers
from outreach_app.bench.browser import Absent, phone_page, sign_in
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.installation import Made, installed
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.emergency.mode.facts import DECLARED, ENDED
from outreach_app.emergency.mode.rules import ALL
from outreach_app.ledger import desk

SHOWN = "emergency mode on: shown by a phone in use"
EVERY_S = 60
"""So often a phone in use asks by itself; it may just have asked."""


@dataclass
class Heard:
    """What one run came to."""

    seconds: float
    bytes: int


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """From the desk's commit until the banner stands, on a phone that nobody touches; and the bytes of that exchange."""
    try:
        with installed(kits=20, phones=1, parts=2) as made:
            with writing(made.library) as handle:
                told = {"email": "desk@example.org", "name": "Desk", "role": COORDINATOR, "password": ids.token()}
                coordinator = people.add_staff(handle, **told).id
            with servers.product(made.environment, workers=1) as running:
                heard = _hears(made, running.port, coordinator, runs)
    except Absent as absent:
        yield Missing(SHOWN, str(absent))
        return
    seconds = [one.seconds for one in heard]
    yield figure(SHOWN, "s", seconds, limit=EVERY_S + 5, limit_is="aim", at_most=True)
    yield figure(f"{SHOWN}: bytes of the exchange", "B", [one.bytes for one in heard])


def _hears(made: Made, port: int, coordinator: str, runs: int) -> list[Heard]:
    found: list[Heard] = []
    last: str | None = None
    with phone_page() as page:
        sign_in(page, f"http://localhost:{port}/app/", made.phones[0])
        went: list[int] = []
        page.on("response", lambda response: went.append(_size(response)) if response.url.endswith("/sync") else None)
        for number in range(runs):
            # Somewhere between two of its questions, another place each time.
            page.wait_for_timeout(1000 * (7 + 13 * number % 50))
            went.clear()
            emergency = ids.new()
            _say(made, coordinator, DECLARED, emergency=emergency, name=f"Storm {number}", words=[], after=last)
            began = perf_counter()
            page.get_by_role("link", name=f"Emergency: Storm {number}").wait_for()
            found.append(Heard(perf_counter() - began, went[-1]))
            _say(made, coordinator, ENDED, emergency=emergency, note=None)
            last = emergency
            # Opened anew it asks at once, and again in a minute.
            page.reload()
            page.get_by_role("link", name=f"Emergency: Storm {number}").wait_for(state="detached")
    return found


def _say(made: Made, by: str, kind: str, **payload: object) -> None:
    with writing(made.library) as handle:
        desk.record_one(handle, CATALOGUE, fact_id=ids.new(), kind=kind, subject=ALL, author=by, payload=payload, zone="UTC")


def _size(response: Any) -> int:
    """What went out and came back of one exchange, without the headers."""
    sent, came = response.request.post_data_buffer or b"", response.body()
    return len(sent) + (len(gzip.compress(came)) if len(came) > 1000 else len(came))
