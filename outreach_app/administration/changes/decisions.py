"""What the desk decided, the newest first, each with what held before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.orm import Session

from outreach_app.administration.changes.queries import AT_ONCE, PAGE, Wanted, midnights
from outreach_app.ledger import reading
from outreach_app.ledger.models import FactRow
from outreach_app.ledger.reading import Kept
from outreach_app.web.text import lazy_gettext as _

DECIDED = {
    "training_session": _("Session"),
    "visit": _("Visit"),
    "hand_in": _("Hand-in"),
    "discrepancy": _("What does not add up"),
    "partner": _("Next step with a partner"),
    "fact.redacted": _("Personal text taken out"),
}
"""By how their kinds begin, what decisions are about."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, and the one before it about the same thing, if any."""

    made: Kept
    before: Kept | None


def page(
    session: Session, kinds: Collection[str], wanted: Wanted, zone: str, *, before: tuple[datetime, str] | None = None
) -> list[Decision]:
    """The newest decisions of these kinds; `before` is where the page before ended."""
    query = _narrowed(kinds, wanted, zone)
    if before is not None:
        query = query.where(tuple_(FactRow.received_at, FactRow.id) < before)
    return _with_before(session, kinds, [reading.kept_of(row) for row in session.scalars(query.limit(PAGE))])


def batches(session: Session, kinds: Collection[str], wanted: Wanted, zone: str) -> Iterator[list[Decision]]:
    """All decisions that are wanted, the newest first, few in memory at once."""
    place: tuple[datetime, str] | None = None
    while True:
        query = _narrowed(kinds, wanted, zone).limit(AT_ONCE)
        if place is not None:
            query = query.where(tuple_(FactRow.received_at, FactRow.id) < place)
        found = [reading.kept_of(row) for row in session.scalars(query)]
        yield _with_before(session, kinds, found)
        if len(found) < AT_ONCE:
            return
        place = (found[-1].received_at, found[-1].fact.id)
        session.expunge_all()


def _narrowed(kinds: Collection[str], wanted: Wanted, zone: str) -> "Select[FactRow]":
    query = select(FactRow).where(FactRow.via == "desk", FactRow.kind.in_(kinds))
    query = query.order_by(FactRow.received_at.desc(), FactRow.id.desc())
    if wanted.who:
        query = query.where(FactRow.author == wanted.who)
    if wanted.what:
        query = query.where(or_(FactRow.kind == wanted.what, FactRow.kind.startswith(f"{wanted.what}.")))
    if wanted.subject:
        query = query.where(FactRow.subject == wanted.subject)
    first, last = midnights(wanted, zone)
    if first:
        query = query.where(FactRow.received_at >= first)
    return query.where(FactRow.received_at < last) if last else query


def _with_before(session: Session, kinds: Collection[str], found: list[Kept]) -> list[Decision]:
    query = select(FactRow).where(
        FactRow.via == "desk", FactRow.kind.in_(kinds), FactRow.subject.in_({one.fact.subject for one in found})
    )
    held: dict[str, list[Kept]] = {}
    for row in session.scalars(query.order_by(FactRow.received_at, FactRow.seq)):
        one = reading.kept_of(row)
        held.setdefault(_about(one), []).append(one)
    return [Decision(one, _last_before(one, held.get(_about(one), []))) for one in found]


def _last_before(one: Kept, several: list[Kept]) -> Kept | None:
    earlier = [other for other in several if (other.received_at, other.fact.seq) < (one.received_at, one.fact.seq)]
    return earlier[-1] if earlier else None


def _about(one: Kept) -> str:
    """What a decision is about: one discrepancy of many that a subject may have, one talk of a partner, else the subject."""
    told = one.fact.payload
    return str(told.get("discrepancy") or told.get("talk") or one.fact.subject)
