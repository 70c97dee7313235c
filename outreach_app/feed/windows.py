"""The span of days that phones mirror of what happens without end.

It moves on only when `outreach tidy` moves it, so that a row leaves by a removal and never by a condition that no phone
is told of. Until it first ran nothing has to leave.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed.models import FeedWindow
from outreach_app.statements import Prepared, table_of, upsert

FIRST, LAST = "0000-00-00", "9999-99-99"
_TIDIED = Prepared(select(table_of(FeedWindow).c.day))


@dataclass(frozen=True)
class Window:
    """The day from which the span is counted; None where all is in it."""

    day: date | None

    def bounds(self, *, back: int, ahead: int | None = None) -> tuple[str, str]:
        """The first and the last day of the span, as dates are kept; without `ahead` it has no end."""
        if self.day is None:
            return FIRST, LAST
        first = self.day - timedelta(days=back)
        return first.isoformat(), LAST if ahead is None else (self.day + timedelta(days=ahead)).isoformat()

    def holds(self, day: str, *, back: int, ahead: int | None = None) -> bool:
        """Whether a day is in the span."""
        first, last = self.bounds(back=back, ahead=ahead)
        return first <= day <= last


def now(session: Session) -> Window:
    """The span as it is."""
    found = _TIDIED.rows(session)
    return Window(date.fromisoformat(found[0].day) if found else None)


def move(writing: Writing, day: date) -> None:
    """Count the span from this day on."""
    upsert(writing, FeedWindow, [{"day": day.isoformat()}])
