"""An iCalendar feed (RFC 5545), which calendar programs follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from outreach_app.web.content_lines import escaped, moment, written


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes some hours."""

    id: str
    version: int
    starts: datetime
    ends: datetime
    summary: str
    place: str = ""
    told: str = ""
    is_off: bool = False
    """It was called off, and stays so in the calendars that have it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be done on a day, which takes no time of it."""

    id: str
    """Stays as it is when the day changes, so that calendars move it."""
    on: str
    summary: str


def text(name: str, events: Iterable[Event], errands: Iterable[Errand], now: datetime) -> str:
    """The feed of a calendar of this name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//outreach_app//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}@outreach",
            f"SEQUENCE:{event.version}",
            f"DTSTAMP:{moment(now)}",
            f"DTSTART:{moment(event.starts)}",
            f"DTEND:{moment(event.ends)}",
            f"SUMMARY:{escaped(event.summary)}",
            *([f"LOCATION:{escaped(event.place)}"] if event.place else []),
            *([f"DESCRIPTION:{escaped(event.told)}"] if event.told else []),
            f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    for errand in errands:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{errand.id}@outreach",
            f"DTSTAMP:{moment(now)}",
            f"DTSTART;VALUE=DATE:{errand.on.replace('-', '')}",
            f"SUMMARY:{escaped(errand.summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return written([*lines, "END:VCALENDAR"])
