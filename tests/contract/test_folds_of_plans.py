"""Who steps in, and who calls whom: the phone's own rules must say what the server's say.

`folds/plans.json` holds roles, calls and what is said of them; `tests/client/plan.test.ts` reads it. Written anew as the
stories are.
"""

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

from contract.test_exchanges import WRITE
from outreach_app.emergency.plan.rules import Call, Role, called_in_order, standing

FILE = Path(__file__).parent / "folds" / "plans.json"
PEOPLE = ("staff:ann", "staff:bob", "contact:duty", "contact:gone")


def case(number: int) -> dict[str, Any]:
    chance = random.Random(number)  # noqa: S311 (the same every time)
    role = Role("role", holders=tuple(chance.sample(PEOPLE, chance.randint(0, 4))))
    there = sorted(chance.sample(PEOPLE, chance.randint(0, 4)))
    # Some call each other in a ring, some name a call that is gone.
    names = [f"c{place}" for place in range(chance.randint(0, 6))]
    calls = [Call(name, who="staff:ann", caller=chance.choice([*names, "", "gone"])) for name in names]
    said = standing(role, there)
    return {
        "role": asdict(role), "there": there, "calls": [asdict(one) for one in calls],
        "holder": said.holder, "acting": said.acting, "is_vacant": said.is_vacant,
        "order": [[depth, one.id] for depth, one in called_in_order(calls)],
    }  # fmt: skip


def test_the_file_says_what_the_server_says_of_each_plan() -> None:
    cases = [case(number) for number in range(60)]
    if WRITE:
        FILE.write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(cases))
    assert {one["is_vacant"] for one in cases} == {True, False}
