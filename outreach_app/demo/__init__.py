"""The demonstration library: Cedar County, made from a seed, with a few weeks of what happened up to today.

Everything comes in by the same ways as in a real library, so that it shows what a real one would show.
"""

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from outreach_app import clock, ids, installation, schema
from outreach_app.accounts import people
from outreach_app.accounts.models import ADMIN, COORDINATOR, TRAINER
from outreach_app.administration.staff import changing
from outreach_app.audit import changes
from outreach_app.db import Writing, writing
from outreach_app.demo import (
    asking,
    contents,
    disaster_plan,
    evidence,
    flyers,
    grants,
    guides,
    listings,
    partnerships,
    places,
    reservations,
    spaces,
    stacks,
    terms,
    trends,
)
from outreach_app.demo.phones import Phone
from outreach_app.demo.ticking import ticking
from outreach_app.demo.weeks import happen
from outreach_app.feed import rows
from outreach_app.photos import views as photos
from outreach_app.training_sessions import topics
from outreach_app.training_sessions.projection import put_topics

NAME, ZONE, LANGUAGES = "Cedar County Library", "America/Chicago", ("en", "es")
SIGN_INS = (
    ("trainer@example.org", TRAINER),
    ("trainer2@example.org", TRAINER),
    ("coordinator@example.org", COORDINATOR),
    ("admin@example.org", ADMIN),
)
PEOPLE = {
    "trainer@example.org": "Rosa Delgado",
    "trainer2@example.org": "Tom Whitaker",
    "coordinator@example.org": "Ellen Brandt",
    "admin@example.org": "Priya Raman",
}
SEED = 1871
# When the library itself was set up: a fixed day, so that its ids are the same every time.
FOUNDED = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


def make(password: str | None = None) -> str:
    """Bring an empty database to the newest shape and fill it; gives the password of all four sign-ins."""
    schema.upgrade()
    installation.refuse_if_there()
    storage = photos.storage()
    password = password or "-".join(ids.code(4).lower() for _ in range(3))
    today = min(clock.now(), clock.now().replace(hour=22, minute=0, second=0, microsecond=0))
    with ids.drawing(_seeded(random.Random(SEED))):  # noqa: S311 (a library that is the same every time)
        with clock.telling(ticking(FOUNDED)):
            library = people.make_library(NAME, ZONE, LANGUAGES)
            with writing(library) as handle:
                installation.publish_library(handle)
                put_topics(handle, topics.for_language(LANGUAGES[0]))
                staff = {email: _add(handle, email, role, password) for email, role in SIGN_INS}
                sites = places.add(handle)
                kits = contents.add(handle)
                phones = [
                    Phone.added(handle, staff[email], label)
                    for email, label in (
                        ("trainer@example.org", "Rosa's phone"),
                        ("trainer@example.org", "Rosa's tablet"),
                        ("trainer2@example.org", "Tom's phone"),
                        ("trainer2@example.org", "Tom's tablet"),
                    )
                ]
                made = flyers.add(handle, today.date(), about=sites[0].id)
            for phone in phones:
                phone.hears(handle)
        with clock.telling(ticking(today - timedelta(days=9))), writing(library) as handle:
            reservations.add(handle, kits, sites, today.date(), ZONE, staff["coordinator@example.org"])
        happen(library, today, phones, kits, sites, made, coordinator=staff["coordinator@example.org"])
        stacks.scanned(library, today.date())
        # Later than all that was told from a public page yesterday, whatever the hour now: those share one clock.
        moments = (today - timedelta(days=30), today - timedelta(hours=1))
        asking.ask(library, sites[16], *moments, ZONE, staff["coordinator@example.org"])
        with clock.telling(ticking(today - timedelta(hours=20))), writing(library) as handle:
            partners = sorted({site.partner for site in sites})
            spaces.add(handle, partners, today.date(), zone=ZONE, by=staff["coordinator@example.org"])
            # Nobody is told the link: a fresh one is made at the desk.
            told = {"name": "Maria Ortiz", "email": "trainer3@example.org", "role": TRAINER}
            changing.invite(handle, **told, by=staff["admin@example.org"])
            terms.add(handle, staff["admin@example.org"])
            guides.add(handle, kits, staff["coordinator@example.org"])
            listings.add(handle, today.date(), LANGUAGES[0])
            flyers.point_to_a_listing(handle, made, staff["coordinator@example.org"])
            flyers.add_picture(handle, storage, made, staff["coordinator@example.org"])
            partnerships.add(handle, sites, staff["coordinator@example.org"], today.date())
            partnerships.add_goals(handle, sites, staff["coordinator@example.org"], today.date())
            who = (staff["coordinator@example.org"], staff["trainer@example.org"])
            grants.add(handle, storage, sites, kits["K-03"].id, *who, today.date())
            trends.add(handle, staff["coordinator@example.org"], staff["trainer@example.org"], today.date())
            trends.searched(handle, today.date())
        asking.suggest(library, today - timedelta(minutes=40), ZONE)
        stacks.add_photo(storage, library, phones[0].device)
        disaster_plan.add(library, today.date(), FOUNDED, staff, sites, kits, made)
        # Last, so that it tells of all the rest.
        evidence.add(library, FOUNDED, today, ZONE, staff["coordinator@example.org"])
    return password


def _add(writing: Writing, email: str, role: str, password: str) -> str:
    member = people.add_staff(writing, email=email, name=PEOPLE[email], role=role, password=password)
    rows.publish(writing, "people", member.id, people.person_row(member))
    changes.note(writing, "staff", member.id, before=None, after=changes.columns(member), by=None)
    return member.id


def _seeded(chance: random.Random) -> Callable[[int], bytes]:
    """Bytes from the seed; but 32 at once are a secret (a token, a session's key), and anybody could know the seed."""
    return lambda count: os.urandom(count) if count == 32 else chance.randbytes(count)
