"""What partners of the demonstration library have reserved; one promise is already broken, and two want one kit."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.demo.contents import KitMade
from outreach_app.demo.places import SiteMade
from outreach_app.kits.models import Kit
from outreach_app.kits.reservations import editing

# Each way, to wipe and to charge, in minutes.
NEEDS = {"travel_minutes": 30, "wipe_minutes": 20, "charge_minutes": 60}
# The kit, whose it is to be, and from which day and hour until which, counted from today.
PROMISED = (
    ("K-06", 33, (3, 9), (5, 16), "Coding afternoon with the scouts"),
    ("K-02", 12, (6, 8), (10, 18), "Flu clinic week"),
    ("K-05", 41, (8, 9), (8, 13), "Job fair"),
    ("K-05", 7, (8, 12), (9, 17), "Resumes and forms"),
    ("K-09", 25, (15, 9), (19, 17), ""),
)


def add(writing: Writing, kits: Mapping[str, KitMade], sites: Sequence[SiteMade], today: date, zone: str, by: str) -> None:
    """Put how long kits need between two loans, and what is promised in the next weeks."""
    writing.session.execute(update(Kit).where(Kit.id.in_([kit.id for kit in kits.values()])).values(**NEEDS))
    writing.session.expire_all()
    there = ZoneInfo(zone)

    def moment(days: int, hour: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), time(hour), there)

    for code, site, start, end, purpose in PROMISED:
        told = {"partner_id": sites[site].partner, "site_id": sites[site].id, "purpose": purpose}
        editing.reserve(
            writing, ids.new(), kit_id=kits[code].id, starts_at=moment(*start), ends_at=moment(*end), by=by, **told
        )  # fmt: skip
