"""What was heard and counted on one visit: numbers by sort and topic. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

NEED, REFERRAL, ONE_TO_ONE, TABLE = SORTS = ("need", "referral", "one_to_one", "table")
NO_TOPIC = "-"


class HeardFolder:
    """The fold of what was heard: `counts` by "sort day site topic", in the order in which they came up.

    Where people were sent on to a listing, its id stands behind.
    """

    def start(self) -> dict[str, Any]:
        return {"counts": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told = fact.payload
        named = (_sort(fact), fact.local_date, told["site"] or NO_TOPIC, told["topic"] or NO_TOPIC, told.get("listing"))
        key = " ".join(one for one in named if one)
        state["counts"][key] = state["counts"].get(key, 0) + told["count"]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The visit on which it was, to be told in its history."""
    if fact.visit:
        yield "visit", fact.visit


def _sort(fact: Fact) -> str:
    if fact.kind == "help.tallied":
        return str(fact.payload["sort"])
    return NEED if fact.kind == "need.heard" else REFERRAL
