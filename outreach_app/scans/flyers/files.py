"""What a flyer's page gives to take away: the library as a contact, and what it invites to as an entry of a calendar."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach_app.accounts.models import Library
from outreach_app.web.content_lines import escaped, moment, written

AN_HOUR = timedelta(hours=1)


def contact(library: Library, url: str, hours: Sequence[str]) -> str:
    """A library as a vCard, in the version that old phones read as well; when it is open is its note."""
    name, note = library.name, "\n".join([*hours, *filter(None, [library.hours])])
    reached = [
        f"{word}:{escaped(text)}" for word, text in (("TEL", library.phone), ("EMAIL", library.mail), ("NOTE", note)) if text
    ]
    if library.address:
        # Whole, in the member for a street: its parts are nobody's to guess.
        reached.append(f"ADR:;;{escaped(library.address)};;;;")
    return written(
        [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"N:{escaped(name)};;;;",
            f"FN:{escaped(name)}",
            f"ORG:{escaped(name)}",
            *reached,
            f"URL:{library.web or url}",
            "END:VCARD",
        ]
    )


def event(
    *,
    id_: str,
    version: int,
    title: str,
    text: str,
    place: str,
    url: str,
    on: str,
    starts: str | None,
    ends: str | None,
    zone: str,
    now: datetime,
) -> str:
    """What a flyer invites to; without hours it lasts for the day, without an end for an hour."""
    if starts is None:
        when = [f"DTSTART;VALUE=DATE:{on.replace('-', '')}"]
    else:
        begin = datetime.combine(datetime.fromisoformat(on).date(), time.fromisoformat(starts), ZoneInfo(zone))
        end = datetime.combine(begin.date(), time.fromisoformat(ends), ZoneInfo(zone)) if ends else begin + AN_HOUR
        # An end that is not after the start is on the next day.
        when = [f"DTSTART:{moment(begin)}", f"DTEND:{moment(end if end > begin else end + timedelta(days=1))}"]
    return written(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//outreach_app//flyers//EN",
            "BEGIN:VEVENT",
            f"UID:{id_}@outreach",
            f"SEQUENCE:{version}",
            f"DTSTAMP:{moment(now)}",
            *when,
            f"SUMMARY:{escaped(title)}",
            *([f"LOCATION:{escaped(place)}"] if place else []),
            *([f"DESCRIPTION:{escaped(text)}"] if text else []),
            f"URL:{url}",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )
