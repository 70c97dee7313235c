"""Histories of emergencies as one coordinator's phone tells them, and what the library's row says after each.

`folds/emergency.json` holds the facts, word by word, and what the row says. `tests/client/emergency.test.ts` lays the facts
over what the library said before them. Written anew as the stories are.
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
from outreach_app.emergency.mode import rules

FILE = Path(__file__).parent / "folds" / "emergency.json"


def history(chance: random.Random) -> list[dict[str, Any]]:
    """Emergency mode switched on and off again and again, sometimes on while it is on and off while it is off."""
    made: list[dict[str, Any]] = []
    last, is_on = None, False
    for n in range(chance.randint(1, 6)):
        kind = chance.choice(("declared", "ended")) if last else "declared"
        words = [{"language": "en", "text": "Come in"}] if chance.random() < 0.5 else []
        if kind == "declared":
            told = {"emergency": f"E{n}", "name": chance.choice(("Flood", "Storm")), "words": words, "after": last}
            last, is_on = (last, True) if is_on else (f"E{n}", True)
        else:
            told, is_on = {"emergency": last, "note": None}, False
        fact = fact_text(
            f"emergency.{kind}", rules.ALL, told, id=f"fact-{n}", device="phone-a", seq=n + 1, author="cora",
            at=NOW - timedelta(hours=3) + timedelta(minutes=20 * n), offset_ms=chance.choice((0, 0, 60_000, None)),
        )  # fmt: skip
        made.append(json.loads(fact))
    return made


def told_after(library: Library) -> dict[str, Any] | None:
    """What phones are told of the last emergency."""
    told: dict[str, Any] = library.rows("library")[library.id]["emergency"]
    return told


@pytest.mark.parametrize("number", range(12))
def test_the_file_says_what_the_server_makes_of_a_history(app: Flask, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 (the same every time)
    check(app, FILE, number, history(chance), told_after, lambda library: library.staff("cora", role="coordinator"))
