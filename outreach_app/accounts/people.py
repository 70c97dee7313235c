"""Libraries and staff: making them, finding them, and the rows that phones see of them.

Every change of a staff member republishes what phones know of people; the caller notes it in the audit.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock, ids
from outreach_app.accounts import passwords
from outreach_app.accounts.models import (
    ACTIVE,
    ADMIN,
    DESK,
    DRAINING,
    IMPORT,
    PUBLIC,
    ROLES,
    Device,
    DevicePerson,
    Library,
    StaffMember,
)
from outreach_app.db import Head, Writing, db, scope, writing_unscoped
from outreach_app.doors import codes
from outreach_app.problems import Refusal
from outreach_app.statements import Prepared, table_of
from outreach_app.web.text import lazy_gettext as _

_staff = table_of(StaffMember).c
_AUTHORS = Prepared(select(_staff.id, _staff.active))


def make_library(name: str, time_zone: str, languages: Iterable[str], *, library_id: str | None = None) -> str:
    """A new library with its lock, its feed's epoch and its built-in devices; gives its id."""
    library = library_id or ids.new()
    with writing_unscoped() as session:
        now = clock.now()
        session.add(Library(id=library, name=name, time_zone=time_zone, languages=",".join(languages), created_at=now))
        session.flush()
        session.add(Head(library_id=library, seq=0, epoch=ids.new(), removals_from=0))
        for built_in in (DESK, IMPORT, PUBLIC):
            session.add(
                Device(
                    library_id=library,
                    id=ids.new(),
                    label=built_in,
                    built_in=built_in,
                    state=ACTIVE,
                    created_at=now,
                )
            )
    return library


def add_staff(writing: Writing, *, email: str, name: str, role: str, password: str) -> StaffMember:
    """A new active staff member. Raises `Refusal` where the address is taken or the password too short."""
    if role not in ROLES:
        raise ValueError(f"{role} is no role")
    email = email.strip()
    refuse_if_taken(writing.session, email)
    member = StaffMember(
        library_id=writing.library,
        id=ids.new(),
        email=email,
        name=name.strip(),
        role=role,
        password_hash=passwords.hashed(password),
        session_key=ids.token(),
        active=True,
        created_at=writing.now,
    )
    writing.session.add(member)
    writing.session.flush()
    codes.hang(writing, _address(email), codes.SIGN_IN, member.id)
    return member


def refuse_if_taken(session: Session, email: str) -> None:
    """Raise `Refusal` "accounts.address_taken" where somebody signs in by this address, in whichever library."""
    if codes.library_of(session, _address(email), codes.SIGN_IN):
        message = _("This address signs in somebody already. Use another one.")
        raise Refusal("accounts.address_taken", message, fields={"email": [message]})


def change_role(writing: Writing, member: StaffMember, role: str) -> None:
    """Another role. Raises `Refusal` "accounts.last_admin" where no admin would be left."""
    if role not in ROLES:
        raise ValueError(f"{role} is no role")
    if member.role == ADMIN and role != ADMIN and member.active:
        _refuse_if_last_admin(writing, member, "role")
    member.role = role


def deactivate(writing: Writing, member: StaffMember) -> None:
    """Sign the person out everywhere; phones that only they used are told to leave once they have sent all.

    Raises `Refusal` "accounts.last_admin".
    """
    if member.role == ADMIN and member.active:
        _refuse_if_last_admin(writing, member)
    leaving = devices_only_of(writing.session, member.id)
    member.active = False
    member.session_key = ids.token()
    for device in leaving:
        device.state = DRAINING
    writing.session.flush()


def devices_only_of(session: Session, staff: str) -> list[Device]:
    """The active devices that nobody else who may sign in uses."""
    mine = select(DevicePerson.device_id).where(DevicePerson.staff_id == staff)
    others = (
        select(DevicePerson.device_id)
        .join(StaffMember, StaffMember.id == DevicePerson.staff_id)
        .where(DevicePerson.staff_id != staff, StaffMember.active.is_(True))
    )
    query = select(Device).where(Device.state == ACTIVE, Device.id.in_(mine), Device.id.not_in(others))
    return list(session.scalars(query.order_by(Device.label, Device.id)))


def _refuse_if_last_admin(writing: Writing, member: StaffMember, field: str | None = None) -> None:
    others = select(StaffMember.id).where(StaffMember.role == ADMIN, StaffMember.active.is_(True), StaffMember.id != member.id)
    if writing.session.scalars(others.limit(1)).first() is None:
        message = _("This is the last admin. Make somebody else admin first.")
        raise Refusal("accounts.last_admin", message, fields={field: [message]} if field else None)


def set_password(member: StaffMember, password: str) -> None:
    """A new password, which signs the person out everywhere. Raises `Refusal` "accounts.password_short"."""
    member.password_hash = passwords.hashed(password)
    member.session_key = ids.token()


def who_signs_in(email: str, password: str) -> StaffMember | None:
    """The active staff member with this address and password; takes as long whoever is meant. Raises `Refusal` "busy"."""
    with db.engine.connect() as connection, Session(connection) as session:
        door = codes.behind(session, _address(email), codes.SIGN_IN)
        member = None
        if door is not None:
            scope(session, door.library_id)
            member = session.scalars(select(StaffMember).where(StaffMember.id == door.target)).one_or_none()
    # With no connection in hand: it takes long, and others wait for one.
    if not passwords.is_right(member.password_hash if member else None, password):
        return None
    return member if member and member.active else None


def author_states(session: Session) -> dict[str, bool]:
    """Ids of all staff members of the library, each with whether they are active."""
    return {id_: active for id_, active in _AUTHORS.rows(session)}


def people_of(session: Session, device: str) -> list[StaffMember]:
    """The staff members who use a device, in the order in which they were added."""
    query = (
        select(StaffMember)
        .join(DevicePerson, DevicePerson.staff_id == StaffMember.id)
        .where(DevicePerson.device_id == device)
        .order_by(DevicePerson.added_at, StaffMember.id)
    )
    return list(session.scalars(query))


def library_row(library: Library) -> str:
    """What phones know of their library."""
    row: dict[str, Any] = {
        "id": library.id,
        "name": library.name,
        "time_zone": library.time_zone,
        "languages": library.language_codes,
    }
    if library.loan_days is not None:
        row["loan_days"] = library.loan_days
    if library.emergency:
        row["emergency"] = json.loads(library.emergency)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def person_row(member: StaffMember) -> str:
    """What phones know of a colleague: no address."""
    row = {"id": member.id, "name": member.name, "role": member.role, "active": member.active}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _address(email: str) -> str:
    return email.strip().casefold()
