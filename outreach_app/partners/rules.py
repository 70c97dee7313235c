"""What is to be done next with a partner, as talks and the desk tell it. Pure.

The words of a step stay in the ledger, where they can be redacted; a step is known by its talk and its day.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.partners.page.facts import ASKED


class PartnerFolder:
    """The fold of a partner.

    State: `talks`, how many there were; `steps` by talk as [time, site, day, author]; `done` by talk as [fact, time, author];
    `asked` what came from the partner's own page, as [fact, time].
    """

    def start(self) -> dict[str, Any]:
        return {"talks": 0, "steps": {}, "done": {}, "asked": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told, done = fact.payload, state["done"]
        if fact.kind == ASKED:
            state.setdefault("asked", []).append([fact.id, fact.effective])
        elif fact.kind == "partner.step_reopened":
            done.pop(told["talk"], None)
        elif fact.kind == "partner.step_done":
            done[told["talk"]] = [fact.id, fact.effective, fact.author]
        else:
            state["talks"] += 1
            if told["next_on"]:
                state["steps"][fact.id] = [fact.effective, told["site"], told["next_on"], fact.author]
            for talk in told["done"]:
                done[talk] = [fact.id, fact.effective, fact.author]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for fact, at in state.get("asked", ()):
            yield Finding(ASKED, subject, (fact,), at)


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The visit on which the talk was, to be told in its history."""
    if fact.visit:
        yield "visit", fact.visit
