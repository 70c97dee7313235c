"""What may be asked of strategies."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.models import ENDED, Partner
from outreach_app.partners.strategy.models import PartnerStrategy


def strategy(session: Session, partner: str) -> PartnerStrategy | None:
    """The strategy of a partnership, if one was written."""
    return session.scalars(select(PartnerStrategy).where(PartnerStrategy.id == partner)).one_or_none()


def to_review(session: Session, today: date, *, limit: int) -> list[tuple[str, str, str]]:
    """(partner, name, day) of the strategies whose day to be looked at has come, the longest ago first."""
    is_due = (PartnerStrategy.review_on <= today.isoformat(), Partner.stage != ENDED, Partner.merged_into.is_(None))
    query = select(Partner.id, Partner.name, PartnerStrategy.review_on).join(PartnerStrategy, PartnerStrategy.id == Partner.id)
    found = session.execute(query.where(*is_due).order_by(PartnerStrategy.review_on, Partner.id).limit(limit))
    return [(id_, name, str(on)) for id_, name, on in found]
