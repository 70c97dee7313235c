"""Whether a place is open, and until when: the phone's own rule must say what the server's says.

`folds/opening_hours.json` holds hours, moments and what is said of them; `tests/client/opening-hours.test.ts` reads it.
Written anew as the stories are.
"""

import json
import random
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from contract.test_exchanges import WRITE
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Otherwise, Weekly

FILE = Path(__file__).parent / "folds" / "opening_hours.json"
TIMES = ("00:00", "00:30", "02:00", "09:00", "12:00", "13:30", "18:00", "22:00", "23:59")
SPANS = (("09:00", "12:00"), ("13:30", "18:00"), ("22:00", "02:00"), ("00:00", "00:00"), ("18:00", "00:00"))
TODAY = date(2026, 11, 24)


def drawn(chance: random.Random) -> Hours:
    """Hours such as a place may have, some of them odd: past midnight, day and night, closed for weeks."""
    days = chance.choice((DAYS, chance.sample(DAYS, chance.randint(0, 7))))
    always = chance.choice((None, None, None, ("00:00", "00:00")))
    weekly = [Weekly(day, *(always or chance.choice(SPANS))) for day in days for _ in range(chance.choice((1, 1, 2)))]
    otherwise = []
    for _ in range(chance.randint(0, 3)):
        begins = TODAY + timedelta(days=chance.randint(-3, 9))
        ends = begins + timedelta(days=chance.choice((0, 0, 2, 30)))
        hours = chance.choice(((None, None), ("09:00", "12:00"), ("22:00", "02:00")))
        otherwise.append(Otherwise(begins.isoformat(), ends.isoformat(), *hours))
    return Hours(tuple(weekly), tuple(otherwise))


def case(number: int) -> dict[str, Any]:
    chance = random.Random(number)  # noqa: S311 (the same every time)
    hours = drawn(chance)
    on, at = (TODAY + timedelta(days=chance.randint(0, 6))).isoformat(), chance.choice(TIMES)
    closed_on = chance.choice((None, None, None, (TODAY + timedelta(days=chance.randint(0, 9))).isoformat()))
    said = rules.state(hours, on, at, closed_on)
    spans = [asdict(one) for one in rules.spans_on(hours, date.fromisoformat(on))]
    return {
        "hours": rules.as_told(hours), "on": on, "at": at, "closed_on": closed_on, "spans": spans,
        "is_open": said.is_open, "until": list(said.until) if said.until else None,
    }  # fmt: skip


def test_the_file_says_what_the_server_says_of_each_moment() -> None:
    cases = [case(number) for number in range(120)]
    if WRITE:
        FILE.write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")
    assert json.loads(FILE.read_text(encoding="utf-8")) == cases
    assert {(one["is_open"], one["until"] is None) for one in cases} == {(a, b) for a in (True, False) for b in (True, False)}
