"""Histories of visits and the rows that the server makes of them: the phone's own rule must give the same.

`folds/visit.json` holds the facts, word by word, and the rows. `tests/client/visits.test.ts` lays the facts over what the
library knew of the visit before them. Written anew as the stories are.
"""

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contract.folds import check
from fixtures.library import NOW, Library, fact_text

FILE = Path(__file__).parent / "folds" / "visit.json"
STARTED, FINISHED = "visit.started", "visit.finished"


def history(chance: random.Random) -> list[dict[str, Any]]:
    """A visit that two trainers start and finish, once or more often, each on a phone of their own."""
    made = []
    for n in range(chance.randint(1, 6)):
        kind = STARTED if n == 0 else chance.choice((STARTED, FINISHED, FINISHED))
        phone = chance.choice(("phone-a", "phone-b"))
        author = "ann" if phone == "phone-a" else "bob"
        payload: dict[str, Any] = {
            STARTED: {"site": chance.choice(("S1", "S1", "S2", None)), "trainers": [author], "note": None},
            FINISHED: {"outcome": chance.choice(("held", "nobody_came", "closed", "called_off")), "note": None},
        }[kind]
        fact = fact_text(
            kind, "V1", payload, id=f"fact-{n}", device=phone, seq=n + 1, author=author,
            at=NOW - timedelta(hours=3) + timedelta(minutes=20 * n), visit="V1", offset_ms=chance.choice((0, 0, 60_000, None)),
        )  # fmt: skip
        made.append(json.loads(fact))
    return made


def row_after(library: Library) -> dict[str, Any]:
    """The visit's row but for its discrepancies, which only the library can tell."""
    return {**library.rows("visits")["V1"], "discrepancies": []}


@pytest.mark.parametrize("number", range(24))
def test_the_file_says_what_the_server_makes_of_a_history(app: Flask, number: int) -> None:
    check(app, FILE, number, history(random.Random(number)), row_after)  # noqa: S311 (the same every time)
