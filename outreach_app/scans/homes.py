"""Whose pages are asked for, where an address of the public names no door: the library, or all of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts.models import Library

AT, MOST_LIBRARIES = "at", 100


def home(session: Session, asked: str | None) -> Library | list[Library]:
    """The library of that id; all of them where several are here and none is named."""
    homes = list(session.scalars(select(Library).order_by(Library.name, Library.id).limit(MOST_LIBRARIES)))
    found = next((one for one in homes if one.id == asked), None) if asked else None
    if found is None and len(homes) == 1:
        found = homes[0]
    return found or homes
