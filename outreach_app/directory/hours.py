"""When a service is open, by the hours of its card: the part of RFC 5545 that the standard uses. Pure.

A rule is weekly or monthly, on weekdays (by the month with a number before them: 1MO, -1FR) or on days of the month, every
so many weeks or months from the day when it began, between the days when it is valid. All is told by the clock on the wall
of the place. What nobody can say ("every other week", without since when) is never told as open.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from outreach_app.directory.standard import DAYS

Rule = Mapping[str, Any]
"""`ListingHours` of a card."""
HORIZON_DAYS = 70
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class State:
    """Open or closed, and the day and time when that changes; None where it does not within `HORIZON_DAYS`."""

    is_open: bool
    until: tuple[str, str] | None


def is_told(hours: Iterable[Rule]) -> bool:
    """Whether anything is said of when it is open that can be worked out."""
    return any(one["opens"] and one["closes"] for one in hours)


def spans_on(hours: Iterable[Rule], day: date) -> list[tuple[str, str]]:
    """When it opens on a day and until when; an end that is not after the start is on the next day."""
    return sorted({(one["opens"], one["closes"]) for one in hours if one["opens"] and one["closes"] and falls_on(one, day)})


def is_open(hours: Sequence[Rule], day: date, minute: int) -> bool:
    """Whether it is open at this minute of the day."""
    if any(start <= minute < end for start, end in _minutes(hours, day)):
        return True
    # Yesterday's may go on past midnight.
    return any(minute < end - _DAY for _start, end in _minutes(hours, day - timedelta(days=1)))


def state(hours: Sequence[Rule], on: str, at: str) -> State | None:
    """Whether it is open on this day at this time, and until when; None where nobody has said."""
    if not is_told(hours):
        return None
    today, now, until = date.fromisoformat(on), _minute(at), None
    for start, end in _stretches(hours, today):
        if until is not None:
            if start > until:
                break
            until = max(until, end)
        elif start <= now < end:
            until = end
        elif start > now:
            return State(False, _moment(today, start))
    if until is None:
        return State(False, None)
    return State(True, None if until >= HORIZON_DAYS * _DAY else _moment(today, until))


def falls_on(one: Rule, day: date) -> bool:
    """Whether a rule names this day."""
    on, begins = day.isoformat(), one["begins"]
    if (one["valid_from"] or "") > on or on > (one["valid_to"] or "9999") or (begins or "") > on:
        return False
    began = date.fromisoformat(begins) if begins else None
    if one["freq"] == "MONTHLY":
        months = day.year * 12 + day.month
        passed = months - (began.year * 12 + began.month) if began else None
        return _is_turn(one, passed) and _is_day_of_month(one, day, began)
    weeks = (_monday(day) - _monday(began)).days // 7 if began else None
    days = [name[-2:] for name in one["days"]] or ([DAYS[began.weekday()]] if began else [])
    return DAYS[day.weekday()] in days and _is_turn(one, weeks)


def _is_turn(one: Rule, passed: int | None) -> bool:
    if one["interval"] == 1:
        return True
    return passed is not None and passed % one["interval"] == 0


def _is_day_of_month(one: Rule, day: date, began: date | None) -> bool:
    last = monthrange(day.year, day.month)[1]
    if one["month_days"] and not {day.day, day.day - last - 1} & set(one["month_days"]):
        return False
    if one["days"]:
        name, first, final = DAYS[day.weekday()], (day.day + 6) // 7, -((last - day.day) // 7 + 1)
        return bool({name, f"{first}{name}", f"+{first}{name}", f"{final}{name}"} & set(one["days"]))
    return bool(one["month_days"]) or (began is not None and began.day == day.day)


def _stretches(hours: Sequence[Rule], today: date) -> Iterator[tuple[int, int]]:
    for number in range(-1, HORIZON_DAYS + 1):
        for start, end in _minutes(hours, today + timedelta(days=number)):
            yield number * _DAY + start, number * _DAY + end


def _minutes(hours: Iterable[Rule], day: date) -> Iterator[tuple[int, int]]:
    for opens, closes in spans_on(hours, day):
        start, end = _minute(opens), _minute(closes)
        yield start, end if end > start else end + _DAY


def _minute(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:5])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moment(today: date, minutes: int) -> tuple[str, str]:
    day, rest = divmod(minutes, _DAY)
    return (today + timedelta(days=day)).isoformat(), f"{rest // 60:02}:{rest % 60:02}"
