"""What may be asked of what is shared: by partner, and over all kinds of partners."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.partners.models import ENDED, KINDS, Partner
from outreach_app.partners.shared.models import GIVEN, RECEIVED, RESOURCES, PartnerShare


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


def share(session: Session, id_: str) -> PartnerShare | None:
    """One thing that is shared."""
    return session.scalars(select(PartnerShare).where(PartnerShare.id == id_)).one_or_none()


def of(session: Session, partners: Iterable[str]) -> list[PartnerShare]:
    """What is shared with some partners, the latest year first."""
    query = select(PartnerShare).where(PartnerShare.partner_id.in_(set(partners)))
    return list(session.scalars(query.order_by(PartnerShare.year.desc(), PartnerShare.resource, PartnerShare.id)))


def coverage(session: Session, year: int | None) -> Coverage:
    """Where something is shared with anybody, in one year or ever; partnerships that have ended are left out."""
    stands = Partner.stage != ENDED
    many = session.execute(select(Partner.kind, func.count(Partner.id)).where(stands).group_by(Partner.kind))
    partners = dict.fromkeys(KINDS, 0) | {kind: count for kind, count in many}
    shared = select(
        Partner.kind, PartnerShare.resource, PartnerShare.direction, func.count(PartnerShare.partner_id.distinct())
    ).join(Partner, Partner.id == PartnerShare.partner_id)
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
