"""An iCalendar feed (RFC 5545), which calendar programs follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75


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
        "PRODID:-//outreach_app//visits//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}@outreach",
            f"SEQUENCE:{event.version}",
            f"DTSTAMP:{_moment(now)}",
            f"DTSTART:{_moment(event.starts)}",
            f"DTEND:{_moment(event.ends)}",
            f"SUMMARY:{_escaped(event.summary)}",
            *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
            *([f"DESCRIPTION:{_escaped(event.told)}"] if event.told else []),
            f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    for errand in errands:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{errand.id}@outreach",
            f"DTSTAMP:{_moment(now)}",
            f"DTSTART;VALUE=DATE:{errand.on.replace('-', '')}",
            f"SUMMARY:{_escaped(errand.summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    for letter in ("\\", ";", ","):
        words = words.replace(letter, f"\\{letter}")
    return words.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a letter."""
    pieces, piece, length = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > MOST_OCTETS:
            pieces.append(piece)
            # The space that begins a further line counts as well.
            piece, length = "", 1
        piece, length = piece + letter, length + size
    return "\r\n ".join([*pieces, piece])
