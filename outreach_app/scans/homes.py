"""Whose pages are asked for, where an address of the public names no door: the library, or all of them."""

from flask import abort, g, request
from sqlalchemy import select

from outreach_app.accounts.models import Library
from outreach_app.db import db

AT, MOST_LIBRARIES = "at", 100


def home() -> Library | list[Library]:
    """The library that is asked for; all of them where several are here and none is named."""
    homes = list(db.session().scalars(select(Library).order_by(Library.name, Library.id).limit(MOST_LIBRARIES)))
    asked = request.args.get(AT)
    found = next((one for one in homes if one.id == asked), None) if asked else None
    if found is None and len(homes) == 1:
        found = homes[0]
    if found is None:
        return homes
    g.languages, g.time_zone = found.language_codes, found.time_zone
    return found


def one_home() -> Library:
    """The library that is asked for, where it can only be one."""
    found = home()
    return abort(404) if isinstance(found, list) else found
