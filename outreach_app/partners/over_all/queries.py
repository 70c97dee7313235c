"""Every partnership, and every place with its position; in a constant number of statements."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.partners import queries as partners
from outreach_app.partners.models import ACTIVE, PROSPECT, Partner, Site


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A partnership with its places."""

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
    return [one for one in every(session) if one.stage in (ACTIVE, PROSPECT)]


def every(session: Session) -> list[GoingOn]:
    """All partnerships with their places, those that sleep or have ended too, by name."""
    sites: dict[str, list[str]] = {}
    now = partners.called_now()
    for site, partner in session.execute(select(Site.id, now).join(Partner, Partner.id == Site.partner_id)):
        sites.setdefault(partner, []).append(site)
    query = select(Partner.id, Partner.name, Partner.kind, Partner.stage).where(Partner.merged_into.is_(None))
    found = session.execute(query.order_by(func.lower(Partner.name), Partner.id))
    return [GoingOn(id_, name, kind, stage, tuple(sites.get(id_, ()))) for id_, name, kind, stage in found]


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
