"""Histories of training sessions and the rows that the server makes of them: the phone's own rule must give the same.

`folds/training_session.json` holds the facts, word by word, and the row. `tests/client/sessions.test.ts` lays the facts
over what the library knew of the session before them. Written anew as the stories are.
"""

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contract.folds import check
from fixtures.library import NOW, Library, fact_text, session, setting

FILE = Path(__file__).parent / "folds" / "training_session.json"
OF_THE_LIBRARY = ("comments", "discrepancies", "pulse_code", "merged_into")
LOGGED, AMENDED, WITHDRAWN = "training_session.logged", "training_session.amended", "training_session.withdrawn"
CHANGES: tuple[dict[str, Any], ...] = (
    {"attendance_in_person": 9},
    {"attendance_in_person": None, "attendance_virtual": 4, "format": "virtual"},
    {"on": "2026-11-23", "starts_at": "2026-11-23T16:00:00-06:00", "ends_at": None},
    {"topic": "excel", "notes": "Counted again", "languages": ["es", "en"]},
    {"site": None, "trainers": ["ann", "bob"], "kits": ["K1"], "digital_literacy": None, "sponsor": [], "partner_share": None},
    {},
)


def history(chance: random.Random) -> list[dict[str, Any]]:
    """A session that one trainer logs; it, and now and then another, amends, withdraws or logs it again later."""
    told, made = session(attendance_in_person=chance.randint(0, 30)), []
    for n in range(chance.randint(1, 6)):
        kind = LOGGED if n == 0 else chance.choice((AMENDED, AMENDED, AMENDED, WITHDRAWN, LOGGED))
        named = {"of": f"fact-{max(0, n - 1)}", "was": setting(told), "reason": None}
        payload: dict[str, Any] = {
            LOGGED: told, AMENDED: {**named, "changes": chance.choice(CHANGES)}, WITHDRAWN: named,
        }[kind]  # fmt: skip
        phone = chance.choice(("phone-a", "phone-b"))
        fact = fact_text(
            kind, "T1", payload, id=f"fact-{n}", device=phone, seq=n + 1, author="ann" if phone == "phone-a" else "bob",
            at=NOW - timedelta(hours=2) + timedelta(minutes=5 * n), visit=chance.choice((None, None, "V1")),
            offset_ms=chance.choice((0, 0, 60_000, None)),
        )  # fmt: skip
        made.append(json.loads(fact))
    return made


def row_after(library: Library) -> dict[str, Any] | None:
    """The session's row but for what only the library can say of it."""
    row = library.rows("training_sessions").get("T1")
    return row and {name: value for name, value in row.items() if name not in OF_THE_LIBRARY}


@pytest.mark.parametrize("number", range(24))
def test_the_file_says_what_the_server_makes_of_a_history(app: Flask, number: int) -> None:
    check(app, FILE, number, history(random.Random(number)), row_after)  # noqa: S311 (the same every time)
