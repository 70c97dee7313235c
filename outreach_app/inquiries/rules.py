"""How it stands with a discrepancy among people: whose it is, who was asked and what they said. Pure.

The words of an answer stay in the ledger, where they can be redacted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.inquiries.facts import ANSWERED, ASKED, ASSIGNED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

INQUIRY = "inquiry"


class InquiryFolder:
    """The fold of what people do about a discrepancy.

    State: `assigned` as [staff or None, time, by]; `asked` by the fact that asks, as [of, question, about, by, time];
    `answers` by the fact that asks, as [fact, answer, by, time]; `unasked` the facts whose question was taken back.
    """

    def start(self) -> dict[str, Any]:
        return {"assigned": None, "asked": {}, "answers": {}, "unasked": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told = fact.payload
        if fact.kind == ASSIGNED:
            state["assigned"] = [told["to"], fact.effective, fact.author]
        elif fact.kind == ASKED:
            about = {name: told["about"][name] for name in ("fold", "subject", "told")}
            state["asked"][fact.id] = [told["of"], told["question"], about, fact.author, fact.effective]
        elif fact.kind == ANSWERED:
            state["answers"][told["asked"]] = [fact.id, told["answer"], fact.author, fact.effective]
        elif told["asked"] not in state["unasked"]:
            state["unasked"].append(told["asked"])

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


def open_questions(state: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What was asked and neither answered nor taken back, by the fact that asks."""
    closed = {*state["answers"], *state["unasked"]}
    return {fact: one for fact, one in state["asked"].items() if fact not in closed}
