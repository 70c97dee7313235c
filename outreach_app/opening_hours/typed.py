"""Opening hours as people type them: "9-12, 14-18" for a day, "2026-12-24 – 2026-12-26" for days when it is closed. Pure."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from outreach_app.opening_hours.rules import Hours, Otherwise, Span

MOST_OF_A_DAY, MOST_OTHERWISE = 4, 60
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s*([ap])(?:\.?\s?m\.?)?)?"
_DASH = r"\s*(?:-|–|—|to|a)\s*"
_span = re.compile(_TIME + _DASH + _TIME, re.IGNORECASE).fullmatch
_DATE = r"(\d{4}-\d{2}-\d{2})"
_days = re.compile(rf"{_DATE}(?:\s*(?:-|–|—|\.\.|to)\s*{_DATE})?\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL).fullmatch


def spans_of(text: str) -> list[Span]:
    """The hours that were typed for a day, in order. Raises `ValueError` where they cannot be read or overlap."""
    found = [_read(piece.strip()) for piece in re.split(r"[,;]|\s+(?:and|y)\s+", text) if piece.strip()]
    found.sort()
    if len(found) > MOST_OF_A_DAY:
        raise ValueError(text)
    for one, after in pairwise(found):
        if one.closes_at <= one.opens_at or after.opens_at < one.closes_at:
            raise ValueError(text)
    return found


def otherwise_of(text: str) -> list[Otherwise]:
    """The days that are otherwise, one or several a line. Raises `ValueError` with the line that cannot be read."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        told = _days(line)
        if told is None:
            raise ValueError(line)
        begun, ended, hours = told[1], told[2] or told[1], told[3].strip()
        try:
            is_one = date.fromisoformat(begun) <= date.fromisoformat(ended)
            spans = spans_of(hours)
        except ValueError as wrong:
            raise ValueError(line) from wrong
        if not is_one:
            raise ValueError(line)
        hours_of = [Otherwise(begun, ended, one.opens_at, one.closes_at) for one in spans]
        found += hours_of or [Otherwise(begun, ended, None, None)]
    if len(found) > MOST_OTHERWISE:
        raise ValueError(text.splitlines()[-1])
    return found


def typed(spans: Iterable[Span]) -> str:
    """The hours of a day as they would be typed."""
    return ", ".join(f"{one.opens_at}–{one.closes_at}" for one in spans)


def typed_otherwise(hours: Hours) -> list[str]:
    """The days that are otherwise as they would be typed, a line each."""
    days: dict[tuple[str, str], list[Span]] = {}
    for one in sorted(hours.otherwise, key=lambda one: (one.valid_from, one.valid_to)):
        spans = days.setdefault((one.valid_from, one.valid_to), [])
        if one.opens_at and one.closes_at:
            spans.append(Span(one.opens_at, one.closes_at))
    named = ((begun if begun == ended else f"{begun} – {ended}", sorted(spans)) for (begun, ended), spans in days.items())
    return [f"{name}: {typed(spans)}" if spans else name for name, spans in named]


def _read(piece: str) -> Span:
    told = _span(piece)
    if told is None:
        raise ValueError(piece)
    return Span(_time(*told.group(1, 2, 3)), _time(*told.group(4, 5, 6)))


def _time(hour: str, minute: str | None, half: str | None) -> str:
    """A time of day; midnight at its end is written as at its beginning."""
    hours, minutes = int(hour), int(minute or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            raise ValueError(hour)
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    if (hours, minutes) == (24, 0):
        hours = 0
    if hours > 23 or minutes > 59:
        raise ValueError(hour)
    return f"{hours:02}:{minutes:02}"
