"""Opening and closing doors. Secrets come in as text and are looked up by their hash only."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from outreach_app import clock, ids
from outreach_app.db import Writing
from outreach_app.doors.models import Door
from outreach_app.statements import table_of

SIGN_IN, TOKEN, ENROLMENT = "sign_in", "token", "enrolment"
CALENDAR, CALENDAR_OF_ALL, CALENDAR_OF_GRANTS = "calendar", "calendar_of_all", "calendar_of_grants"
PULSE, KIT, ITEM, FLYER = "pulse", "kit", "item", "flyer"
PARTNER = "partner"
INVITATION, PASSWORD = "invitation", "password"


# Run with every request of a phone, so without the ORM.
_doors = table_of(Door).c
_LED_TO = select(_doors.library_id, _doors.target, _doors.kind, _doors.opens_until).where(_doors.hash == bindparam("hash"))


class Way(NamedTuple):
    """Where a door leads: into a library, to one of its devices, people or things."""

    library: str
    target: str


def way(connection: Connection, secret: str, kind: str) -> Way | None:
    """Where the door leads that this secret opens now, as `behind` finds it."""
    found = connection.execute(_LED_TO, {"hash": ids.digest(secret)}).one_or_none()
    if found is None or found.kind != kind or (found.opens_until is not None and found.opens_until < clock.now()):
        return None
    return Way(found.library_id, found.target)


def behind(session: Session, secret: str, kind: str) -> Door | None:
    """The door that this secret opens now, if it is of that kind and still opens."""
    door = session.get(Door, ids.digest(secret))
    if door is None or door.kind != kind or (door.opens_until is not None and door.opens_until < clock.now()):
        return None
    return door


def behind_any(session: Session, secret: str, kinds: Iterable[str]) -> Door | None:
    """The door of one of these kinds that a code opens now, typed as it may be: without regard to case and spaces."""
    close = "".join(secret.split())
    for typed in dict.fromkeys((secret, close.upper(), close.lower())):
        door = session.get(Door, ids.digest(typed))
        if door is not None and door.kind in kinds and (door.opens_until is None or door.opens_until >= clock.now()):
            return door
    return None


def behind_these(session: Session, secrets: Iterable[str], kind: str) -> list[Door]:
    """The doors of that kind that these secrets open now."""
    query = select(Door).where(Door.hash.in_([ids.digest(one) for one in secrets]), Door.kind == kind)
    return [door for door in session.scalars(query) if door.opens_until is None or door.opens_until >= clock.now()]


def is_taken(writing: Writing, secret: str) -> bool:
    """Whether this secret opens something already, in whichever library."""
    return writing.session.get(Door, ids.digest(secret)) is not None


def hang(writing: Writing, secret: str, kind: str, target: str, *, opens_until: datetime | None = None) -> None:
    """Let this secret lead to `target` in the writing's library, until a time or for good."""
    door = Door(hash=ids.digest(secret), library_id=writing.library, kind=kind, target=target, opens_until=opens_until)
    writing.session.add(door)
    writing.session.flush()


def hang_all(writing: Writing, targets: Mapping[str, str], kind: str) -> None:
    """Let each of these secrets lead to its target for good; one that leads somewhere already stays as it is."""
    found = [
        {"hash": ids.digest(secret), "library_id": writing.library, "kind": kind, "target": target}
        for secret, target in targets.items()
    ]
    if found:
        connection = writing.session.connection()
        add = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(Door)
        connection.execute(add.on_conflict_do_nothing(index_elements=["hash"]), found)


def close(writing: Writing, kind: str, target: str) -> None:
    """Let no secret of this kind lead to `target` any more."""
    mine = (Door.library_id == writing.library, Door.kind == kind, Door.target == target)
    writing.session.execute(delete(Door).where(*mine))


def is_open(session: Session, library: str, kind: str, target: str) -> bool:
    """Whether some secret of this kind leads to `target`."""
    mine = (Door.library_id == library, Door.kind == kind, Door.target == target)
    return session.scalars(select(Door.hash).where(*mine).limit(1)).first() is not None


def lead(writing: Writing, kind: str, target: str, *, to: str) -> None:
    """Let what led to `target` lead to another one: the code stays as it was printed."""
    mine = (Door.library_id == writing.library, Door.kind == kind, Door.target == target)
    writing.session.execute(update(Door).where(*mine).values(target=to))


def use_up(writing: Writing, secret: str, kind: str) -> str | None:
    """The target of a door that opens once; None where it does not open, is used, or is another library's."""
    door = behind(writing.session, secret, kind)
    if door is None or door.library_id != writing.library:
        return None
    writing.session.delete(door)
    writing.session.flush()
    return door.target


def library_of(session: Session, secret: str, kind: str) -> str | None:
    """The library that a door leads to."""
    door = behind(session, secret, kind)
    return door.library_id if door else None


def lapse(writing: Writing) -> None:
    """Forget doors of this library that opened until a time that is past."""
    session = writing.session
    old = session.scalars(select(Door.hash).where(Door.library_id == writing.library, Door.opens_until < writing.now))
    session.execute(delete(Door).where(Door.hash.in_(list(old))))
