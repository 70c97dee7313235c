"""What may be asked of the watch list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.trends.monthly.rules import Signal, signal_of
from outreach_app.trends.watching.models import (
    CATEGORIES,
    FIELD,
    REVIEW,
    SET_ASIDE,
    STAGES,
    TrendNote,
    WatchedTrend,
)  # fmt: skip

__all__ = [
    "CATEGORIES", "FIELD", "REVIEW", "SET_ASIDE", "STAGES", "TrendNote", "WatchedTrend", "due", "due_count", "notes", "reviews",
    "signals_of", "trend", "trend_names", "trends",
]  # fmt: skip
MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class Reviewed:
    """That a trend was looked at on a day: evidence that it is tracked."""

    trend: str
    name: str
    category: str
    on: str


def trends(session: Session) -> list[WatchedTrend]:
    """All that is or was watched: what was set aside last, else what is to be looked at first."""
    order = (WatchedTrend.stage == SET_ASIDE, WatchedTrend.review_on.is_(None), WatchedTrend.review_on)
    return list(session.scalars(select(WatchedTrend).order_by(*order, WatchedTrend.name, WatchedTrend.id)))


def trend(session: Session, id_: str) -> WatchedTrend | None:
    """One of them."""
    return session.scalars(select(WatchedTrend).where(WatchedTrend.id == id_)).one_or_none()


def trend_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those that are on the list."""
    query = select(WatchedTrend.id, WatchedTrend.name).where(WatchedTrend.id.in_(set(ids)))
    return {id_: name for id_, name in session.execute(query)}


def due(session: Session, today: date) -> list[WatchedTrend]:
    """Those that are to be looked at again by now, the longest due first."""
    query = select(WatchedTrend).where(WatchedTrend.review_on <= today.isoformat(), WatchedTrend.stage != SET_ASIDE)
    return list(session.scalars(query.order_by(WatchedTrend.review_on, WatchedTrend.name, WatchedTrend.id)))


def due_count(session: Session, today: date) -> int:
    """How many are to be looked at again by now."""
    mine = (WatchedTrend.review_on <= today.isoformat(), WatchedTrend.stage != SET_ASIDE)
    return session.scalar(select(func.count(WatchedTrend.id)).where(*mine)) or 0


def notes(session: Session, trend: str) -> list[TrendNote]:
    """What was written down about a trend, the latest first."""
    query = select(TrendNote).where(TrendNote.trend_id == trend).order_by(TrendNote.on.desc(), TrendNote.id.desc())
    return list(session.scalars(query.limit(MOST_NOTES)))


def reviews(session: Session, first: date, last: date) -> list[Reviewed]:
    """When trends were looked at in these days, the latest first."""
    query = select(TrendNote.trend_id, WatchedTrend.name, WatchedTrend.category, TrendNote.on)
    query = query.join(
        WatchedTrend, (WatchedTrend.library_id == TrendNote.library_id) & (WatchedTrend.id == TrendNote.trend_id)
    )
    mine = (TrendNote.sort == REVIEW, TrendNote.on.between(first.isoformat(), last.isoformat()))
    found = session.execute(query.where(*mine).order_by(TrendNote.on.desc(), TrendNote.id.desc()))
    return [Reviewed(*row) for row in found]


def signals_of(one: WatchedTrend) -> list[Signal]:
    """The curves that tell of a trend."""
    return _signals(one.signals.split("\n"))


def _signals(texts: Iterable[str]) -> list[Signal]:
    found = (signal_of(text) for text in texts)
    return [one for one in found if one is not None]
