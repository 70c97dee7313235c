"""How often kits were taken out, as the ledger tells it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock, json_text
from outreach_app.kits.models import Kit
from outreach_app.ledger.models import FactRow


def by_day(session: Session, first: date, last: date, zone: str) -> Iterator[tuple[str, str | None]]:
    """(day, place) of each time that a kit was taken out in these days; the place is None where it went with a person."""
    there = ZoneInfo(zone)
    begins = clock.micros(datetime.combine(first, time(), there))
    ends = clock.micros(datetime.combine(last + timedelta(days=1), time(), there))
    query = select(FactRow.effective, FactRow.body).where(
        # By subject there is an index.
        FactRow.subject.in_(select(Kit.id)),
        FactRow.kind == "kit.checked_out",
        FactRow.effective.between(begins, ends - 1),
    )
    for effective, body in session.execute(query):
        on = clock.from_micros(effective).astimezone(there).date().isoformat()
        yield on, json_text.read(body)["payload"]["to"].get("site")
