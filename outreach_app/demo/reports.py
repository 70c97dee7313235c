"""What people say of the demonstration library's kits by their labels: something broken, something missing, one found."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.demo.contents import KitMade
from outreach_app.demo.phones import ZONE
from outreach_app.ledger import desk

# The kit, the part where it is one, what it is, the words, the place; and when, counted in days and hours from today.
REPORTS = (
    ("K-11", None, "found", "It stood at the bus stop, I put it in the office here", "Storm shelter, room 4", (-1, 12)),
    ("K-02", "Privacy screen", "missing", "There are only five. Was one left at the last place?", None, (-1, 13)),
    ("K-03", "Hotspot 2", "not_working", "La luz se queda en rojo", "Clínica, recepción", (-1, 15)),
)


def add(library: str, at: Callable[[int, int], datetime], kits: Mapping[str, KitMade]) -> None:
    """Let them say it, each at its time."""
    for code, part, what, words, where, when in REPORTS:
        kit, moment = kits[code], at(*when)
        payload: dict[str, Any] = {"what": what, "part": kit.part(part)[0] if part else None, "words": words, "where": where}
        with clock.telling(lambda moment=moment: moment), writing(library) as handle:  # type: ignore[misc]
            desk.record_one(
                handle, CATALOGUE, fact_id=ids.new(), kind="kit.problem_reported", subject=kit.id, author=None,
                payload=payload, zone=ZONE, via="public",
            )  # fmt: skip
