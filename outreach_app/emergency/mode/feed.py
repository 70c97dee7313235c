"""What phones mirror while an emergency runs: where what is open, and how the staff are. Nothing of it is left afterwards."""

import json
from collections.abc import Iterator

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.emergency.mode import queries
from outreach_app.emergency.mode.facts import PLACE_STATES, SERVICES, STATES, EmergencyWords
from outreach_app.emergency.mode.models import EmergencyCheckIn, EmergencyPlace
from outreach_app.feed import rows
from outreach_app.opening_hours.shapes import OpeningHours
from outreach_app.shapes import Id, Instant, Many, Part, Shape, Text, Word


class EmergencyPlaceRow(Shape):
    """What a place offers in the emergency that runs."""

    id = Id()
    """That of the site, where it is one."""
    name = Text(null=True)
    address = Text(null=True)
    state = Word(*PLACE_STATES, called="EmergencyPlaceState")
    hours = Part(OpeningHours, null=True)
    services = Many(Word(*SERVICES, called="EmergencyService"))
    words = Many(Part(EmergencyWords))
    at = Instant()


class EmergencyStaffRow(Shape):
    """How a colleague is in the emergency that runs, as they said last."""

    id = Id()
    """That of the staff member."""
    state = Word(*STATES, called="EmergencyState")
    place = Id(null=True)
    at = Instant()


def all_places(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the places."""
    running = queries.running(session)
    for one in queries.places(session, running) if running else ():
        yield one.place_id, place_row(one), (rows.EVERYONE,)


def all_staff(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the staff."""
    running = queries.running(session)
    for one in queries.roll(session, running).values() if running else ():
        yield one.staff_id, staff_row(one), (rows.EVERYONE,)


COLLECTIONS = (
    rows.Collection("emergency_places", EmergencyPlaceRow, all_places),
    rows.Collection("emergency_staff", EmergencyStaffRow, all_staff),
)


def place_row(one: EmergencyPlace) -> str:
    """A place as phones see it."""
    told = {
        "id": one.place_id,
        "name": one.name,
        "address": one.address,
        "state": one.state,
        "hours": json.loads(one.opening) if one.opening else None,
        "services": one.offers,
        "words": [{"language": language, "text": text} for language, text in one.words.items()],
        "at": clock.text(one.told_at),
    }
    return rows.as_text(told)


def staff_row(one: EmergencyCheckIn) -> str:
    """How somebody is, as phones see it."""
    return rows.as_text({"id": one.staff_id, "state": one.state, "place": one.place_id, "at": clock.text(one.said_at)})
