"""What was suggested about a listing: each waits for a person. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.directory.suggestions.facts import SUGGESTED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

LISTING = "listing"


class SuggestionsFolder:
    """The fold of a listing's suggestions: `suggested`, as [fact, time]."""

    def start(self) -> dict[str, Any]:
        return {"suggested": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        state["suggested"].append([fact.id, fact.effective])

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for fact, at in state["suggested"]:
            yield Finding(SUGGESTED, subject, (fact,), at)
