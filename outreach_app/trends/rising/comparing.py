"""The spans that are compared, and each thing's counts in them with what they are measured by. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from outreach_app.trends.monthly.rules import HEARD, SCAN, SEARCH, WORD, Monthly, Signal, first_of, month_of, months_back
from outreach_app.trends.rising.rules import Compared
from outreach_app.trends.rules import NO_TOPIC

BEFORE, YEAR = AGAINST = ("before", "year")
LENGTHS = (1, 3, 6, 12)
USUAL_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Some months, both with it."""

    first: str
    last: str

    def days(self, today: date) -> int:
        """How many days of it are over, today among them."""
        end = min(first_of(months_back(self.last, -1)) - timedelta(days=1), today)
        return max((end - first_of(self.first)).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Spans:
    """The months up to now, and those that they are compared with."""

    now: Span
    before: Span


def spans(today: date, length: int, against: str) -> Spans:
    """So many months with this one, and as many right before them or a year ago."""
    last = month_of(today)
    first = months_back(last, length - 1)
    back = 12 if against == YEAR else length
    return Spans(Span(first, last), Span(months_back(first, back), months_back(last, back)))


def compared(counted: Monthly, asked: Spans, today: date) -> Mapping[Signal, Compared]:
    """Each thing in both spans: what is heard by the visits made, sessions and searches by all of them, scans by days."""
    found: dict[Signal, Compared] = {}
    measures = {sort: _measure(counted, asked, today, sort) for sort in {one.sort for one in counted.counts}}
    for one in counted.counts:
        if one.topic == NO_TOPIC:
            continue
        now, before = (counted.count(one, span.first, span.last).occasions for span in (asked.now, asked.before))
        if now or before:
            found[one] = Compared(now, before, *measures[one.sort])
    return found


def _measure(counted: Monthly, asked: Spans, today: date, sort: str) -> tuple[float, float]:
    both = (asked.now, asked.before)
    days = asked.now.days(today), asked.before.days(today)
    if sort == SCAN:
        return days
    if sort in HEARD:
        made = [counted.visited(span.first, span.last) for span in both]
    else:
        made = [counted.all_of(SEARCH if sort == WORD else sort, span.first, span.last) for span in both]
    # Where nothing is known of one of them, the days are.
    return (made[0], made[1]) if all(made) else days
