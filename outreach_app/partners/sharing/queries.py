"""What may be asked of what is shared: by partner, and over all kinds of partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from outreach_app.partners.models import ENDED, KINDS, Partner
from outreach_app.partners.queries import called_now
from outreach_app.partners.sharing.models import GIVEN, RECEIVED, RESOURCES, PartnerShare


@dataclass(frozen=True, slots=True)
class Cell:
    """With how many partners of a kind something is shared."""

    given: int
    received: int

    @property
    def is_gap(self) -> bool:
        return not self.given and not self.received


@dataclass(frozen=True, slots=True)
class Coverage:
    """By kind of partner and what is shared; `partners` of each kind there are in all."""

    partners: dict[str, int]
    cells: dict[tuple[str, str], Cell]
    years: list[int]

    @property
    def gaps(self) -> int:
        """How many cells are empty."""
        return sum(one.is_gap for one in self.cells.values())


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What was shared with one partner in one direction in some years."""

    partner: str
    direction: str
    resource: str
    hours: int
    money: int


def exchanged(session: Session, first_year: int, last_year: int) -> list[Exchanged]:
    """What was shared in these years, by the partner as it is known now."""
    hours, money = func.sum(PartnerShare.worth_hours), func.sum(PartnerShare.worth_money)
    by = (called_now(), PartnerShare.direction, PartnerShare.resource)
    query = select(*by, hours, money).join(PartnerShare, PartnerShare.partner_id == Partner.id)
    query = query.where(PartnerShare.year.between(first_year, last_year)).group_by(*by)
    return [
        Exchanged(partner, direction, resource, int(hours or 0), int(money or 0))
        for partner, direction, resource, hours, money in session.execute(query)
    ]


def share(session: Session, id_: str) -> PartnerShare | None:
    """One thing that is shared."""
    return session.scalars(select(PartnerShare).where(PartnerShare.id == id_)).one_or_none()


def of(session: Session, partners: Iterable[str]) -> list[PartnerShare]:
    """What is shared with some partners, the latest year first."""
    query = select(PartnerShare).where(PartnerShare.partner_id.in_(set(partners)))
    return list(session.scalars(query.order_by(PartnerShare.year.desc(), PartnerShare.resource, PartnerShare.id)))


def coverage(session: Session, year: int | None) -> Coverage:
    """Where something is shared with anybody, in one year or ever; partnerships that have ended are left out."""
    stands = (Partner.stage != ENDED) & Partner.merged_into.is_(None)
    many = session.execute(select(Partner.kind, func.count(Partner.id)).where(stands).group_by(Partner.kind))
    partners = dict.fromkeys(KINDS, 0) | {kind: count for kind, count in many}
    shared: Any = select(Partner.kind, PartnerShare.resource, PartnerShare.direction, func.count(Partner.id.distinct()))
    # What is noted with a partner that was merged counts where that one is now.
    noted = aliased(Partner)
    now = func.coalesce(noted.merged_into, noted.id)
    shared = shared.join(noted, noted.id == PartnerShare.partner_id).join(Partner, Partner.id == now)
    shared = shared.where(stands, *([PartnerShare.year == year] if year else []))
    counts = {
        (kind, resource, direction): count
        for kind, resource, direction, count in session.execute(
            shared.group_by(Partner.kind, PartnerShare.resource, PartnerShare.direction)
        )
    }
    cells = {
        (kind, one): Cell(counts.get((kind, one, GIVEN), 0), counts.get((kind, one, RECEIVED), 0))
        for kind in KINDS
        for one in RESOURCES
    }
    years = session.scalars(select(PartnerShare.year).distinct().order_by(PartnerShare.year.desc()))
    return Coverage(partners, cells, list(years))
