"""Who is signed in at the desk, and so which library's rows a request sees.

The cookie carries library, staff member, session key and sign-in, signed. Signing out takes the row of that sign-in
away, so that a copy of the cookie is worth nothing; a new session key signs the person out everywhere.
Nothing below /api/ and /q/ ever asks here.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, has_request_context, request, session
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import delete, select

from outreach_app import clock, ids
from outreach_app.accounts.models import Library, SignIn, StaffMember
from outreach_app.accounts.queries import staff_names
from outreach_app.db import db, scope, writing
from outreach_app.problems import Refusal
from outreach_app.settings import Settings
from outreach_app.web import language
from outreach_app.web.headers import API, SCANS

LASTS_SECONDS = 12 * 3600
"""Without a request; each one begins the time anew."""
AT_MOST = timedelta(days=30)
# Where no cookie is read: what phones and the public come to.
NOBODY = (API, SCANS)

csrf = CSRFProtect()
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Person:
    """The staff member who asks, and their library; what Flask-Login calls a user."""

    id: str
    name: str
    role: str
    library: Library
    session_key: str
    sign_in: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie says."""
        return f"{self.library.id}:{self.id}:{self.session_key}:{self.sign_in}"


class _Manager(LoginManager):  # type: ignore[misc]
    """Flask-Login without its second cookie: looking for that one would make every answer vary by cookie."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def init(app: Flask, settings: Settings) -> None:
    """Read and write the cookie, and guard forms against being sent from elsewhere."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-outreach" if settings.is_secure else "outreach",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LASTS_SECONDS,
        WTF_CSRF_TIME_LIMIT=LASTS_SECONDS,
        # `permissions` checks it, once it is known whether the form can come back with what was typed.
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    csrf.init_app(app)
    manager = _Manager()
    manager.session_protection = None
    manager.user_loader(_person)
    manager.init_app(app, add_context_processor=False)

    @app.before_request
    def know_who_asks() -> None:
        if request.path.startswith(NOBODY) or request.endpoint in (None, "static"):
            return
        person = signed_in()
        if person is None:
            return
        wanted = language.asked()
        if wanted and wanted != g.own_language:
            _remember(person, wanted)

    app.extensions["staff_names"] = lambda ids: staff_names(db.session(), ids)

    @app.context_processor
    def tell_templates() -> dict[str, Any]:
        # A letter is written by a command, which nobody asks.
        return {"person": None if not has_request_context() or request.path.startswith(NOBODY) else signed_in()}


def signed_in() -> Person | None:
    """The person who asks, if they are signed in; the session sees their library's rows from then on."""
    return cast("Person", current_user._get_current_object()) if current_user.is_authenticated else None


def person() -> Person:
    """The person who asks, on a page that only those who are signed in can reach."""
    found = signed_in()
    if found is None:
        raise RuntimeError("a page for staff was reached by nobody: its row in permissions is wrong")
    return found


def let_in(member: StaffMember) -> None:
    """Sign a person in on this browser, with nothing left of who used it before. Raises `Refusal` "busy"."""
    before = signed_in()
    if before is not None:
        _end(before)
    with writing(member.library_id) as handle:
        handle.session.execute(delete(SignIn).where(SignIn.began_at <= handle.now - AT_MOST))
        begun = SignIn(library_id=member.library_id, id=ids.new(), staff_id=member.id, began_at=handle.now)
        handle.session.add(begun)
    session.clear()
    session.permanent = True
    library = db.session.get_one(Library, member.library_id)
    login_user(Person(member.id, member.name, member.role, library, member.session_key, begun.id))


def let_go() -> None:
    """Sign the person out on this browser. Raises `Refusal` "busy", and they are still signed in."""
    _end(person())
    logout_user()
    session.clear()


def _end(leaving: Person) -> None:
    with writing(leaving.library.id) as handle:
        handle.session.execute(delete(SignIn).where(SignIn.id == leaving.sign_in))


def own_path(address: str | None) -> str | None:
    """The address if it is a path of this site and nothing else, so that a link cannot send people elsewhere."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    if any(ord(letter) < 33 for letter in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def _person(told: str) -> Person | None:
    """Flask-Login's loader: the person whom a cookie names, if it still holds."""
    parts = told.split(":")
    if len(parts) != 4:
        return None
    library, staff, key, begun = parts
    scope(db.session(), library)
    found = (
        select(StaffMember, Library)
        .join(Library, Library.id == StaffMember.library_id)
        .join(SignIn, SignIn.staff_id == StaffMember.id)
        .where(StaffMember.id == staff, SignIn.id == begun, SignIn.began_at > clock.now() - AT_MOST)
    )
    row = db.session.execute(found).one_or_none()
    if row is None or not row[0].active or not compare_digest(row[0].session_key, key):
        del db.session().info["library"]
        return None
    member, home = row
    g.languages, g.own_language, g.time_zone = home.language_codes, member.language, home.time_zone
    return Person(member.id, member.name, member.role, home, member.session_key, begun)


def _remember(person: Person, wanted: str) -> None:
    try:
        with writing(person.library.id) as handle:
            member = handle.session.scalars(select(StaffMember).where(StaffMember.id == person.id)).one()
            member.language = wanted
    except Refusal as refusal:
        if refusal.code != "busy":
            raise
        # The page itself only reads: it speaks the language that was asked for, and the next one asks again.
        log.info("busy: the language of %s is not noted", person.id)
