"""Publishing rows to phones, and reading what changed since a number.

A number is handed out only under the library's lock, at the end of a writing, so that a reader at N has seen all up
to N. A row that is published as it was gets no number.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from marshmallow import Schema
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.db import Head, Writing
from outreach_app.feed.models import FeedRow, FeedTotal
from outreach_app.statements import Prepared, among, table_of, upsert

EVERYONE = "all"
FORMAT = "1"
_MODULUS = 1 << 32

Key: TypeAlias = tuple[str, str]
"""(collection, id)"""


@dataclass(frozen=True)
class Collection:
    """A collection that phones mirror; `rows` gives all that it must hold: (id, row, audiences), each of its `shape`."""

    name: str
    shape: type[Schema]
    rows: Callable[[Session], Iterable[tuple[str, str, tuple[str, ...]]]]
    by_time: bool = False
    """True where rows come and leave by time: with the window of days that `windows` moves on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a page of the feed; `row` is JSON text, None for a removal."""

    audience: str
    collection: str
    id: str
    seq: int
    hash: str
    row: str | None


_feed, _sums = table_of(FeedRow).c, table_of(FeedTotal).c
_THERE = Prepared(
    select(_feed.audience, _feed.id, _feed.hash).where(_feed.collection == bindparam("collection"), among(_feed.id, "ids"))
)
_head = table_of(Head).c
_HEAD = Prepared(select(_head.seq, _head.epoch, _head.removals_from))
_TEXTS = Prepared(
    select(_feed.audience, _feed.id, _feed.row).where(_feed.collection == bindparam("collection"), among(_feed.id, "ids"))
)
_TOTALS = Prepared(select(_sums.audience, _sums.count, _sums.sum).where(among(_sums.audience, "audiences")))
_SINCE = Prepared(
    select(_feed.audience, _feed.collection, _feed.id, _feed.seq, _feed.hash, _feed.row)
    .where(
        among(_feed.audience, "audiences"),
        _feed.seq > bindparam("seq"),
        or_(_feed.row.is_not(None), _feed.seq > bindparam("removals_after")),
    )
    .order_by(_feed.seq)
    .limit(bindparam("limit"))
)


def for_staff(staff: str) -> str:
    """The audience that is one staff member."""
    return f"staff:{staff}"


def as_text(row: Mapping[str, Any]) -> str:
    """The JSON text of a row: compact, in the order of its members."""
    return json_text.write(row)


def row_hash(audience: str, collection: str, id_: str, row: str) -> str:
    """First 8 hex digits of the SHA-256 of audience, collection, id and row, each ended by a newline."""
    return hashlib.sha256(f"{audience}\n{collection}\n{id_}\n{row}\n".encode()).hexdigest()[:8]


def publish(writing: Writing, collection: str, id_: str, row: str | None, audiences: Sequence[str] = (EVERYONE,)) -> None:
    """Let these audiences, and no others, have this row from now on; None takes it away from all of them."""
    outgoing: dict[Key, tuple[str | None, Sequence[str]]] | None = writing.parts.get("feed")
    if outgoing is None:
        outgoing = writing.parts["feed"] = {}
        writing.before_end(lambda: _write(writing, writing.parts["feed"]))
    outgoing[collection, id_] = (row, audiences if row is not None else ())


def bring_up_to_date(writing: Writing, collection: Collection) -> None:
    """Let phones have of this collection what they must have now, and nothing else."""
    there = select(FeedRow.id).where(FeedRow.collection == collection.name, FeedRow.row.is_not(None))
    left = set(writing.session.scalars(there))
    for id_, row, audiences in collection.rows(writing.session):
        publish(writing, collection.name, id_, row, audiences)
        left.discard(id_)
    for id_ in left:
        publish(writing, collection.name, id_, None)


def _write(writing: Writing, outgoing: Mapping[Key, tuple[str | None, Sequence[str]]]) -> None:
    there = _rows_there(writing.session, outgoing)
    hashes = {
        (audience, *key): row_hash(audience, *key, row)
        for key, (row, to) in outgoing.items()
        if row is not None
        for audience in to
    }
    alike = _texts_of_equal_hash(writing.session, hashes, there)
    rows: list[dict[str, Any]] = []
    deltas: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (collection, id_), (row, audiences) in outgoing.items():
        before = there.get((collection, id_), {})
        for audience in sorted({*audiences, *before}):
            text = row if audience in audiences else None
            old = before.get(audience)
            new = hashes[audience, collection, id_] if text is not None else ""
            if new == (old or "") and text == alike.get((audience, collection, id_)):
                continue
            delta = deltas[audience]
            delta[0] += bool(new) - bool(old)
            delta[1] += int(new or "0", 16) - int(old or "0", 16)
            key = {"audience": audience, "collection": collection, "id": id_}
            rows.append({**key, "seq": writing.number(), "hash": new, "row": text})
    upsert(writing, FeedRow, rows)
    if deltas:
        totals = _totals(writing.session, deltas)
        fresh = []
        for audience, (count, total) in deltas.items():
            was = totals.get(audience, (0, 0))
            fresh.append({"audience": audience, "count": was[0] + count, "sum": (was[1] + total) % _MODULUS})
        upsert(writing, FeedTotal, fresh)


def _rows_there(session: Session, keys: Iterable[Key]) -> dict[Key, dict[str, str]]:
    """The hash of each row by audience; "" for a removal."""
    by_collection: dict[str, list[str]] = defaultdict(list)
    for collection, id_ in keys:
        by_collection[collection].append(id_)
    there: dict[Key, dict[str, str]] = defaultdict(dict)
    for collection, wanted in by_collection.items():
        for audience, id_, hash_ in _THERE.rows(session, collection=collection, ids=wanted):
            there[collection, id_][audience] = hash_
    return there


def _texts_of_equal_hash(
    session: Session, hashes: Mapping[tuple[str, str, str], str], there: Mapping[Key, Mapping[str, str]]
) -> dict[tuple[str, str, str], str | None]:
    """The stored text of rows whose hash would not change: 32 bits are too few to say that they are equal."""
    by_collection: dict[str, list[str]] = defaultdict(list)
    for (audience, collection, id_), hash_ in hashes.items():
        if there.get((collection, id_), {}).get(audience) == hash_:
            by_collection[collection].append(id_)
    return {
        (audience, collection, id_): text
        for collection, wanted in by_collection.items()
        for audience, id_, text in _TEXTS.rows(session, collection=collection, ids=wanted)
    }


def _totals(session: Session, audiences: Iterable[str]) -> dict[str, tuple[int, int]]:
    found = _TOTALS.rows(session, audiences=list(audiences))
    return {audience: (count, total) for audience, count, total in found}


def digest(session: Session, audiences: Iterable[str]) -> tuple[int, int]:
    """(count, sum) over the live rows that these audiences have together."""
    found = _totals(session, audiences).values()
    return sum(count for count, _ in found), sum(total for _, total in found) % _MODULUS


@dataclass(frozen=True, slots=True)
class HeadOfFeed:
    """How far the feed has come, in which epoch, and from which number on removals are kept."""

    seq: int
    epoch: str
    removals_from: int


def head_of(session: Session) -> HeadOfFeed:
    """The head of the library's feed in this snapshot."""
    (row,) = _HEAD.rows(session)
    return HeadOfFeed(*row)


def changes_since(session: Session, audiences: Iterable[str], seq: int, *, limit: int, removals_after: int = 0) -> list[Change]:
    """At most `limit` changes after number `seq`, in order; removals only after number `removals_after`."""
    found = _SINCE.rows(session, audiences=list(audiences), seq=seq, removals_after=removals_after, limit=limit)
    return [Change(*row) for row in found]
