"""Links by which people get a password of their own choosing: an invitation, or a new password for somebody there.

A link works once and for three days. Its token is a door; only its hash is kept. A fresh link closes the one before.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.accounts import people
from outreach_app.accounts.models import ROLES, Invitation, StaffMember
from outreach_app.db import Writing, db, scope
from outreach_app.doors import codes
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

LINK_LASTS = timedelta(hours=72)


@dataclass(frozen=True)
class Behind:
    """What a link leads to, as long as it works."""

    library: str
    kind: str
    target: str
    """The id of the invitation, or of the staff member."""
    name: str
    email: str


def invite(writing: Writing, *, email: str, name: str, role: str, by: str | None) -> tuple[Invitation, str]:
    """Invite somebody; gives the token of their link. Raises `Refusal` where the address is taken or invited already."""
    if role not in ROLES:
        raise ValueError(f"{role} is no role")
    email = email.strip()
    people.refuse_if_taken(writing.session, email)
    already = [one for one in writing.session.scalars(select(Invitation)) if one.email.casefold() == email.casefold()]
    if already:
        message = _("This address is invited already. Make a fresh link for it, or withdraw that invitation first.")
        raise Refusal("accounts.address_taken", message, fields={"email": [message]})
    invitation = Invitation(
        library_id=writing.library,
        id=ids.new(),
        email=email,
        name=name.strip(),
        role=role,
        invited_by=by,
        created_at=writing.now,
        opens_until=writing.now + LINK_LASTS,
    )
    writing.session.add(invitation)
    writing.session.flush()
    return invitation, _hang(writing, codes.INVITATION, invitation.id)


def renew(writing: Writing, invitation: Invitation) -> str:
    """A fresh link for somebody invited; the one before it works no more."""
    invitation.opens_until = writing.now + LINK_LASTS
    writing.session.flush()
    return _hang(writing, codes.INVITATION, invitation.id)


def withdraw(writing: Writing, invitation: Invitation) -> None:
    """Take an invitation back."""
    codes.close(writing, codes.INVITATION, invitation.id)
    writing.session.delete(invitation)
    writing.session.flush()


def password_link(writing: Writing, member: StaffMember) -> str:
    """A link by which a staff member sets a new password; the old one works until then."""
    return _hang(writing, codes.PASSWORD, member.id)


def close_password_links(writing: Writing, member: StaffMember) -> None:
    """Let no link set a password for this person any more."""
    codes.close(writing, codes.PASSWORD, member.id)


def found(session: Session, invitation: str) -> Invitation:
    """An open invitation. Raises `Refusal` "not_found"."""
    row = session.scalars(select(Invitation).where(Invitation.id == invitation)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such invitation; it may have been used or withdrawn meanwhile."))
    return row


def behind(token: str, kind: str) -> Behind:
    """What the link with this token leads to now. Raises `Refusal` "link.gone"."""
    with db.engine.connect() as connection, Session(connection) as session:
        door = codes.behind(session, token, kind)
        if door is None:
            raise gone()
        scope(session, door.library_id)
        row: Invitation | StaffMember | None
        if kind == codes.INVITATION:
            row = session.scalars(select(Invitation).where(Invitation.id == door.target)).one_or_none()
        else:
            mine = (StaffMember.id == door.target, StaffMember.active.is_(True))
            row = session.scalars(select(StaffMember).where(*mine)).one_or_none()
        if row is None:
            raise gone()
        return Behind(door.library_id, kind, row.id, row.name, row.email)


def accept(writing: Writing, token: str, *, name: str, password: str) -> StaffMember:
    """Use an invitation up: the staff member that it becomes. Raises `Refusal` "link.gone"."""
    target = codes.use_up(writing, token, codes.INVITATION)
    if target is None:
        raise gone()
    invitation = found(writing.session, target)
    writing.session.delete(invitation)
    writing.session.flush()
    return people.add_staff(writing, email=invitation.email, name=name, role=invitation.role, password=password)


def set_password(writing: Writing, token: str, password: str) -> tuple[StaffMember, str]:
    """Use a password link up: whose it was, and the hash before. Raises `Refusal` "link.gone"."""
    target = codes.use_up(writing, token, codes.PASSWORD)
    member = None
    if target is not None:
        member = writing.session.scalars(select(StaffMember).where(StaffMember.id == target)).one_or_none()
    if member is None or not member.active:
        raise gone()
    before = member.password_hash
    people.set_password(member, password)
    writing.session.flush()
    return member, before


def gone() -> Refusal:
    """What is said of a link that works no more."""
    message = _(
        "This link works no more: it was used, it is older than three days, or a fresh one was made. "
        "If you have chosen your password already, sign in with it; else ask an admin of your library for a fresh link."
    )
    return Refusal("link.gone", message)


def _hang(writing: Writing, kind: str, target: str) -> str:
    codes.lapse(writing)
    codes.close(writing, kind, target)
    token = ids.token()
    codes.hang(writing, token, kind, target, opens_until=writing.now + LINK_LASTS)
    return token
