"""Making a library with its first admin, and telling whether there is one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import schema
from outreach_app.accounts import people
from outreach_app.accounts.models import ADMIN, Library
from outreach_app.accounts.passwords import LEAST_LENGTH
from outreach_app.audit import changes
from outreach_app.db import Writing, db, writing
from outreach_app.directory import topics as needs
from outreach_app.edge.indicators import editing as benchmark
from outreach_app.feed import rows
from outreach_app.problems import Refusal
from outreach_app.training_sessions import topics
from outreach_app.training_sessions.projection import put_topics

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?").fullmatch
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+").fullmatch


@dataclass(frozen=True)
class Wanted:
    """What a new library is to be called and who is its first admin."""

    name: str
    time_zone: str
    languages: Iterable[str]
    email: str
    admin: str
    password: str


def libraries() -> list[Library]:
    """The libraries of this database, by name."""
    with Session(db.engine) as session:
        return list(session.scalars(select(Library).order_by(Library.name, Library.id)))


def refuse_if_there() -> None:
    """Raise `Refusal` "database.not_empty" where the database has a library."""
    if schema.revision() is None:
        return
    if found := libraries():
        message = (
            f"This database already holds {found[0].name}; nothing was changed. Start it with: outreach run. "
            "For another library set OUTREACH_DATA or OUTREACH_DATABASE_URL to another place."
        )
        raise Refusal("database.not_empty", message)


def require_library() -> None:
    """Raise `Refusal` "database.not_ready" where the database has no library."""
    if not libraries():
        raise Refusal("database.not_ready", "There is no library in this database yet. Make one with: outreach init")


def make(wanted: Wanted) -> str:
    """Bring the database to the newest shape and make the library in it; gives its id.

    Raises `Refusal` "form.invalid" with what is wrong before anything is made.
    """
    _check(wanted)
    schema.upgrade()
    refuse_if_there()
    library = people.make_library(wanted.name.strip(), wanted.time_zone, [code.strip() for code in wanted.languages])
    with writing(library) as handle:
        publish_library(handle)
        put_topics(handle, topics.for_language(next(iter(wanted.languages)).strip()))
        needs.seed(handle, next(iter(wanted.languages)).strip())
        benchmark.seed(handle)
        member = people.add_staff(handle, email=wanted.email, name=wanted.admin, role=ADMIN, password=wanted.password)
        rows.publish(handle, "people", member.id, people.person_row(member))
        changes.note(handle, "staff", member.id, before=None, after=changes.columns(member), by=None)
    return library


def complete() -> None:
    """Give every library that an older version made what new ones begin with; nothing that is there is changed."""
    for library in libraries():
        with writing(library.id) as handle:
            needs.seed(handle, library.language_codes[0])
            benchmark.seed(handle)


def publish_library(writing: Writing) -> None:
    """Tell all phones of the library as it is now."""
    row = writing.session.get_one(Library, writing.library)
    rows.publish(writing, "library", row.id, people.library_row(row))


def _check(wanted: Wanted) -> None:
    wrong: dict[str, str] = {}
    if not wanted.name.strip():
        wrong["library"] = "The library needs a name."
    try:
        ZoneInfo(wanted.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong["time_zone"] = f"{wanted.time_zone} is no time zone; it must be a name such as America/Chicago."
    odd = [code for code in wanted.languages if not _LANGUAGE(code.strip())]
    if odd:
        wrong["languages"] = f"{odd[0] or 'Nothing'} is no language code; they look like en or es."
    if not _EMAIL(wanted.email.strip()):
        wrong["email"] = f"{wanted.email} is no address to sign in with."
    if not wanted.admin.strip():
        wrong["name"] = "The first admin needs a name."
    if len(wanted.password) < LEAST_LENGTH:
        wrong["password"] = f"The password needs at least {LEAST_LENGTH} characters."
    if wrong:
        raise Refusal("form.invalid", " ".join(wrong.values()) + " Nothing was made.", fields=wrong)
