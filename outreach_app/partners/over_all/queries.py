"""Every partnership that goes on, and every place with its position; in a constant number of statements."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners import queries as partners
from outreach_app.partners.models import ACTIVE, PROSPECT, Partner, Site


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A partnership that goes on, with its places."""

    id: str
    name: str
    kind: str
    stage: str
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, as (degrees north, degrees east)."""

    id: str
    name: str
    partner: str
    partner_name: str
    address: str
    position: tuple[float, float] | None


def going_on(session: Session) -> list[GoingOn]:
    """The partnerships that are active or may come to be."""
    sites: dict[str, list[str]] = {}
    now = partners.called_now()
    for site, partner in session.execute(select(Site.id, now).join(Partner, Partner.id == Site.partner_id)):
        sites.setdefault(partner, []).append(site)
    query = select(Partner).where(Partner.stage.in_((ACTIVE, PROSPECT)), Partner.merged_into.is_(None))
    return [GoingOn(one.id, one.name, one.kind, one.stage, tuple(sites.get(one.id, ()))) for one in session.scalars(query)]


def spots(session: Session) -> list[Spot]:
    """Every place that is not closed, by partner and name."""
    rows = list(session.scalars(select(Site).where(Site.closed_on.is_(None))))
    whose = partners.site_partners(session, [site.id for site in rows])
    names = partners.every_partner(session)
    told = [
        Spot(site.id, site.name, whose[site.id][1], names.get(whose[site.id][1], ""), site.address, _position(site.position))
        for site in rows
    ]
    return sorted(told, key=lambda one: (one.partner_name.casefold(), one.name.casefold()))


def _position(text: str) -> tuple[float, float] | None:
    north, _comma, east = text.partition(",")
    return (float(north), float(east)) if east else None
