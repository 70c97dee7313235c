"""A kit that is promised, so that facts come with a note of it."""

from datetime import timedelta

from fixtures.library import NOW, Library
from outreach_app.db import writing
from outreach_app.kits.reservations import editing


def promise(library: Library, kit: str = "K1") -> None:
    """Let a kit be somebody else's for an hour around now."""
    start, end = NOW - timedelta(minutes=30), NOW + timedelta(minutes=30)
    told = {"partner_id": None, "site_id": None, "purpose": ""}
    with writing(library.id) as handle:
        editing.reserve(handle, "R1", kit_id=kit, starts_at=start, ends_at=end, by=None, **told)
