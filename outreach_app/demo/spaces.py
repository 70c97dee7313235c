"""What the demonstration library lends in its own house: three spaces, and who asked for them."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.spaces import editing
from outreach_app.spaces.models import BOOKED, CALLED_OFF, DECLINED, DEVICES, HELD, ROOM

SPACES = (
    ("Cedar room", ROOM, 24, "Screen, sound, twelve outlets, a door to the yard."),
    ("Study room 2", ROOM, 6, "A table, a screen, a telephone."),
    ("Laptop cart", DEVICES, 12, "Twelve laptops with chargers, on wheels. Stays in the house."),
)
CLASSES = (
    "Job search on a phone", "First steps with email", "Citizenship practice on a tablet", "Health portal hour",
    "Budgeting with a spreadsheet", "Video calls with family", "Photos off the phone",
)  # fmt: skip


def add(writing: Writing, partners: Sequence[str], today: date, *, zone: str, by: str) -> None:
    """Put the spaces, what was held in them since the year began, and what is asked for."""
    chance = random.Random(1872)  # noqa: S311 (a library that is the same every time)
    made = []
    for name, sort, capacity, equipment in SPACES:
        made.append(ids.new())
        editing.add_space(writing, made[-1], name=name, sort=sort, capacity=capacity, equipment=equipment, by=None)
    for week in range(-40, 5):
        on = today + timedelta(weeks=week, days=chance.randrange(-2, 3))
        _ask(writing, chance, chance.choice(made), chance.choice(partners), on, today, zone, by)


def _ask(writing: Writing, chance: random.Random, space: str, partner: str, on: date, today: date, zone: str, by: str) -> None:
    booking, starts = ids.new(), datetime.combine(on, time(chance.choice((10, 13, 17))))
    expected = chance.choice((None, 4, 8, 12, 30))
    editing.request(
        writing, booking, space_id=space, partner_id=partner, starts=starts, ends=starts + timedelta(hours=2), zone=zone,
        purpose=chance.choice(CLASSES), contact="", people_expected=expected, by=by,
    )  # fmt: skip
    if on < today:
        if chance.random() < 0.1:
            editing.decide(writing, booking, DECLINED, because="The house is closed that evening.", by=by)
            return
        editing.decide(writing, booking, BOOKED, by=by)
        if chance.random() < 0.1:
            editing.decide(writing, booking, CALLED_OFF, because="Their teacher is ill.", by=by)
        else:
            editing.decide(writing, booking, HELD, attendance=chance.choice((None, 3, 5, 8, 11)), by=by)
    elif chance.random() < 0.6:
        editing.decide(writing, booking, BOOKED, by=by)
