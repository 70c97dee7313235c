"""What the page of stocktakes asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.kits.stocktakes.models import IS_COUNT
from outreach_app.ledger import reading
from outreach_app.ledger.models import FactRow
from outreach_app.ledger.reading import Kept

PAGE = 50
AT_ONCE = 500

Counted = tuple[str, int]
"""A part, and how many of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the stocktakes are narrowed to: a kit, and days on the library's calendar."""

    kit: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_narrow(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Stocktake:
    """What was counted, and what was not as it should be."""

    kept: Kept
    found: int
    missing: tuple[Counted, ...]
    unexpected: tuple[Counted, ...]
    codes: tuple[str | None, ...]
    """Those that nobody knew; None where what it said was redacted."""

    @property
    def id(self) -> str:
        return self.kept.fact.id

    @property
    def kit(self) -> str:
        return self.kept.fact.subject

    @property
    def note(self) -> str | None:
        note: str | None = self.kept.fact.payload["note"]
        return note


def page(session: Session, wanted: Wanted, zone: str, *, before: tuple[datetime, str] | None = None) -> list[Stocktake]:
    """The latest stocktakes; `before` is where the page before ended."""
    return _told(session, wanted, zone, before, PAGE)


def batches(session: Session, wanted: Wanted, zone: str) -> Iterator[list[Stocktake]]:
    """All stocktakes that are wanted, the latest first, few in memory at once."""
    place: tuple[datetime, str] | None = None
    while True:
        found = _told(session, wanted, zone, place, AT_ONCE)
        yield found
        if len(found) < AT_ONCE:
            return
        place = (found[-1].kept.happened_at, found[-1].id)
        session.expunge_all()


def _told(session: Session, wanted: Wanted, zone: str, before: tuple[datetime, str] | None, limit: int) -> list[Stocktake]:
    query = select(FactRow.id).where(IS_COUNT).order_by(FactRow.effective.desc(), FactRow.id.desc()).limit(limit)
    if wanted.kit:
        query = query.where(FactRow.subject == wanted.kit)
    if wanted.since:
        query = query.where(FactRow.effective >= _midnight(wanted.since, zone))
    if wanted.until:
        query = query.where(FactRow.effective < _midnight(wanted.until + timedelta(days=1), zone))
    if before is not None:
        query = query.where(tuple_(FactRow.effective, FactRow.id) < (clock.micros(before[0]), before[1]))
    ids = session.scalars(query).all()
    kept = reading.kept(session, ids)
    return [_stocktake(kept[id_]) for id_ in ids]


def _stocktake(kept: Kept) -> Stocktake:
    told = kept.fact.payload
    found = sum(count for _part, count in _of(told["parts"], "found"))
    codes = tuple(line["code"] for line in told["codes"])
    return Stocktake(kept, found, _of(told["parts"], "missing"), _of(told["parts"], "unexpected"), codes)


def _of(lines: Sequence[Mapping[str, Any]], result: str) -> tuple[Counted, ...]:
    counts: dict[str, int] = {}
    for line in lines:
        if line["result"] == result and line["count"]:
            counts[line["part"]] = counts.get(line["part"], 0) + line["count"]
    return tuple(counts.items())


def _midnight(day: date, zone: str) -> int:
    return clock.micros(datetime.combine(day, time(), ZoneInfo(zone)))
