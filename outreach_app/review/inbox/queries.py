"""The inbox of what does not add up: narrowed, in order, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.inquiries.models import Inquiry
from outreach_app.ledger.discrepancies import OPEN, SETTLED
from outreach_app.ledger.models import DiscrepancyRow, FactRow, NamedIn
from outreach_app.ledger.reading import PAGE, Discrepancy, discrepancy_of

MINE, NOBODYS = "mine", "nobody"
ASKED, ANSWERED, AGED = STANDINGS = ("asked", "answered", "old")
OLD_AFTER = timedelta(days=7)
"""What waits longer is marked, and can be asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the inbox is narrowed to."""

    settled: bool = False
    kind: str = ""
    whose: str = ""
    """Empty for anybody's, `MINE`, `NOBODYS`, or a staff member's id."""
    standing: str = ""
    newest: bool = False
    """The newest first; else the oldest. What is settled is always told the newest first."""

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.whose or self.standing)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the inbox: what does not add up, whose it is, and whether somebody was asked or has answered."""

    discrepancy: Discrepancy
    assigned_to: str | None
    is_asked: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class FirstOfAll:
    """How much of what is open is left to me, has an answer to be read, and waits for long."""

    mine: int
    answered: int
    old: int


def listed(session: Session, wanted: Wanted, me: str, *, after: tuple[datetime, str] | None = None) -> list[Line]:
    """A page of what is wanted; `after` is where the page before ended, `me` who asks."""
    row = DiscrepancyRow
    is_down = wanted.settled or wanted.newest
    query = select(row, Inquiry.assigned_to, Inquiry.asked_at, Inquiry.answered_at)
    query = query.outerjoin(Inquiry, Inquiry.id == row.id).where(*_where(wanted, me))
    if after is not None:
        place, end = tuple_(row.at, row.id), (clock.micros(after[0]), after[1])
        query = query.where(place < end if is_down else place > end)
    order = (row.at.desc(), row.id.desc()) if is_down else (row.at, row.id)
    return [
        Line(discrepancy_of(one), assigned_to, asked_at is not None, asked_at is None and answered_at is not None)
        for one, assigned_to, asked_at, answered_at in session.execute(query.order_by(*order).limit(PAGE))
    ]


def count(session: Session, wanted: Wanted, me: str) -> int:
    """How many there are of what is wanted."""
    query = select(func.count(DiscrepancyRow.id)).outerjoin(Inquiry, Inquiry.id == DiscrepancyRow.id)
    return session.scalar(query.where(*_where(wanted, me))) or 0


def first_of_all(session: Session, me: str) -> FirstOfAll:
    """What somebody looks at first of all in the morning."""
    asked = {"mine": Wanted(whose=MINE), "answered": Wanted(standing=ANSWERED), "old": Wanted(standing=AGED)}
    return FirstOfAll(**{name: count(session, wanted, me) for name, wanted in asked.items()})


def kinds(session: Session, *, settled: bool) -> dict[str, int]:
    """How many there are of each kind, of those of which there are some."""
    row = DiscrepancyRow
    query = select(row.kind, func.count(row.id)).where(row.state == (SETTLED if settled else OPEN)).group_by(row.kind)
    return {kind: many for kind, many in session.execute(query)}


def _where(wanted: Wanted, me: str) -> Sequence[Any]:
    where: list[Any] = [DiscrepancyRow.state == (SETTLED if wanted.settled else OPEN)]
    if wanted.kind:
        where.append(DiscrepancyRow.kind == wanted.kind)
    if wanted.whose == NOBODYS:
        where.append(Inquiry.assigned_to.is_(None))
    elif wanted.whose:
        where.append(Inquiry.assigned_to == (me if wanted.whose == MINE else wanted.whose))
    if wanted.standing == ASKED:
        where.append(Inquiry.asked_at.is_not(None))
    elif wanted.standing == ANSWERED:
        where += [Inquiry.asked_at.is_(None), Inquiry.answered_at.is_not(None)]
    elif wanted.standing == AGED:
        # What is old is what no record has joined for so long, whatever times the records themselves tell.
        named = select(NamedIn.fact_id).join(FactRow, FactRow.id == NamedIn.fact_id)
        fresh = FactRow.received_at > clock.now() - OLD_AFTER
        where.append(~named.where(NamedIn.discrepancy_id == DiscrepancyRow.id, fresh).exists())
    return where
