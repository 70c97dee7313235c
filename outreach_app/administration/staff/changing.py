"""Changes of staff, at the desk and by the command: each in the record of changes, and told to the phones."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from outreach_app.accounts import invitations, people
from outreach_app.accounts.models import Invitation, StaffMember
from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def found(writing: Writing, staff: str) -> StaffMember:
    """A staff member of the library. Raises `Refusal` "not_found"."""
    member = writing.session.scalars(select(StaffMember).where(StaffMember.id == staff)).one_or_none()
    if member is None:
        raise Refusal("not_found", _("There is nobody of this kind on the staff."))
    return member


def added(writing: Writing, member: StaffMember, *, by: str | None) -> None:
    """Note somebody new, and tell the phones."""
    _tell(writing, member, None, by)


def change(writing: Writing, member: StaffMember, *, name: str, role: str, by: str | None) -> None:
    """Another name or role. Raises `Refusal` "accounts.last_admin"."""
    with _changing(writing, member, by):
        people.change_role(writing, member, role)
        member.name = name


def deactivate(writing: Writing, member: StaffMember, *, by: str | None) -> None:
    """Sign somebody out for good; phones that only they used leave once they have sent all.

    Raises `Refusal` "accounts.last_admin".
    """
    before = people.devices_only_of(writing.session, member.id)
    with _changing(writing, member, by):
        people.deactivate(writing, member)
        invitations.close_password_links(writing, member)
    for device in before:
        told = {"label": device.label, "state": device.state}
        changes.note(writing, "devices", device.id, before={**told, "state": "active"}, after=told, by=by)


def reactivate(writing: Writing, member: StaffMember, *, by: str | None) -> None:
    """Let somebody sign in again, with the password they had."""
    with _changing(writing, member, by):
        member.active = True


def set_password(writing: Writing, member: StaffMember, password: str, *, by: str | None) -> None:
    """A new password, which signs them out everywhere at the desk. Raises `Refusal` "accounts.password_short"."""
    with _changing(writing, member, by):
        people.set_password(member, password)
        invitations.close_password_links(writing, member)


def password_link(writing: Writing, member: StaffMember, *, by: str | None) -> str:
    """The token of a link by which somebody sets a new password. Raises `Refusal` where they are deactivated."""
    if not member.active:
        raise Refusal("not_found", _("This person is deactivated. Let them sign in again first."))
    token = invitations.password_link(writing, member)
    after = {"name": member.name, "opens_until": writing.now + invitations.LINK_LASTS}
    changes.note(writing, "password_links", member.id, before=None, after=after, by=by)
    return token


def choose_password(writing: Writing, token: str, password: str) -> StaffMember:
    """Set a password by a link, by the person themselves. Raises `Refusal` "link.gone"."""
    member, hash_before = invitations.set_password(writing, token, password)
    after = changes.columns(member)
    before = {**after, "password_hash": hash_before}
    changes.note(writing, "staff", member.id, before=before, after=after, by=member.id)
    return member


def invite(writing: Writing, *, email: str, name: str, role: str, by: str | None) -> tuple[Invitation, str]:
    """Invite somebody; gives the token of their link. Raises `Refusal` where the address is taken."""
    invitation, token = invitations.invite(writing, email=email, name=name, role=role, by=by)
    changes.note(writing, "invitations", invitation.id, before=None, after=changes.columns(invitation), by=by)
    return invitation, token


def renew(writing: Writing, invitation: Invitation, *, by: str | None) -> str:
    """A fresh link for somebody invited."""
    before = changes.columns(invitation)
    token = invitations.renew(writing, invitation)
    changes.note(writing, "invitations", invitation.id, before=before, after=changes.columns(invitation), by=by)
    return token


def withdraw(writing: Writing, invitation: Invitation, *, by: str | None) -> None:
    """Take an invitation back."""
    before = changes.columns(invitation)
    invitations.withdraw(writing, invitation)
    changes.note(writing, "invitations", invitation.id, before=before, after=None, by=by)


def accept(writing: Writing, token: str, *, name: str, password: str) -> StaffMember:
    """Become a staff member by an invitation. Raises `Refusal` "link.gone" or "accounts.password_short"."""
    member = invitations.accept(writing, token, name=name, password=password)
    added(writing, member, by=member.id)
    return member


@contextmanager
def _changing(writing: Writing, member: StaffMember, by: str | None) -> Iterator[None]:
    before = changes.columns(member)
    yield
    writing.session.flush()
    _tell(writing, member, before, by)


def _tell(writing: Writing, member: StaffMember, before: dict[str, object] | None, by: str | None) -> None:
    changes.note(writing, "staff", member.id, before=before, after=changes.columns(member), by=by)
    rows.publish(writing, "people", member.id, people.person_row(member))
