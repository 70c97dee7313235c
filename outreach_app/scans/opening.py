"""What a public page says of when a place is open: nothing that is wrong when it is read, however long a phone kept the page.

A browser may show the page for a week without asking. So it never says "now": that it is open until 18:00 on a day that
is named, or closed until then, is true whenever it is read. How long the page is fresh ends where that changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach_app import clock
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import Span, State
from outreach_app.opening_hours.typed import typed
from outreach_app.web import language

AHEAD_DAYS = 21


@dataclass(frozen=True, slots=True)
class Opening:
    """What is told of a place: how it is now, the days of its week, the days to come that are otherwise."""

    today: date
    state: State
    week: Sequence[tuple[date, date, Sequence[Span]]]
    """Each stretch of days by two days of some week, for their names."""
    otherwise: Sequence[tuple[str, str, Sequence[Span]]]
    changes_at: datetime | None

    @property
    def is_round_the_clock(self) -> bool:
        """Whether it is open and does not close."""
        return self.state.is_open and self.state.until is None


def opening(kept: str, time_zone: str, closed_on: str | None = None) -> Opening | None:
    """What there is to tell of these hours in this zone; None where nobody has said."""
    hours, zone = rules.read(kept), ZoneInfo(time_zone)
    if not hours:
        return None
    now = clock.now().astimezone(zone)
    today = now.date()
    state = rules.state(hours, today.isoformat(), f"{now:%H:%M}", closed_on)
    changes_at = None
    if state.until:
        on, at = state.until
        changes_at = datetime.combine(date.fromisoformat(on), time.fromisoformat(at), zone)
    week = [(_some(first), _some(last), spans) for first, last, spans in rules.grouped(hours)]
    return Opening(today, state, week, rules.ahead(hours, today.isoformat(), AHEAD_DAYS), changes_at)


def until(told: Sequence[Opening | None], most: float) -> float:
    """When the first of these changes, as a number of seconds since 1970; `most` where none does before."""
    now = clock.now()
    # In the hour that a clock shows twice it may be behind us.
    return min([most, *(one.changes_at.timestamp() for one in told if one and one.changes_at and one.changes_at > now)])


def in_lines(told: Opening | None) -> list[str]:
    """The hours of the week as lines of plain text, in the reader's language; days on which it is closed are left out."""
    return [
        f"{language.weekday(first)}{f'–{language.weekday(last)}' if last != first else ''} {typed(spans)}"
        for first, last, spans in (told.week if told else ())
        if spans
    ]


def _some(day: str) -> date:
    """A day of that name."""
    return date(2024, 1, 1) + timedelta(days=rules.DAYS.index(day))
