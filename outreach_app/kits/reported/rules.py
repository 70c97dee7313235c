"""What was reported of a kit and is for a person to look at. A part of the fold of a kit; it moves nothing. Pure.

`reported` holds [what, part, fact, moment]; what later facts explain is dropped from it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.kits.holders import IN_STORE
from outreach_app.kits.reported.facts import FOUND
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

SETTLEMENTS = {"kit.problem_reported": ("repaired", "noted", "mistaken"), "kit.found": ("found", "noted", "mistaken")}
_MENDED = ("damaged", "not_working")
_FINE = ("damaged", "not_working", "missing")


def start() -> dict[str, Any]:
    """The members of a kit's state that this room keeps, before anything happened."""
    return {"reported": []}


def report(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """kit.problem_reported happens."""
    told = fact.payload
    state["reported"].append([told["what"], told["part"], fact.id, fact.effective])


def explain(state: dict[str, Any], fact: Fact) -> None:
    """What was reported before and this fact answers: the kit is back, a thing was repaired or is fine."""
    told = fact.payload
    if fact.kind == "kit.checked_in" and state["custody"] == IN_STORE:
        _drop(state, (FOUND,), None)
    elif fact.kind == "kit.serviced" and "repaired" in told["did"]:
        _drop(state, _MENDED, told["parts"] or None)
    elif fact.kind == "kit.condition_noted":
        bad = {line["part"] for line in told["parts"] if line["condition"] != "ok" and line["count"]}
        fine = [line["part"] for line in told["parts"] if line["part"] not in bad]
        _drop(state, _FINE, [*fine, *([None] if told["kit"] == "ok" else [])])


def findings(state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
    """Each report is for a person to look at."""
    for what, part, fact, at in state["reported"]:
        if what == FOUND:
            yield Finding("kit.found", subject, (fact,), at)
        else:
            yield Finding("kit.problem_reported", subject, (fact,), at, part, {"what": what})


def _drop(state: dict[str, Any], words: Iterable[str], parts: Iterable[str | None] | None) -> None:
    """Drop what was reported in these words of these parts; None for parts means all of them."""
    gone, of = set(words), None if parts is None else set(parts)
    state["reported"] = [one for one in state["reported"] if one[0] not in gone or (of is not None and one[1] not in of)]
