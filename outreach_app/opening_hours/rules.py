"""The hours of a place and what they say of a moment. Pure.

All is told by the clock on the wall of the place: days and times without a zone. The names are those of a schedule in the
Human Services Data Specification, weekdays those of RFC 5545. `static/field/rules/opening-hours.ts` is the same rule.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What does not change for so many days is not told to change.
HORIZON_DAYS = 370
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when to when. An end that is not after the start is on the next day; both alike are a whole day."""

    opens_at: str
    closes_at: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """Open at these hours on this weekday of every week."""

    byday: str
    opens_at: str
    closes_at: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """From one day to another, both included, in place of the week's hours: these, or closed where there are none."""

    valid_from: str
    valid_to: str
    opens_at: str | None
    closes_at: str | None


@dataclass(frozen=True, slots=True)
class Hours:
    """All that a place says of when it is open."""

    weekly: tuple[Weekly, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.weekly or self.otherwise)


@dataclass(frozen=True, slots=True)
class State:
    """Open or closed, and the day and the time when that changes; None where it does not in the time that is looked at."""

    is_open: bool
    until: tuple[str, str] | None


def read(text: str) -> Hours:
    """Hours as they are kept; none at all where nothing is."""
    if not text:
        return Hours()
    told = json.loads(text)
    return Hours(
        tuple(Weekly(one["byday"], one["opens_at"], one["closes_at"]) for one in told["weekly"]),
        tuple(Otherwise(one["valid_from"], one["valid_to"], one["opens_at"], one["closes_at"]) for one in told["otherwise"]),
    )


def written(hours: Hours) -> str:
    """Hours to be kept: the same hours are the same text."""
    return json.dumps(as_told(hours), separators=(",", ":")) if hours else ""


def as_told(hours: Hours) -> dict[str, list[dict[str, str | None]]]:
    """Hours as phones and files are told them, in order."""
    weekly = sorted(hours.weekly, key=lambda one: (DAYS.index(one.byday), one.opens_at))
    otherwise = sorted(hours.otherwise, key=lambda one: (one.valid_from, one.valid_to, one.opens_at or ""))
    return {"weekly": [asdict(one) for one in weekly], "otherwise": [asdict(one) for one in otherwise]}


def spans_on(hours: Hours, day: date) -> list[Span]:
    """When it opens on a day, and until when."""
    on = day.isoformat()
    instead = [one for one in hours.otherwise if one.valid_from <= on <= one.valid_to]
    if instead:
        return sorted(Span(one.opens_at, one.closes_at) for one in instead if one.opens_at and one.closes_at)
    return sorted(Span(one.opens_at, one.closes_at) for one in hours.weekly if one.byday == DAYS[day.weekday()])


def state(hours: Hours, on: str, at: str, closed_on: str | None = None) -> State:
    """Whether it is open on this day at this time, and until when; from `closed_on` on it is open no more."""
    today = date.fromisoformat(on)
    now, open_until = _minutes(at), None
    # Yesterday's may go on past midnight; what follows without a break is one.
    for start, end in _stretches(hours, today, closed_on):
        if open_until is not None:
            if start > open_until:
                break
            open_until = max(open_until, end)
        elif start <= now < end:
            open_until = end
        elif start > now:
            return State(False, _moment(today, start))
    if open_until is None:
        return State(False, None)
    return State(True, None if open_until >= HORIZON_DAYS * _DAY else _moment(today, open_until))


def grouped(hours: Hours) -> list[tuple[str, str, list[Span]]]:
    """The week as people read it: weekdays that follow each other with the same hours as one, none of them left out."""
    # Any Monday will do.
    week = Hours(hours.weekly)
    days = [(day, spans_on(week, date(2024, 1, 1 + number))) for number, day in enumerate(DAYS)]
    found = []
    for spans, alike in groupby(days, key=lambda one: one[1]):
        names = [day for day, _spans in alike]
        found.append((names[0], names[-1], spans))
    return found


def ahead(hours: Hours, on: str, days: int) -> list[tuple[str, str, list[Span]]]:
    """The times to come that are otherwise, of those that begin within so many days: first day, last day, hours."""
    last = (date.fromisoformat(on) + timedelta(days=days)).isoformat()
    near = sorted({(one.valid_from, one.valid_to) for one in hours.otherwise if one.valid_to >= on and one.valid_from <= last})
    return [(begun, ended, _spans(hours.otherwise, begun, ended)) for begun, ended in near]


def _spans(otherwise: Iterable[Otherwise], begun: str, ended: str) -> list[Span]:
    same = [one for one in otherwise if (one.valid_from, one.valid_to) == (begun, ended)]
    return sorted(Span(one.opens_at, one.closes_at) for one in same if one.opens_at and one.closes_at)


def _stretches(hours: Hours, today: date, closed_on: str | None) -> Iterator[tuple[int, int]]:
    """Starts and ends in minutes from the beginning of today, by their start."""
    for number in range(-1, HORIZON_DAYS + 1):
        day = today + timedelta(days=number)
        if closed_on is not None and day.isoformat() >= closed_on:
            return
        for span in spans_on(hours, day):
            start, end = _minutes(span.opens_at), _minutes(span.closes_at)
            yield number * _DAY + start, number * _DAY + (end if end > start else end + _DAY)


def _minutes(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:5])


def _moment(today: date, minutes: int) -> tuple[str, str]:
    day, rest = divmod(minutes, _DAY)
    return (today + timedelta(days=day)).isoformat(), f"{rest // 60:02}:{rest % 60:02}"
