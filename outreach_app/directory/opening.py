"""Which listings are open at a moment: worked out of the hours of all of them, which are remembered until one changes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory import hours
from outreach_app.directory.hours import Rule
from outreach_app.directory.models import Listing
from outreach_app.statements import Prepared, table_of

_listing = table_of(Listing).c
_CARDS = Prepared(select(_listing.id, _listing.card).where(_listing.is_open))

_Remembered = tuple[int, list[tuple[str, Sequence[Rule]]]]
_remembered: dict[str, _Remembered] = {}
# Of the last minute that was asked about.
_open: dict[str, tuple[tuple[int, date, int], list[str]]] = {}


def open_ids(session: Session, version: int, day: date, minute: int) -> list[str]:
    """The ids of listings that are open on this day at this minute, in the directory's state of this version."""
    library = session.info["library"]
    if _remembered.get(library, (-1, []))[0] != version:
        cards = ((id_, json_text.read(card)["hours"]) for id_, card in _CARDS.rows(session))
        _remembered[library] = (version, [(id_, told) for id_, told in cards if told])
    asked = (version, day, minute)
    if library not in _open or _open[library][0] != asked:
        _open[library] = (asked, [id_ for id_, told in _remembered[library][1] if hours.is_open(told, day, minute)])
    return _open[library][1]
