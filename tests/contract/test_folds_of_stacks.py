"""Histories of stacks of flyers and the rows that the server makes of them: the phone's own rule must give the same.

`folds/placement.json` holds the facts, word by word, and the rows; `folds/flyer_codes.json` the codes of stacks that chance
gives. `tests/client/flyers.test.ts` reads both. Written anew as the stories are.
"""

import hashlib
import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contract.folds import check
from contract.test_exchanges import WRITE
from fixtures.library import NOW, fact_text
from outreach_app import ids
from outreach_app.flyers import codes

FOLDER = Path(__file__).parent / "folds"


def history(chance: random.Random) -> list[dict[str, Any]]:
    """A stack that two trainers lay out, restock, remove and put right, each on a phone of their own."""
    made = []
    for n in range(chance.randint(1, 7)):
        kind = "placed" if n == 0 else chance.choice(("placed", "restocked", "restocked", "removed"))
        phone = chance.choice(("phone-a", "phone-b"))
        copies, left = chance.randint(0, 40), chance.choice((None, 0, 5))
        payload: dict[str, Any] = {
            "placed": {"flyer": "F1", "code": "ABCDE23456ZW", "site": chance.choice(("S1", None)), "spot": "Front desk",
                       "language": chance.choice(("es", None)), "copies": copies, "restock_on": "2026-12-20", "note": None},
            "restocked": {"copies": copies, "left": left, "restock_on": chance.choice((None, "2027-01-10")), "note": None},
            "removed": {"code": "ABCDE23456ZW", "reason": chance.choice(("gone", "removed", "expired")), "left": left,
                        "note": None},
        }[kind]  # fmt: skip
        fact = fact_text(
            f"flyer.{kind}", "N1", payload, id=f"fact-{n}", device=phone, seq=n + 1, author="ann",
            at=NOW - timedelta(days=10) + timedelta(hours=20 * n), visit=None, offset_ms=chance.choice((0, 0, 60_000, None)),
        )  # fmt: skip
        made.append(json.loads(fact))
    return made


@pytest.mark.parametrize("number", range(24))
def test_the_file_says_what_the_server_makes_of_a_history(app: Flask, number: int) -> None:
    facts = history(random.Random(number))  # noqa: S311 (the same every time)
    check(
        app, FOLDER / "placement.json", number, facts, lambda library: {**library.rows("placements")["N1"], "discrepancies": []}
    )


def test_the_file_says_which_codes_chance_gives() -> None:
    made = []
    for n in range(20):
        chance = hashlib.shake_256(str(n).encode()).digest(32)
        # One fair byte after the other, as both languages read them.
        fair = iter([byte for byte in chance if byte < 240])
        with ids.drawing(lambda count, fair=fair: bytes(next(fair) for _ in range(count))):
            made.append({"flyer": "K7M2Q", "chance": list(chance), "code": codes.new_for("K7M2Q")})
    file = FOLDER / "flyer_codes.json"
    if WRITE:
        file.write_text(json.dumps(made) + "\n", encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == made
    assert all(codes.is_stack(one["code"]) for one in made)
