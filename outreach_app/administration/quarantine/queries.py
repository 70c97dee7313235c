"""What the pages of quarantine ask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from outreach_app.administration.quarantine import readable
from outreach_app.feed.models import FeedRow
from outreach_app.ledger import quarantine
from outreach_app.ledger.models import FactRow, QuarantineRow

PAGE = 50
WAITING, STORED, BY_HAND, SET_ASIDE = "waiting", "stored", "by_hand", "set_aside"
STATES = (WAITING, STORED, BY_HAND, SET_ASIDE)
MOST_CHOICES = 400
_BEGINNING = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """One of them as a list shows it."""

    hash: str
    reason: str
    kind: str | None
    """What it calls itself, where that can be read."""
    device: str | None
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them with its bytes."""

    hash: str
    raw: bytes
    reason: str
    fields: Mapping[str, Any]
    fact_id: str | None
    device: str | None
    """The device that it names, else the one that brought it."""
    brought_by: str | None
    seq: int | None
    received_at: datetime
    state: str
    note: str | None
    is_erased: bool

    @property
    def is_waiting(self) -> bool:
        return self.state == WAITING


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to, besides a state: why something is here, the phone it is from; empty for any."""

    reason: str = ""
    device: str = ""

    @property
    def told(self) -> dict[str, str | None]:
        """As the members of an address."""
        return {"reason": self.reason or None, "device": self.device or None}


def listed(session: Session, state: str, narrowed: Narrowed, *, before: tuple[datetime, str] | None = None) -> list[Listed]:
    """A page of those in a state that fit, the newest first; `before` is where the page before ended."""
    row = QuarantineRow
    told = (row.hash, row.reason, row.device, row.via_device, row.received_at, func.length(row.raw))
    query = select(*told, func.substr(row.raw, 1, _BEGINNING)).where(row.state == state)
    if narrowed.reason:
        query = query.where(row.reason == narrowed.reason)
    if narrowed.device:
        query = query.where(_from() == narrowed.device)
    if before is not None:
        query = query.where(tuple_(row.received_at, row.hash) < before)
    query = query.order_by(row.received_at.desc(), row.hash.desc()).limit(PAGE)
    return [
        Listed(hash_, reason, readable.member(bytes(beginning), "kind"), device or via, size, received_at)
        for hash_, reason, device, via, received_at, size, beginning in session.execute(query)
    ]


def sources(session: Session) -> tuple[set[str], set[str]]:
    """Why things are here, and from which phones they are, whatever became of them."""
    found = session.execute(select(QuarantineRow.reason, _from()).distinct()).all()
    return {reason for reason, _ in found}, {device for _, device in found if device}


def ids_of(session: Session, collection: str) -> set[str]:
    """The ids of what phones are told of in a collection; empty where they are too many to choose from."""
    query = select(FeedRow.id).where(FeedRow.collection == collection, FeedRow.row.is_not(None)).distinct()
    found = set(session.scalars(query.limit(MOST_CHOICES + 1)))
    return found if len(found) <= MOST_CHOICES else set()


def subject_of(session: Session, fact: str) -> tuple[str, str] | None:
    """The kind and the subject of the fact that something became."""
    found = session.execute(select(FactRow.kind, FactRow.subject).where(FactRow.id == fact)).one_or_none()
    return (found.kind, found.subject) if found else None


def _from() -> ColumnElement[str | None]:
    return func.coalesce(QuarantineRow.device, QuarantineRow.via_device)


def counts(session: Session) -> dict[str, int]:
    """How many are in each state."""
    query = select(QuarantineRow.state, func.count()).group_by(QuarantineRow.state)
    found = {state: count for state, count in session.execute(query)}
    return {state: found.get(state, 0) for state in STATES}


def shown(session: Session, hash_: str) -> Shown | None:
    """One of them, if it is there."""
    row = session.scalars(select(QuarantineRow).where(QuarantineRow.hash == hash_)).one_or_none()
    if row is None:
        return None
    is_erased = not row.raw and quarantine.redactions(session, [row.fact_id]).get(row.fact_id or "") == row.hash
    return Shown(
        hash=row.hash,
        raw=row.raw,
        reason=row.reason,
        fields=json.loads(row.fields),
        fact_id=row.fact_id,
        device=row.device or row.via_device,
        brought_by=row.via_device,
        seq=row.seq,
        received_at=row.received_at,
        state=row.state,
        note=row.note,
        is_erased=is_erased,
    )
