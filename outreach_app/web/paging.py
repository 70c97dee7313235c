"""Where a page of a list that is ordered by time ended, as the address of the next page says it."""

from datetime import datetime

from outreach_app import clock, shapes

_id = shapes.Id()


def mark(at: datetime, id_: str) -> str:
    """The last row of a page, by its moment and id."""
    return f"{clock.micros(at)}~{id_}"


def marked(text: str | None) -> tuple[datetime, str] | None:
    """What `mark` made the text of; None where it says nothing that we made."""
    at, _tilde, id_ = (text or "").partition("~")
    if not (at.lstrip("-").isascii() and at.lstrip("-").isdigit() and len(at) < 18 and _id.fits(id_)):
        return None
    return clock.from_micros(int(at)), id_
