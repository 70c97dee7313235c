"""The library that a simulation begins with, and what a coordinator does in it."""

from argon2 import PasswordHasher
from sqlalchemy import select

from outreach_app import schema
from outreach_app.accounts import people
from outreach_app.accounts.models import DRAINING, REVOKED, Device, StaffMember
from outreach_app.administration.devices.changing import change_state
from outreach_app.administration.staff import changing
from outreach_app.db import reading, writing
from outreach_app.doors import codes
from outreach_app.feed import rows
from outreach_app.installation import publish_library
from outreach_app.kits import projection

LIBRARY = "lib"
BEGINNING = 1_795_500_000_000
"""In milliseconds since 1970: a day of November 2026."""
TRAINERS = ("ana", "bo", "cy", "dee")
KITS = ("K1", "K2", "K3", "K4")
PASSWORD = "correct horse battery"
# What a stored hash says of itself decides how long it takes to check one.
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make() -> None:
    """Fill the empty database of the running application."""
    schema.upgrade()
    people.make_library("Cedar County Library", "America/Chicago", ["en", "es"], library_id=LIBRARY)
    with writing(LIBRARY) as handle:
        publish_library(handle)
        for id_, role in [*((one, people.ROLES[0]) for one in TRAINERS), ("admin", people.ROLES[-1])]:
            email = f"{id_}@example.org"
            member = StaffMember(
                library_id=LIBRARY, id=id_, email=email, name=id_.title(), role=role, password_hash=_QUICK.hash(PASSWORD),
                session_key=id_, active=True, created_at=handle.now,
            )  # fmt: skip
            handle.session.add(member)
            handle.session.flush()
            codes.hang(handle, email, codes.SIGN_IN, id_)
            rows.publish(handle, "people", id_, people.person_row(member))
        for kit in KITS:
            parts = [
                {"id": f"{kit}-t", "name": "Tablet", "count": 1, "tag": f"{kit}-T"},
                {"id": f"{kit}-c", "name": "Chargers", "count": 10, "tag": None},
            ]
            projection.put_kit(handle, id_=kit, code=kit, name=f"Kit {kit}", parts=parts)


def change(what: str, id_: str) -> None:
    """Deactivate or reactivate a person, drain or revoke a phone; what cannot be any more is left as it is."""
    with reading(LIBRARY) as session:
        state = session.scalar(select(Device.state).where(Device.id == id_))
        active = session.scalar(select(StaffMember.active).where(StaffMember.id == id_))
    with writing(LIBRARY) as handle:
        if what in ("drain", "revoke") and state in ("active", DRAINING):
            change_state(handle, id_, DRAINING if what == "drain" else REVOKED, by=None)
        elif what == "deactivate" and active:
            changing.deactivate(handle, handle.session.get_one(StaffMember, (LIBRARY, id_)), by=None)
        elif what == "reactivate" and active is False:
            changing.reactivate(handle, handle.session.get_one(StaffMember, (LIBRARY, id_)), by=None)
