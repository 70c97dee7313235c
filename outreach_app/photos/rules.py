"""A photo as the facts tell of it: which of them name it, from which phone. Pure.

Its history is that of the facts that name it, so that what is wanted of the phones can be folded anew from the ledger.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.photos.facts import named

PHOTO = "photo"


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The photos that a fact names."""
    return [(PHOTO, name) for name, _part in named(fact.payload)]


class PhotoFolder:
    """The fold of a photo. State: `named` as [fact, device], in order."""

    def start(self) -> dict[str, Any]:
        return {"named": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        state["named"].append([fact.id, fact.device])

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()
