"""Enrolment: how a phone becomes a device of the library, or gets one more person.

By a staff member's sign-in, or by a code that the desk gave out for one of them: once, within 15 minutes. A phone's
camera reads the code out of an address, `/app/enrol#code=K7MP2XQ9`: what stands behind the # never leaves the phone
but in the request that uses it up.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.accounts import devices, failures, people
from outreach_app.accounts.models import ACTIVE, Device, StaffMember
from outreach_app.audit import changes
from outreach_app.db import Writing, db, writing
from outreach_app.doors import codes
from outreach_app.problems import Refusal

CODE_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Enrolled:
    """What a phone is told; `token` is None where it keeps the one it has."""

    library: str
    device: str
    token: str | None


def by_password(email: str, password: str, label: str, *, holder: devices.Holder | None, network: str | None) -> Enrolled:
    """Enrol by a sign-in. Raises `Refusal` "enrol.refused" or "enrol.too_many"."""
    failures.refuse_if_too_many("enrol.too_many", email, network)
    member = people.who_signs_in(email, password)
    if member is None:
        failures.note(email, network)
        raise _refused()
    failures.forgive(email)
    with writing(member.library_id) as handle:
        return _let_in(handle, member.id, label, holder)


def by_code(code: str, label: str, *, holder: devices.Holder | None, network: str | None) -> Enrolled:
    """Enrol by a code from the desk, which is used up. Raises `Refusal` "enrol.refused" or "enrol.too_many"."""
    failures.refuse_if_too_many("enrol.too_many", network)
    code = code.strip().upper().replace(" ", "").replace("-", "")
    with db.engine.connect() as connection, Session(connection) as session:
        library = codes.library_of(session, code, codes.ENROLMENT)
    if library is not None:
        with writing(library) as handle:
            staff = codes.use_up(handle, code, codes.ENROLMENT)
            if staff is not None:
                return _let_in(handle, staff, label, holder)
    failures.note(network)
    raise _refused()


def new_code(writing: Writing, member: StaffMember, *, by: str | None) -> str:
    """A code of 8 characters by which this person can enrol one phone within 15 minutes; one before it is no good now."""
    codes.lapse(writing)
    codes.close(writing, codes.ENROLMENT, member.id)
    code = ids.code(8)
    until = writing.now + CODE_LASTS
    codes.hang(writing, code, codes.ENROLMENT, member.id, opens_until=until)
    after = {"name": member.name, "opens_until": until}
    changes.note(writing, "enrolment_codes", member.id, before=None, after=after, by=by)
    return code


def spoken(code: str) -> str:
    """A code as it is read aloud and typed: K7MP-2XQ9."""
    return f"{code[:4]}-{code[4:]}"


def address(base_url: str, code: str) -> str:
    """What a phone opens to enrol by a code."""
    return f"{base_url}/app/enrol#code={code}"


def _let_in(writing: Writing, staff: str, label: str, holder: devices.Holder | None) -> Enrolled:
    member = writing.session.scalars(select(StaffMember).where(StaffMember.id == staff)).one_or_none()
    if member is None or not member.active:
        raise _refused()
    if holder is not None and holder.library == writing.library:
        device = writing.session.scalars(select(Device).where(Device.id == holder.device)).one()
        if device.state != ACTIVE:
            raise _refused()
        before = devices.noted(writing.session, device)
        devices.add_person(writing, device.id, member)
        changes.note(writing, "devices", device.id, before=before, after=devices.noted(writing.session, device), by=member.id)
        return Enrolled(writing.library, device.id, None)
    id_, token = devices.add(writing, label)
    devices.add_person(writing, id_, member)
    made = devices.noted(writing.session, devices.found(writing.session, id_))
    changes.note(writing, "devices", id_, before=None, after=made, by=member.id)
    return Enrolled(writing.library, id_, token)


def _refused() -> Refusal:
    return Refusal("enrol.refused", "The address, the password or the code is not right. Nothing on this phone is lost.")
