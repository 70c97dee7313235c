"""A person's visits and what they are to bring back, as an iCalendar feed (RFC 5545), which calendar programs follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from outreach_app.visits.models import Visit

MOST_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be done on a day, which takes no time of it."""

    id: str
    """Stays as it is when the day changes, so that calendars move it."""
    on: str
    summary: str


def text(name: str, visits: Iterable[Visit], places: Mapping[str, str], errands: Iterable[Errand], now: datetime) -> str:
    """The feed; `places` are the names of sites by id."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//outreach_app//visits//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for visit in visits:
        place = places.get(visit.site_id, "")
        told = "\n".join(one for one in (visit.contact, visit.access, visit.parking, visit.power, visit.wifi) if one)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{visit.id}@outreach",
            f"SEQUENCE:{visit.version}",
            f"DTSTAMP:{_moment(now)}",
            f"DTSTART:{_moment(visit.starts_at)}",
            f"DTEND:{_moment(visit.ends_at)}",
            f"SUMMARY:{_escaped(': '.join(one for one in (place, visit.holds) if one))}",
            f"LOCATION:{_escaped(place)}",
            *([f"DESCRIPTION:{_escaped(told)}"] if told else []),
            f"STATUS:{'CANCELLED' if visit.called_off_because is not None else 'CONFIRMED'}",
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
