"""What the pages of staff ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts.models import REVOKED, ROLES, Device, DevicePerson, Invitation, StaffMember

PAGE = 100
ACTIVE, GONE = "", "gone"


@dataclass(frozen=True, slots=True)
class Member:
    """A staff member as pages show them."""

    id: str
    name: str
    email: str
    role: str
    active: bool
    created_at: datetime
    phones: int


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was sent a link and has not used it yet."""

    id: str
    name: str
    email: str
    role: str
    opens_until: datetime

    @property
    def is_over(self) -> bool:
        return self.opens_until < clock.now()


def listed(session: Session, *, words: str = "", role: str = "", gone: bool = False, after: str | None = None) -> list[Member]:
    """A page of the staff by name; `after` is the id of the last one of the page before."""
    query = _members().where(StaffMember.active.is_(not gone)).order_by(StaffMember.name, StaffMember.id).limit(PAGE)
    if words:
        like = (column.icontains(words, autoescape=True) for column in (StaffMember.name, StaffMember.email))
        query = query.where(or_(*like))
    if role in ROLES:
        query = query.where(StaffMember.role == role)
    if after:
        last = select(StaffMember.name).where(StaffMember.id == after).scalar_subquery()
        query = query.where(tuple_(StaffMember.name, StaffMember.id) > tuple_(last, after))
    return [Member(*row) for row in session.execute(query)]


def member(session: Session, staff: str) -> Member | None:
    """One staff member, if there is such a one."""
    row = session.execute(_members().where(StaffMember.id == staff)).one_or_none()
    return Member(*row) if row else None


def invited(session: Session) -> list[Invited]:
    """Everybody with an invitation that was not used yet, the newest first."""
    query = select(Invitation).order_by(Invitation.created_at.desc(), Invitation.id)
    return [_invited(row) for row in session.scalars(query)]


def invitation(session: Session, id_: str) -> Invited | None:
    """One of them, if it is there."""
    row = session.scalars(select(Invitation).where(Invitation.id == id_)).one_or_none()
    return _invited(row) if row else None


def _members() -> "Select[Any]":
    phones = (
        select(func.count())
        .select_from(DevicePerson)
        .join(Device, Device.id == DevicePerson.device_id)
        .where(DevicePerson.staff_id == StaffMember.id, DevicePerson.library_id == StaffMember.library_id)
        .where(Device.library_id == StaffMember.library_id, Device.state != REVOKED)
        .correlate(StaffMember)
        .scalar_subquery()
    )
    told = (StaffMember.id, StaffMember.name, StaffMember.email, StaffMember.role, StaffMember.active, StaffMember.created_at)
    return select(*told, phones)


def _invited(row: Invitation) -> Invited:
    return Invited(row.id, row.name, row.email, row.role, row.opens_until)
