"""Histories of a kit's care and the rows that the server makes of them: the phone's own rule must give the same.

`folds/kit.json` holds the facts, word by word, and the rows. `tests/client/care.test.ts` lays the facts over what the
library knew of the kit before them. Written anew as the stories are.
"""

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contract.folds import check
from fixtures.library import NOW, Library, back, fact_text, out_to

FILE = Path(__file__).parent / "folds" / "kit.json"
PARTS = (("tablet", 1), ("charger", 4))
RANDOM = 24


def history(chance: random.Random) -> list[dict[str, Any]]:
    """A kit that goes out and comes back, is looked at, seen to and filled up."""
    made: list[dict[str, Any]] = []
    holder = "ann"
    for n in range(chance.randint(2, 7)):
        kind = chance.choice(
            ("kit.checked_out", "kit.checked_in", "kit.handed_over", "kit.serviced", "kit.condition_noted", "kit.restocked")
        )
        part, most = chance.choice(PARTS)
        some = chance.randint(1, most)
        payload: dict[str, Any] = {
            "kit.checked_out": out_to(chance.choice(("ann", "bob"))),
            "kit.checked_in": chance.choice((back(), back((part, some, chance.choice(("damaged", "consumed")))))),
            "kit.handed_over": {
                "handover": f"hand-{n}",
                "giver": {"staff": holder},
                "to": {"staff": chance.choice(("ann", "bob", "cora"))},
                "due_on": chance.choice((None, "2026-12-01")),
                "note": None,
            },
            "kit.serviced": {
                "did": chance.sample(("charged", "wiped", "repaired"), chance.randint(1, 2)),
                "parts": chance.choice(([], [], [part])),
                "note": None,
            },
            "kit.condition_noted": {
                "kit": chance.choice((None, None, "ok", "attention", "out_of_service")),
                "parts": chance.choice(([], [_line(part, some, chance)])),
                "note": None,
            },
            "kit.restocked": {"parts": [{"part": "charger", "count": some}], "note": None},
        }[kind]
        fact = fact_text(
            kind, "K1", payload, id=f"fact-{n}", device="phone-a", seq=n + 1, author="ann",
            at=NOW - timedelta(hours=3) + timedelta(minutes=20 * n),
        )  # fmt: skip
        made.append(json.loads(fact))
        holder = payload["to"]["staff"] if "to" in payload else holder
    return made


def _line(part: str, count: int, chance: random.Random) -> dict[str, Any]:
    return {"part": part, "count": count, "condition": chance.choice(("ok", "attention", "damaged", "lost", "destroyed"))}


def row_after(library: Library) -> dict[str, Any]:
    """The kit's row but for its discrepancies, which only the library can tell, and its codes, which are drawn."""
    row = library.rows("kits")["K1"]
    told = {name: row[name] for name in ("id", "parts", "custody", "care")}
    return {**told, "parts": [{name: part[name] for name in ("id", "name", "count", "tag")} for part in told["parts"]]}


@pytest.mark.parametrize("number", range(RANDOM))
def test_the_file_says_what_the_server_makes_of_a_history(app: Flask, number: int) -> None:
    told = history(random.Random(number))  # noqa: S311 (the same every time)
    check(app, FILE, number, told, row_after, lambda library: library.kit("K1", **dict(PARTS)))


def test_what_is_reported_moves_nothing_there_and_here(app: Flask) -> None:
    told = [
        ("kit.checked_out", out_to("ann")),
        ("kit.problem_reported", {"what": "damaged", "part": "tablet", "words": "Cracked", "where": None}),
        ("kit.problem_reported", {"what": "found", "part": None, "words": None, "where": "Bus stop"}),
        ("kit.serviced", {"did": ["repaired"], "parts": ["tablet"], "note": None}),
    ]
    facts = [
        json.loads(
            fact_text(
                kind, "K1", payload, id=f"fact-{n}", device="phone-a", seq=n + 1, author="ann",
                at=NOW - timedelta(hours=3) + timedelta(minutes=20 * n),
            )
        )
        for n, (kind, payload) in enumerate(told)
    ]  # fmt: skip
    check(app, FILE, RANDOM, facts, row_after, lambda library: library.kit("K1", **dict(PARTS)))
