"""What others may ask of stacks."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.flyers import codes
from outreach_app.flyers.placements.models import FlyerPlacement
from outreach_app.flyers.queries import flyer_names
from outreach_app.partners import queries as partners
from outreach_app.web.text import gettext as _

# As many as a page shows.
MOST = 200


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
