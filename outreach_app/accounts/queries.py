"""What pages ask of people and phones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts.devices import LOST_AT
from outreach_app.accounts.models import ACTIVE, DESK, IMPORT, PUBLIC, REVOKED, TRAINER, Device, DevicePerson, StaffMember
from outreach_app.web.text import lazy_gettext

SILENT_AFTER = timedelta(days=2)
_BUILT_IN = {
    DESK: lazy_gettext("the desk"),
    IMPORT: lazy_gettext("an import"),
    PUBLIC: lazy_gettext("a public form"),
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as pages show it: what the library knows of it, and what it last told of itself."""

    id: str
    label: str
    people: tuple[str, ...]
    state: str
    created_at: datetime
    last_seen_at: datetime | None
    app_version: str | None
    waiting: int | None
    """Facts that it said it holds and has not sent; None where it never told."""
    oldest_at: datetime | None
    """When the oldest of them was recorded."""
    persisted: bool | None
    """Whether its browser promised to keep the app's storage; None where it never told."""
    installed: bool | None
    lost_at: datetime | None
    """When it told that its storage had been emptied; None once somebody took note of it."""
    digest_differs: bool
    replaces: str | None
    """The phone that it was a copy of, where it was given a number of its own."""

    @property
    def storage_lost(self) -> bool:
        return self.lost_at is not None

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE

    @property
    def is_revoked(self) -> bool:
        return self.state == REVOKED

    @property
    def is_silent(self) -> bool:
        return self.last_seen_at is None or clock.now() - self.last_seen_at >= SILENT_AFTER

    @property
    def needs_person(self) -> bool:
        """Whether somebody should ask its people: it is silent and may hold something, or it lost its storage."""
        if self.is_revoked:
            return False
        return self.storage_lost or (self.is_silent and bool(self.waiting or self.last_seen_at is None))


def staff_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those staff members that exist."""
    query = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(set(ids)))
    return {id_: name for id_, name in session.execute(query)}


def device_labels(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What people call these devices, by id, of those that exist."""
    query = select(Device.id, Device.label, Device.built_in).where(Device.id.in_(set(ids)))
    return {id_: str(_BUILT_IN[built_in]) if built_in else label for id_, label, built_in in session.execute(query)}


def phones(session: Session, *, revoked: bool = False) -> list[Phone]:
    """The phones in use or still to hand in, those that need somebody first, then those seen last; or the revoked ones."""
    people = _people_by_device(session)
    is_revoked = Device.state == REVOKED
    query = select(Device).where(Device.built_in.is_(None), is_revoked if revoked else ~is_revoked)
    found = [_phone(device, people.get(device.id, [])) for device in session.scalars(query)]
    found.sort(key=lambda one: (one.last_seen_at or clock.EPOCH, one.id), reverse=True)
    return sorted(found, key=lambda one: (not one.needs_person, not one.waiting, one.state == ACTIVE))


def phone(session: Session, device: str) -> Phone | None:
    """One phone, if there is such a one."""
    row = session.scalars(select(Device).where(Device.id == device, Device.built_in.is_(None))).one_or_none()
    return _phone(row, _people_by_device(session, device).get(device, [])) if row else None


def copies_of(session: Session, device: str) -> dict[str, str]:
    """The phones that were a copy of this one and were given a number of their own: what they are called, by id."""
    query = select(Device.id, Device.label).where(Device.replaces == device).order_by(Device.created_at, Device.id)
    return {id_: label for id_, label in session.execute(query)}


def phones_of(session: Session, staff: str) -> list[Phone]:
    """The phones that a staff member uses and that are not revoked, by what they are called."""
    mine = select(DevicePerson.device_id).where(DevicePerson.staff_id == staff)
    rows = session.scalars(select(Device).where(Device.id.in_(mine), Device.state != REVOKED).order_by(Device.label, Device.id))
    people = _people_by_device(session)
    return [_phone(row, people.get(row.id, [])) for row in rows]


def active_staff(session: Session) -> dict[str, str]:
    """The names of all who may sign in, by id, in the order of their names."""
    query = select(StaffMember.id, StaffMember.name).where(StaffMember.active.is_(True))
    return {id_: name for id_, name in session.execute(query.order_by(StaffMember.name, StaffMember.id))}


def everybody(session: Session) -> dict[str, str]:
    """The names of all who ever were staff, by id."""
    return {id_: name for id_, name in session.execute(select(StaffMember.id, StaffMember.name))}


def reviewers(session: Session) -> dict[str, str]:
    """The names of all who may settle and decide, by id, in the order of their names."""
    query = select(StaffMember.id, StaffMember.name).where(StaffMember.active.is_(True), StaffMember.role != TRAINER)
    return {id_: name for id_, name in session.execute(query.order_by(StaffMember.name, StaffMember.id))}


def language_of(session: Session, staff: str) -> str | None:
    """The language that a person chose, if any."""
    return session.scalar(select(StaffMember.language).where(StaffMember.id == staff))


def _people_by_device(session: Session, device: str | None = None) -> dict[str, list[str]]:
    using = select(DevicePerson.device_id, StaffMember.name).join(StaffMember, StaffMember.id == DevicePerson.staff_id)
    if device is not None:
        using = using.where(DevicePerson.device_id == device)
    people: dict[str, list[str]] = {}
    for id_, name in session.execute(using.order_by(DevicePerson.added_at, StaffMember.id)):
        people.setdefault(id_, []).append(name)
    return people


def _phone(device: Device, people: list[str]) -> Phone:
    told = json.loads(device.reported) if device.reported else {}
    waiting, oldest, lost_at = told.get("waiting"), told.get("oldest_at"), told.get(LOST_AT)
    return Phone(
        id=device.id,
        label=device.label,
        people=tuple(people),
        state=device.state,
        created_at=device.created_at,
        last_seen_at=device.last_seen_at,
        app_version=device.app_version,
        waiting=waiting if isinstance(waiting, int) else None,
        oldest_at=datetime.fromisoformat(oldest) if isinstance(oldest, str) else None,
        persisted=told.get("persisted"),
        installed=told.get("installed"),
        lost_at=datetime.fromisoformat(lost_at) if isinstance(lost_at, str) else None,
        digest_differs=bool(told.get("digest_differs")),
        replaces=device.replaces,
    )
