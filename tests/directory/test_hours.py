"""When a service is open, by the examples that both languages read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from outreach_app.directory import hours

EXAMPLES = json.loads((Path(__file__).parent.parent / "contract" / "hours" / "listings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("told", EXAMPLES, ids=lambda told: told["why"])
def test_a_service_is_open_as_its_hours_say(told: dict[str, Any]) -> None:
    found = hours.state(told["hours"], told["on"], told["at"])

    then = told["then"]
    assert found == (then and hours.State(then["is_open"], then["until"] and tuple(then["until"])))
    minute = int(told["at"][:2]) * 60 + int(told["at"][3:])
    assert hours.is_open(told["hours"], date.fromisoformat(told["on"]), minute) == bool(then and then["is_open"])
