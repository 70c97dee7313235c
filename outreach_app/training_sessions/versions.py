"""What became of a session, version by version, read from its facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from outreach_app.ledger.reading import Kept
from outreach_app.training_sessions import rules


@dataclass(frozen=True)
class Difference:
    """One member of a session that an amendment made another."""

    member: str
    before: Any
    after: Any


def differences(history: Iterable[Kept]) -> dict[str, Sequence[Difference]]:
    """For each amendment what it changed, by the id of its fact; the history in any order."""
    content: dict[str, Any] = {}
    found: dict[str, Sequence[Difference]] = {}
    for one in sorted(history, key=lambda kept: kept.fact.place):
        told = one.fact.payload
        if one.fact.kind == "training_session.logged":
            content = {name: told.get(name) for name in rules.MEMBERS}
        elif one.fact.kind == "training_session.amended" and content:
            found[one.fact.id] = [Difference(*each) for each in rules.differences(content, told["changes"])]
            content |= {name: value for name, value in told["changes"].items() if name in rules.MEMBERS}
    return found
