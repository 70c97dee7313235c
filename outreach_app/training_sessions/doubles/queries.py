"""What perhaps was logged twice: the records that a discrepancy names, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.ledger import reading
from outreach_app.training_sessions import queries, rules
from outreach_app.training_sessions.queries import Listed

TOLD_BY_TWO = queries.BETWEEN_SESSIONS["twice"]
PAGE = 20


@dataclass(frozen=True)
class Row:
    """One member as each of the records has it."""

    member: str
    values: Sequence[Any]

    @property
    def differs(self) -> bool:
        """Whether the records do not say the same."""
        return any(value != self.values[0] for value in self.values[1:])


@dataclass(frozen=True)
class Double:
    """Records that perhaps tell of one session, by the discrepancy that says so."""

    discrepancy: str
    records: Sequence[Listed]

    @property
    def rows(self) -> list[Row]:
        """Member by member what they say; without what none of them knows."""
        several = [Row(name, [one.content.get(name) for one in self.records]) for name in rules.MEMBERS]
        return [row for row in several if any(value not in (None, []) for value in row.values)]


def doubles(session: Session) -> list[Double]:
    """What is still open, the oldest first; at most `PAGE`."""
    opened = reading.discrepancies(session, kind=TOLD_BY_TWO, limit=PAGE)
    kept = reading.kept(session, (fact for one in opened for fact in one.facts))
    named = {one.id: {kept[fact].fact.subject for fact in one.facts if fact in kept} for one in opened}
    records = {one.id: one for one in queries.several(session, set().union(*named.values()))}
    found = [Double(id_, _in_order(records[one] for one in ids_ if one in records)) for id_, ids_ in named.items()]
    return [one for one in found if len(one.records) > 1]


def _in_order(records: Any) -> list[Listed]:
    return sorted((one for one in records if not one.withdrawn and one.merged_into is None), key=lambda one: one.id)
