"""What others may ask of stacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from outreach_app.flyers import codes
from outreach_app.flyers.placements.models import FlyerPlacement
from outreach_app.flyers.queries import flyer_names
from outreach_app.partners import queries as partners
from outreach_app.web.text import gettext as _

# As many as a page shows.
MOST = 200


@dataclass(frozen=True, slots=True)
class AtPlace:
    """The stacks of one place: how many lie there with how many copies, how many were looked after in a span of days."""

    site: str
    lie: int
    copies: int
    seen_to: int
    last_on: str


def at_places(session: Session, first: date, last: date) -> list[AtPlace]:
    """Every place that has or had stacks; looked after means laid out or restocked in these days."""
    span = (first.isoformat(), last.isoformat())
    one = FlyerPlacement
    looked_after = one.placed_on.between(*span) | func.coalesce(one.restocked_on, "").between(*span)
    told = (
        func.sum(cast(one.removed_on.is_(None), Integer)),
        func.sum(one.copies),
        func.sum(cast(looked_after, Integer)),
        func.max(func.coalesce(one.restocked_on, one.placed_on)),
    )
    query = select(one.site_id, *told).where(one.site_id.is_not(None)).group_by(one.site_id)
    return [AtPlace(str(site), int(lie), int(copies), int(seen), on) for site, lie, copies, seen, on in session.execute(query)]


def stack_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What stacks are called, by id: the flyer, and where it lies."""
    found = list(session.scalars(select(FlyerPlacement).where(FlyerPlacement.id.in_(set(ids)))))
    flyers = flyer_names(session, [one.flyer_id for one in found])
    places = partners.site_names(session, [one.site_id for one in found if one.site_id])
    return {one.id: _called(one, flyers, places) for one in found}


def code_names(session: Session, codes_: Iterable[str]) -> dict[str, str]:
    """Codes of stacks as people read them aloud, by code."""
    return {code: codes.in_groups(code) for code in codes_}


def _called(one: FlyerPlacement, flyers: Mapping[str, str], places: Mapping[str, str]) -> str:
    title = flyers.get(one.flyer_id) or _("a flyer that the library does not know")
    where = ", ".join(part for part in (places.get(one.site_id or ""), one.spot) if part)
    return _("%(flyer)s at %(place)s", flyer=title, place=where) if where else title


def of_flyer(session: Session, flyer: str) -> list[FlyerPlacement]:
    """The stacks of a flyer: those that lie somewhere first, the latest before the others."""
    query = select(FlyerPlacement).where(FlyerPlacement.flyer_id == flyer)
    query = query.order_by(FlyerPlacement.removed_on.is_not(None), FlyerPlacement.placed_on.desc(), FlyerPlacement.id)
    return list(session.scalars(query.limit(MOST)))
