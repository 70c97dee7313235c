"""What is kept, read for people: the facts that came in last, one subject's history, what does not add up."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from outreach_app import clock, json_text
from outreach_app.ledger.discrepancies import OPEN, SETTLED
from outreach_app.ledger.fact import Fact, from_envelope
from outreach_app.ledger.models import DiscrepancyRow, FactRow, JournalLine, NamedIn, QuarantineRow, Touch

PAGE = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact in the ledger with its receipt, as a person looks at it."""

    fact: Fact
    received_at: datetime
    at: int
    epoch: str
    clock_offset_ms: int | None
    seen: Mapping[str, Any] | None
    """The epoch and number of the feed that the phone had when it recorded; None where it had none."""

    @property
    def happened_at(self) -> datetime:
        return clock.from_micros(self.fact.effective)

    @property
    def recorded_at(self) -> datetime:
        return clock.from_micros(self.fact.recorded)

    def had_heard_of(self, other: "Kept") -> bool | None:
        """Whether its phone knew of the other fact when this was recorded; None where that cannot be told."""
        if self.seen is None:
            return False if self.fact.via == "device" else None
        return bool(self.seen["seq"] >= other.at) if self.seen["epoch"] == other.epoch == self.epoch else None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What does not add up, as a person looks at it."""

    id: str
    kind: str
    fold: str
    subject: str
    part: str | None
    facts: tuple[str, ...]
    detail: Mapping[str, Any]
    at: datetime
    state: str
    resolution: str | None
    settled_by: str | None

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class Since:
    """What came in since a moment."""

    facts: int
    phones: int
    flagged: int


def latest(
    session: Session, *, untold: Collection[str] = (), before: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[Kept]:
    """The facts that came in last, newest first, without these kinds; `before` is where the page before ended."""
    query = (
        select(FactRow).where(FactRow.kind.not_in(untold)).order_by(FactRow.received_at.desc(), FactRow.id.desc()).limit(limit)
    )
    if before is not None:
        query = query.where(tuple_(FactRow.received_at, FactRow.id) < before)
    return [kept_of(row) for row in session.scalars(query)]


def recorded_by(session: Session, device: str, *, untold: Collection[str] = (), limit: int = PAGE) -> list[Kept]:
    """What a device recorded last, the newest first, without these kinds."""
    query = select(FactRow).where(FactRow.device == device, FactRow.kind.not_in(untold))
    return [kept_of(row) for row in session.scalars(query.order_by(FactRow.seq.desc(), FactRow.id.desc()).limit(limit))]


def since(session: Session, moment: datetime) -> Since:
    """How much came in after a moment, from how many phones, and how much of it does not add up."""
    mine = (FactRow.received_at > moment, FactRow.via == "device")
    facts, phones = session.execute(select(func.count(FactRow.id), func.count(FactRow.device.distinct())).where(*mine)).one()
    named = select(NamedIn.fact_id).join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
    # From the facts of the day to what names them, not from all that is open to its facts.
    is_named = named.where(NamedIn.fact_id == FactRow.id, DiscrepancyRow.state == OPEN).exists()
    flagged = select(func.count(FactRow.id)).where(*mine, is_named)
    return Since(facts, phones, session.scalar(flagged) or 0)


def kept(session: Session, ids: Iterable[str]) -> dict[str, Kept]:
    """The facts with these ids, by id."""
    wanted = set(ids)
    rows = session.scalars(select(FactRow).where(FactRow.id.in_(wanted))) if wanted else ()
    return {row.id: kept_of(row) for row in rows}


def of_kind(session: Session, kind: str, subjects: Iterable[str]) -> list[Kept]:
    """The facts of one kind about these subjects, what happened first first."""
    query = select(FactRow).where(FactRow.subject.in_(set(subjects)), FactRow.kind == kind)
    return [kept_of(row) for row in session.scalars(query.order_by(FactRow.effective, FactRow.device, FactRow.seq, FactRow.id))]


def history(
    session: Session,
    subject: str,
    *,
    untold: Collection[str] = (),
    before: tuple[datetime, str] | None = None,
    limit: int = PAGE,
) -> list[Kept]:
    """What happened to a subject, what happened last first, with what the desk decided about it, without these kinds.

    `before` is where the page before ended.
    """
    # Two searches by index and not one with "or", for which every fact of the library would be looked at.
    own = select(FactRow.id).where(FactRow.subject == subject)
    mine = own.union(select(Touch.fact_id).where(Touch.subject == subject))
    query = select(FactRow).where(FactRow.id.in_(mine), FactRow.kind.not_in(untold))
    query = query.order_by(FactRow.effective.desc(), FactRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(FactRow.effective, FactRow.id) < (clock.micros(before[0]), before[1]))
    return [kept_of(row) for row in session.scalars(query)]


def texts_of(session: Session, subject: str, kind: str, member: str) -> list[str]:
    """What the facts of one kind about a subject say in a member of theirs, in the order of the alphabet."""
    query = select(FactRow.body).where(FactRow.subject == subject, FactRow.kind == kind)
    found = (json.loads(body)["payload"].get(member) for body in session.scalars(query))
    return sorted((text for text in found if text), key=lambda text: (text.casefold(), text))


def is_named(session: Session, subject: str, id_: str) -> bool:
    """Whether a fact about this subject names an id in what it tells."""
    names = FactRow.body.contains(json.dumps(id_), autoescape=True)
    return session.scalars(select(FactRow.id).where(FactRow.subject == subject, names).limit(1)).first() is not None


def heard_last(session: Session, several: Collection[Kept]) -> dict[str, datetime]:
    """When the newest of what the phone of each fact knew had come to the library, by the fact's id.

    One is left out whose phone knew nothing, or of another epoch.
    """
    seen = {one.fact.id: (one.epoch, one.seen["seq"]) for one in several if one.seen and one.seen["epoch"] == one.epoch}
    if not seen:
        return {}
    known = aliased(FactRow)
    # Numbers grow as time does, so the index of arrivals finds it from the newest on.
    newest = select(known.received_at).order_by(known.received_at.desc()).limit(1)
    heard = case(
        *(
            (FactRow.id == id_, newest.where(known.epoch == epoch, known.at <= seq).scalar_subquery())
            for id_, (epoch, seq) in seen.items()
        )
    )
    found = session.execute(select(FactRow.id, heard).where(FactRow.id.in_(seen)))
    return {id_: moment for id_, moment in found if moment is not None}


def discrepancies(
    session: Session,
    *,
    settled: bool = False,
    kind: str | None = None,
    subject: str | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = PAGE,
) -> list[Discrepancy]:
    """What is open, oldest first; or what is settled, newest first: of a kind or subject where one is named.

    `after` is where the page before ended.
    """
    place = tuple_(DiscrepancyRow.at, DiscrepancyRow.id)
    order = (DiscrepancyRow.at.desc(), DiscrepancyRow.id.desc()) if settled else (DiscrepancyRow.at, DiscrepancyRow.id)
    query = select(DiscrepancyRow).where(DiscrepancyRow.state == (SETTLED if settled else OPEN))
    query = query.where(
        *(column == value for column, value in ((DiscrepancyRow.kind, kind), (DiscrepancyRow.subject, subject)) if value)
    )
    if after is not None:
        end = (clock.micros(after[0]), after[1])
        query = query.where(place < end if settled else place > end)
    return [discrepancy_of(row) for row in session.scalars(query.order_by(*order).limit(limit))]


def open_count(session: Session) -> int:
    """How much waits for a person."""
    query = select(func.count(DiscrepancyRow.id)).where(DiscrepancyRow.state == OPEN)
    return session.scalar(query) or 0


def discrepancy(session: Session, id_: str) -> Discrepancy | None:
    """One discrepancy, if it is there now."""
    row = session.scalars(select(DiscrepancyRow).where(DiscrepancyRow.id == id_)).one_or_none()
    return discrepancy_of(row) if row else None


def journal(session: Session, id_: str) -> list[JournalLine]:
    """When a discrepancy came, went, was settled or opened again, in that order."""
    query = select(JournalLine).where(JournalLine.discrepancy_id == id_).order_by(JournalLine.at, JournalLine.id)
    return list(session.scalars(query))


def naming(session: Session, facts: Iterable[str]) -> dict[str, list[Discrepancy]]:
    """For each of these facts the discrepancies that name it now."""
    query = (
        select(NamedIn.fact_id, DiscrepancyRow)
        .join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
        .where(NamedIn.fact_id.in_(set(facts)))
        .order_by(DiscrepancyRow.at, DiscrepancyRow.id)
    )
    found: dict[str, list[Discrepancy]] = {}
    for fact, row in session.execute(query):
        found.setdefault(fact, []).append(discrepancy_of(row))
    return found


def about(session: Session, subject: str) -> list[Discrepancy]:
    """All that does not add up of one subject, open and settled, newest first."""
    query = select(DiscrepancyRow).where(DiscrepancyRow.subject == subject)
    return [discrepancy_of(row) for row in session.scalars(query.order_by(DiscrepancyRow.at.desc(), DiscrepancyRow.id))]


def subjects_named(kind: str) -> Select[str]:
    """The subjects of facts that an open discrepancy of this kind names, to be asked for inside another query."""
    query = select(FactRow.subject).join(NamedIn, NamedIn.fact_id == FactRow.id)
    query = query.join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
    return query.where(DiscrepancyRow.kind == kind, DiscrepancyRow.state == OPEN)


def quarantine_count(session: Session) -> int:
    """How much nobody could read yet."""
    query = select(func.count(QuarantineRow.hash)).where(QuarantineRow.state == "waiting")
    return session.scalar(query) or 0


def kept_of(row: FactRow) -> Kept:
    """A stored fact as a person looks at it."""
    envelope = json_text.read(row.body)
    # Most facts have no notes.
    fact = from_envelope(envelope, via=row.via, notes=() if row.notes == "[]" else tuple(json.loads(row.notes)))
    measured = envelope["clock"]
    offset = measured["offset_ms"] if measured else None
    return Kept(fact, row.received_at, row.at, row.epoch, offset, envelope["seen"])


def discrepancy_of(row: DiscrepancyRow) -> Discrepancy:
    """A stored row as a person looks at it."""
    return Discrepancy(
        row.id,
        row.kind,
        row.fold,
        row.subject,
        row.part,
        tuple(json.loads(row.facts)),
        json.loads(row.detail),
        clock.from_micros(row.at),
        row.state,
        row.resolution,
        row.settled_by,
    )
