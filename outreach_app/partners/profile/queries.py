"""What may be asked of how a partnership went."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.models import ACTIVE, Partner
from outreach_app.partners.profile.models import PartnerStage
from outreach_app.partners.queries import called_now


def stages(session: Session, partners: Iterable[str]) -> list[PartnerStage]:
    """How these partnerships came to where they are, the latest first."""
    query = select(PartnerStage).where(PartnerStage.partner_id.in_(set(partners)))
    return list(session.scalars(query.order_by(PartnerStage.at.desc(), PartnerStage.id.desc())))


def became_active(session: Session, begins: datetime, ends: datetime) -> set[str]:
    """The partners with which a partnership began, or began anew, from one moment up to another."""
    mine = (PartnerStage.stage == ACTIVE, PartnerStage.at >= begins, PartnerStage.at < ends)
    query = select(called_now()).join(PartnerStage, PartnerStage.partner_id == Partner.id)
    return set(session.scalars(query.where(*mine)))
