"""What pages ask of people and phones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts.models import ACTIVE, DESK, IMPORT, PUBLIC, REVOKED, Device, DevicePerson, StaffMember
from outreach_app.web.text import lazy_gettext

SILENT_AFTER = timedelta(days=2)
_BUILT_IN = {
    DESK: lazy_gettext("the desk"),
    IMPORT: lazy_gettext("an import"),
    PUBLIC: lazy_gettext("a public form"),
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as a list shows it."""

    id: str
    label: str
    people: tuple[str, ...]
    state: str
    last_seen_at: datetime | None
    waiting: int | None
    """Facts that it said it holds and has not sent; None where it never told."""
    storage_lost: bool

    @property
    def is_silent(self) -> bool:
        return self.last_seen_at is None or clock.now() - self.last_seen_at >= SILENT_AFTER

    @property
    def needs_person(self) -> bool:
        """Whether somebody should ask its people: it is silent and may hold something, or it lost its storage."""
        return self.storage_lost or (self.is_silent and bool(self.waiting or self.last_seen_at is None))


def staff_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those staff members that exist."""
    query = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(set(ids)))
    return {id_: name for id_, name in session.execute(query)}


def device_labels(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What people call these devices, by id, of those that exist."""
    query = select(Device.id, Device.label, Device.built_in).where(Device.id.in_(set(ids)))
    return {id_: str(_BUILT_IN[built_in]) if built_in else label for id_, label, built_in in session.execute(query)}


def phones(session: Session) -> list[Phone]:
    """The phones that are in use or still to hand in, those that need somebody first, then those seen last."""
    people: dict[str, list[str]] = {}
    using = select(DevicePerson.device_id, StaffMember.name).join(StaffMember, StaffMember.id == DevicePerson.staff_id)
    for device, name in session.execute(using.order_by(DevicePerson.added_at, StaffMember.id)):
        people.setdefault(device, []).append(name)
    query = select(Device).where(Device.built_in.is_(None), Device.state != REVOKED)
    found = [_phone(device, people.get(device.id, [])) for device in session.scalars(query)]
    found.sort(key=lambda one: (one.last_seen_at or clock.EPOCH, one.id), reverse=True)
    return sorted(found, key=lambda one: (not one.needs_person, not one.waiting, one.state == ACTIVE))


def _phone(device: Device, people: list[str]) -> Phone:
    told = json.loads(device.reported) if device.reported else {}
    waiting = told.get("waiting")
    return Phone(
        device.id,
        device.label,
        tuple(people),
        device.state,
        device.last_seen_at,
        waiting if isinstance(waiting, int) else None,
        bool(told.get("storage_lost")),
    )
