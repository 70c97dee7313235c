"""Phones: who comes in with a token, what a phone last told of itself, and its states.

draining: told to leave, or its last person was deactivated; revoked: lost or stolen.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app import clock, ids
from outreach_app.accounts.models import ACTIVE, Device, DevicePerson, StaffMember
from outreach_app.accounts.people import people_of
from outreach_app.audit import changes
from outreach_app.db import Writing, db
from outreach_app.doors import codes
from outreach_app.problems import Refusal
from outreach_app.statements import Prepared, table_of
from outreach_app.web.text import lazy_gettext as _

SEEN_EVERY = timedelta(minutes=1)
LOST_AT = "lost_at"
"""The library's own member of what a phone reported: when it first told that its storage had been emptied."""

_devices = table_of(Device).c
_BUILT_IN = Prepared(select(_devices.built_in, _devices.id).where(_devices.built_in.is_not(None)))
_staff, _uses = table_of(StaffMember).c, table_of(DevicePerson).c
_USERS = Prepared(
    select(_staff.id, _staff.role)
    .join_from(table_of(DevicePerson), table_of(StaffMember), _staff.id == _uses.staff_id)
    .where(_uses.device_id == bindparam("device"))
    .order_by(_staff.id)
)
_STANDING = Prepared(
    select(_devices.state, _devices.last_seen_at, _devices.app_version, _devices.reported).where(
        _devices.id == bindparam("device")
    )
)


@dataclass(frozen=True)
class Holder:
    """Whose token a request carries."""

    library: str
    device: str


def holder_of(token: str) -> Holder:
    """The device that a token belongs to. Raises `Refusal` "device.unknown"."""
    with db.engine.connect() as connection:
        way = codes.way(connection, token, codes.TOKEN) if token else None
    if way is None:
        message = "The library does not know this phone. Nothing on it is lost: sign in again to send it."
        raise Refusal("device.unknown", message)
    return Holder(way.library, way.target)


def built_in(session: Session) -> dict[str, str]:
    """The library's own devices: id by name."""
    return {name: id_ for name, id_ in _BUILT_IN.rows(session)}


@dataclass(frozen=True, slots=True)
class User:
    """Who uses a phone, as far as it decides what the phone sees."""

    id: str
    role: str


def users_of(session: Session, device: str) -> list[User]:
    """Everybody who uses a device."""
    return [User(*row) for row in _USERS.rows(session, device=device)]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an exchange must know of the phone that it is with."""

    state: str
    last_seen_at: datetime | None
    app_version: str | None
    reported: str | None


def standing(session: Session, device: str) -> Standing:
    """Of a device that has a token, as it is now."""
    (row,) = _STANDING.rows(session, device=device)
    return Standing(*row)


def found(session: Session, device: str) -> Device:
    """A phone of the library. Raises `Refusal` "not_found"."""
    row = session.scalars(select(Device).where(Device.id == device, Device.built_in.is_(None))).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such phone."))
    return row


def listed(session: Session) -> list[Device]:
    """All phones, those seen last first."""
    rows = session.scalars(select(Device).where(Device.built_in.is_(None)))
    return sorted(rows, key=lambda one: (one.last_seen_at or one.created_at, one.id), reverse=True)


def add(writing: Writing, label: str, *, replaces: str | None = None, replaces_fact: str | None = None) -> tuple[str, str]:
    """A new phone: its id and its token, which is not kept."""
    device = Device(
        library_id=writing.library,
        id=ids.new(),
        label=label,
        state=ACTIVE,
        replaces=replaces,
        replaces_fact=replaces_fact,
        created_at=writing.now,
    )
    writing.session.add(device)
    writing.session.flush()
    return device.id, _new_token(writing, device.id)


def add_person(writing: Writing, device: str, member: StaffMember) -> None:
    """Let a staff member use a device; again is once."""
    there = select(DevicePerson.staff_id).where(DevicePerson.device_id == device, DevicePerson.staff_id == member.id)
    if writing.session.scalars(there).one_or_none() is None:
        person = DevicePerson(library_id=writing.library, device_id=device, staff_id=member.id, added_at=writing.now)
        writing.session.add(person)
        writing.session.flush()


def noted(session: Session, device: Device) -> dict[str, object]:
    """A phone as the record of changes tells of it."""
    names = sorted(person.name for person in people_of(session, device.id))
    return {"label": device.label, "state": device.state, "people": names}


def identity_for_clone(writing: Writing, device: Device, fact: str) -> tuple[str, str]:
    """A new identity for a phone that was restored onto another, told by a fact whose place was taken.

    The answer that carries it may be lost: the same fact gives the same device again, with a fresh token, for as long
    as that device has not come in.
    """
    query = select(Device).where(Device.replaces == device.id, Device.replaces_fact == fact, Device.last_seen_at.is_(None))
    made = writing.session.scalars(query).first()
    if made is not None:
        codes.close(writing, codes.TOKEN, made.id)
        return made.id, _new_token(writing, made.id)
    id_, token = add(writing, device.label, replaces=device.id, replaces_fact=fact)
    for member in people_of(writing.session, device.id):
        add_person(writing, id_, member)
    after = {**noted(writing.session, found(writing.session, id_)), "replaces": device.id}
    changes.note(writing, "devices", id_, before=None, after=after, by=None)
    return id_, token


def is_due_to_be_seen(device: Standing, app_version: str, report: dict[str, Any] | None) -> bool:
    """Whether what a phone tells of itself is worth a write."""
    if device.last_seen_at is None or clock.now() - device.last_seen_at >= SEEN_EVERY:
        return True
    before = json.loads(device.reported) if device.reported else {}
    before.pop(LOST_AT, None)
    return device.app_version != app_version or (report is not None and before != report)


def seen(writing: Writing, device: Device, app_version: str, report: dict[str, Any] | None) -> None:
    """Note that a phone came in, and what it told of itself."""
    device.last_seen_at = writing.now
    device.app_version = app_version
    if report is not None:
        before = json.loads(device.reported) if device.reported else {}
        # A phone tells of a loss once: it is kept until a person has taken note of it.
        lost_at = before.get(LOST_AT) or (clock.text(writing.now) if report.get("storage_lost") else None)
        device.reported = json.dumps({**report, **({LOST_AT: lost_at} if lost_at else {})})
    writing.session.flush()


def note_loss(writing: Writing, device: Device) -> bool:
    """A person took note that the phone had been emptied; False where that is noted already."""
    told = json.loads(device.reported) if device.reported else {}
    if told.pop(LOST_AT, None) is None:
        return False
    device.reported = json.dumps(told)
    writing.session.flush()
    return True


def view_of(people: Iterable[User | StaffMember], feed_format: str) -> str:
    """A hash of what decides which rows a device sees: the feed's format, its people and their roles."""
    told = [feed_format, sorted([member.id, member.role] for member in people)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _new_token(writing: Writing, device: str) -> str:
    token = ids.token()
    codes.hang(writing, token, codes.TOKEN, device)
    return token
