"""What may be asked of strategies."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outreach_app.audit.models import AuditLine
from outreach_app.partners.models import ENDED, Partner
from outreach_app.partners.queries import called_now
from outreach_app.partners.strategy.editing import STRATEGIES
from outreach_app.partners.strategy.models import PartnerStrategy


@dataclass(frozen=True, slots=True)
class Written:
    """That a partnership has a strategy which says something."""

    partner: str
    has_owner: bool
    review_on: str | None


def strategy(session: Session, partner: str) -> PartnerStrategy | None:
    """The strategy of a partnership, if one was written."""
    return session.scalars(select(PartnerStrategy).where(PartnerStrategy.id == partner)).one_or_none()


def to_review(session: Session, today: date, *, limit: int) -> list[tuple[str, str, str]]:
    """(partner, name, day) of the strategies whose day to be looked at has come, the longest ago first."""
    is_due = (PartnerStrategy.review_on <= today.isoformat(), Partner.stage != ENDED, Partner.merged_into.is_(None))
    query = select(Partner.id, Partner.name, PartnerStrategy.review_on).join(PartnerStrategy, PartnerStrategy.id == Partner.id)
    found = session.execute(query.where(*is_due).order_by(PartnerStrategy.review_on, Partner.id).limit(limit))
    return [(id_, name, str(on)) for id_, name, on in found]


def written(session: Session) -> list[Written]:
    """The strategies that say what a partnership is for, by the partner as it is known now."""
    says = or_(PartnerStrategy.aim != "", PartnerStrategy.both_want != "")
    query = select(called_now(), PartnerStrategy.owner_id, PartnerStrategy.review_on)
    found = session.execute(query.join(Partner, Partner.id == PartnerStrategy.id).where(says).order_by(PartnerStrategy.id))
    return [Written(partner, owner is not None, on) for partner, owner, on in found]


def worked_on(session: Session, begins: datetime, ends: datetime) -> set[str]:
    """The partners whose strategy was written or changed from one moment up to another, as the record of changes tells it."""
    mine = (AuditLine.what == STRATEGIES, AuditLine.at >= begins, AuditLine.at < ends)
    query = select(called_now()).join(AuditLine, AuditLine.subject == Partner.id)
    return set(session.scalars(query.where(*mine)))
