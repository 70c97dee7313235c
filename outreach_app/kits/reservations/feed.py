"""What phones mirror of reservations: which kit is promised when, and whose it is then."""

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.feed import rows, windows
from outreach_app.feed.windows import Window
from outreach_app.kits.reservations.models import KitReservation
from outreach_app.shapes import Id, Instant, Many, Shape

RESERVATIONS = "reservations"
DAYS_AHEAD, DAYS_BACK = 60, 2


class ReservationRow(Shape):
    """A kit that is promised. `busy_from` and `busy_until` are its time with the ways and until it is ready again."""

    id = Id()
    kit = Id()
    visit = Id(null=True)
    partner = Id(null=True)
    site = Id(null=True)
    staff = Many(Id())
    starts_at = Instant()
    ends_at = Instant()
    busy_from = Instant()
    busy_until = Instant()


def reservation_row(one: KitReservation, window: Window) -> str | None:
    """A reservation as phones see it; None where they need not know of it."""
    is_near = window.holds(one.busy_until.date().isoformat(), back=DAYS_BACK) and window.holds(
        one.busy_from.date().isoformat(), back=10_000, ahead=DAYS_AHEAD
    )
    if one.called_off_because is not None or not is_near:
        return None
    moments = ("starts_at", "ends_at", "busy_from", "busy_until")
    return rows.as_text(
        {
            "id": one.id,
            "kit": one.kit_id,
            "visit": one.visit_id,
            "partner": one.partner_id,
            "site": one.site_id,
            "staff": json.loads(one.staff),
            **{name: clock.text(getattr(one, name)) for name in moments},
        }
    )


def all_reservations(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    window = windows.now(session)
    for one in session.scalars(select(KitReservation).where(KitReservation.called_off_because.is_(None))):
        row = reservation_row(one, window)
        if row is not None:
            yield one.id, row, (rows.EVERYONE,)
