"""Changing what a library says of itself: noted in the record of changes, told to all phones."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.accounts import people
from outreach_app.accounts.models import Library
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.web import wifi
from outreach_app.web.opening import as_typed

LIBRARY = "library"
REACHED = ("phone", "mail", "address", "web", "hours")


def change(writing: Writing, wanted: Mapping[str, Any], *, seen: int, by: str) -> None:
    """Make the library what is wanted, by the names of its form. Raises `Refusal` "row.changed_meanwhile"."""
    library = writing.session.get_one(Library, writing.library)
    meanwhile.refuse_if_changed(writing.session, LIBRARY, library.id, seen=seen, now=library.version)
    before = noted(library)
    if all({**before, "opening": library.opening, "wifi": library.wifi}[name] == value for name, value in wanted.items()):
        return
    library.name = wanted["name"]
    library.time_zone = wanted["time_zone"]
    # The first is the main one.
    main, others = wanted["main_language"], wanted["languages"]
    library.languages = ",".join([main, *(code for code in others if code != main)])
    library.fiscal_year_starts = wanted["fiscal_year_starts"]
    library.loan_days = wanted["loan_days"]
    library.remind_ahead_days, library.remind_every_days = wanted["remind_ahead_days"], wanted["remind_every_days"]
    library.currency, library.verify_days = wanted["currency"], wanted["verify_days"]
    library.cold_days = wanted["cold_days"]
    library.remind_partners = wanted["remind_partners"]
    library.opening, library.wifi = wanted["opening"], wanted["wifi"]
    for name in REACHED:
        setattr(library, name, wanted[name])
    library.version += 1
    writing.session.flush()
    changes.note(writing, LIBRARY, library.id, before=before, after=noted(library), by=by)
    rows.publish(writing, LIBRARY, library.id, people.library_row(library))


def noted(library: Library) -> dict[str, Any]:
    """A library by the names of its form, as the record of changes keeps it."""
    codes = library.language_codes
    return {
        "name": library.name,
        "time_zone": library.time_zone,
        "languages": sorted(codes),
        "main_language": codes[0],
        "fiscal_year_starts": library.fiscal_year_starts,
        "loan_days": library.loan_days,
        "remind_ahead_days": library.remind_ahead_days,
        "remind_every_days": library.remind_every_days,
        "currency": library.currency,
        "verify_days": library.verify_days,
        "cold_days": library.cold_days,
        "remind_partners": library.remind_partners,
        **{name: getattr(library, name) for name in REACHED},
        **as_typed(library.opening),
        **wifi.as_typed(library.wifi),
        "version": library.version,
    }


def of(session: Session, library: str) -> dict[str, Any]:
    """The library as it is now."""
    return noted(session.get_one(Library, library))
