"""What pages ask of the queue: the records that fit, how many of each state, the one before and after, who decided."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from outreach_app.judging.models import KeptFilter, Record, RecordPerson
from outreach_app.judging.rules import HAND_IN, HAS_ISSUES, VISIT
from outreach_app.ledger.discrepancies import OPEN
from outreach_app.ledger.models import DiscrepancyRow, FactRow, NamedIn, Touch
from outreach_app.photos.models import PhotoMention

PAGE = 50
Place: TypeAlias = tuple[int, str]
"""Where a record stands in the queue: (at, id)."""


@dataclass(frozen=True)
class Named:
    """What a word of a search can mean: the ids whose names hold it."""

    sites: Collection[str] = ()
    people: Collection[str] = ()
    about: Collection[str] = ()


@dataclass(frozen=True)
class Wanted:
    """What the queue is narrowed to; empty for all."""

    states: tuple[str, ...] = ()
    sort: str = ""
    person: str = ""
    sites: Collection[str] | None = None
    first: str = ""
    last: str = ""
    odd: bool | None = None
    """True for what does not add up, False for what does."""
    late: bool = False
    edited: bool = False
    lacks_photos: bool = False
    words: tuple[Named, ...] = ()
    """Each must be found."""


def handed_in(session: Session, first: str, last: str) -> tuple[int, int]:
    """How often something came back or changed hands in these days, and how many different things did."""
    # In the order of an index: to tell different ones apart costs more than to list them.
    query = select(Record.about, func.count(Record.about)).group_by(Record.about)
    many = session.execute(query.where(Record.sort == HAND_IN, Record.on.between(first, last), Record.about.is_not(None)))
    times = [count for _thing, count in many]
    return sum(times), len(times)


def listed(
    session: Session, wanted: Wanted, *, before: Place | None = None, after: Place | None = None, limit: int = PAGE
) -> list[Record]:
    """The records that fit, what happened last first: those behind `before`, or the nearest above `after`, nearest first."""
    turned = after is not None
    # A state after the other, each by its own index; for several at once all of them would have to be put in order.
    found = [_page(session, replace(wanted, states=(one,)), before, after, limit) for one in wanted.states or ("",)]
    key = (lambda one: (one.at, one.id)) if turned else (lambda one: (-one.at, _turned(one.id)))
    return list(islice(merge(*found, key=key), limit))


def counts(session: Session, wanted: Wanted) -> dict[str, int]:
    """How many fit of each state, whatever states are wanted."""
    figures: Any = select(Record.state, func.count(Record.id))
    query = _narrowed(figures, replace(wanted, states=())).group_by(Record.state)
    return {state: many for state, many in session.execute(query)}


def addable(session: Session, wanted: Wanted, states: tuple[str, ...], *, limit: int) -> list[Record]:
    """The records that fit, are in one of these states and add up."""
    return listed(session, replace(wanted, states=states, odd=False), limit=limit) if wanted.odd is not True else []


def waiting_odd(session: Session, wanted: Wanted, states: tuple[str, ...]) -> int:
    """How many fit, are in one of these states and do not add up."""
    query = _narrowed(select(func.count(Record.id)), replace(wanted, states=states, odd=True))
    return (session.scalar(query) or 0) if wanted.odd is not False else 0


def waiting(session: Session, states: Iterable[str]) -> int:
    """How many records are in these states."""
    return session.scalar(select(func.count(Record.id)).where(Record.state.in_(list(states)))) or 0


def sent_back(session: Session, *, limit: int) -> list[Record]:
    """What was returned and not answered yet, what happened first first."""
    query = select(Record).where(Record.state == HAS_ISSUES).order_by(Record.at, Record.id)
    return list(session.scalars(query.limit(limit)))


def found(session: Session, sort: str, id_: str) -> Record | None:
    """One record."""
    return session.scalars(select(Record).where(Record.id == id_, Record.sort == sort)).one_or_none()


def several(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """The records of these (sort, id)."""
    wanted = set(keys)
    query = select(Record).where(Record.id.in_({id_ for _sort, id_ in wanted}))
    return {(one.sort, one.id): one for one in session.scalars(query) if (one.sort, one.id) in wanted}


def of_visit(session: Session, visit: str) -> list[Record]:
    """What belongs to a visit, and the visit, in the order of time."""
    query = select(Record).where(Record.visit_id == visit).order_by(Record.at, Record.id)
    return list(session.scalars(query.limit(PAGE)))


def odd_among(session: Session, records: Sequence[Record]) -> set[str]:
    """The ids of those of these records that something open names."""
    ids = [one.id for one in records]
    # From the facts of these records on, each by an index of its own: all that is open may be much.
    is_open = select(NamedIn.fact_id).join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
    is_open = is_open.where(NamedIn.fact_id == FactRow.id, DiscrepancyRow.state == OPEN)
    named = select(FactRow.id, FactRow.subject).where(is_open.exists())
    asked = [named.where(column.in_(ids)) for column in (FactRow.subject, FactRow.id)] if ids else []
    names = {id_ for query in asked for row in session.execute(query) for id_ in row}
    return {id_ for id_ in ids if id_ in names}


def of_batch(session: Session, batch: str) -> dict[str, tuple[str, str]]:
    """By fact the (sort, id) of the records that were decided on together under this id, in their order."""
    # Their ids are the batch's with a number behind it, and what comes after a hyphen is a full stop.
    mine = select(FactRow.id, FactRow.kind, FactRow.subject).where(FactRow.id > f"{batch}-", FactRow.id < f"{batch}.")
    found_ = ((id_, kind.partition(".")[0], subject) for id_, kind, subject in session.execute(mine))
    return {id_: (sort, subject) for id_, sort, subject in sorted(found_, key=lambda one: (len(one[0]), one[0]))}


def kept_filters(session: Session, staff: str) -> list[KeptFilter]:
    """The filters that somebody keeps, by name."""
    found_ = session.scalars(select(KeptFilter).where(KeptFilter.staff_id == staff))
    return sorted(found_, key=lambda one: (one.name.casefold(), one.id))


def _turned(id_: str) -> tuple[int, ...]:
    """Such that the later id comes first."""
    return (*(-byte for byte in id_.encode()), 1)


def _page(session: Session, wanted: Wanted, before: Place | None, after: Place | None, limit: int) -> list[Record]:
    query, place = _narrowed(select(Record), wanted), tuple_(Record.at, Record.id)
    if before is not None:
        query = query.where(place < before)
    if after is not None:
        query = query.where(place > after).order_by(Record.at, Record.id)
    else:
        query = query.order_by(Record.at.desc(), Record.id.desc())
    return list(session.scalars(query.limit(limit)))


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    return query.where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if any(wanted.states):
        yield Record.state.in_(wanted.states)
    if wanted.sort:
        yield Record.sort == wanted.sort
    if wanted.person:
        yield _of([wanted.person])
    if wanted.sites is not None:
        yield _at(wanted.sites)
    if wanted.first:
        yield Record.on >= wanted.first
    if wanted.last:
        yield Record.on <= wanted.last
    if wanted.odd is not None:
        yield Record.id.in_(_odd()) if wanted.odd else Record.id.not_in(_odd())
    if wanted.late:
        yield Record.is_late.is_(True)
    if wanted.edited:
        yield Record.versions > 1
    if wanted.lacks_photos:
        yield _lacks_photos()
    for word in wanted.words:
        # A word may mean most places there are: each record is asked then, since their ids together would be many.
        during = and_(Record.sort == HAND_IN, Record.visit_id.in_(_visits_at(word.sites)))
        yield or_(Record.site_id.in_(word.sites), during, Record.about.in_(word.about), _of(word.people))


def _of(people: Collection[str]) -> ColumnElement[bool]:
    theirs = select(RecordPerson.record_id).where(RecordPerson.staff_id.in_(people))
    return Record.id.in_(theirs)


def _at(sites: Collection[str]) -> ColumnElement[bool]:
    """At one of these places; a hand-in is where the visit was on which it happened."""
    # Each by an index of its own, and not one search with "or", which would look at every record.
    there, during = aliased(Record), aliased(Record)
    hand_ins = select(during.id).where(during.sort == HAND_IN, during.visit_id.in_(_visits_at(sites)))
    return Record.id.in_(select(there.id).where(there.site_id.in_(sites)).union(hand_ins))


def _visits_at(sites: Collection[str]) -> Select[str]:
    visit = aliased(Record)
    return select(visit.id).where(visit.sort == VISIT, visit.site_id.in_(sites))


def _odd() -> Any:
    """The subjects of facts that something open names, and those facts, from what is open on."""
    named = select(FactRow.subject).join(NamedIn, NamedIn.fact_id == FactRow.id)
    named = named.join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id).where(DiscrepancyRow.state == OPEN)
    own = select(NamedIn.fact_id).join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
    return named.union(own.where(DiscrepancyRow.state == OPEN))


def _lacks_photos() -> ColumnElement[bool]:
    """It, or what happened on the visit, names a picture that has not come."""
    lacking = select(PhotoMention.fact_id).where(PhotoMention.is_held.is_(False))
    on_visits = select(Touch.subject).where(Touch.fold == VISIT, Touch.fact_id.in_(lacking))
    return or_(Record.id.in_(lacking), and_(Record.sort == VISIT, Record.id.in_(on_visits)))
