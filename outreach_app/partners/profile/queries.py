"""What may be asked of how a partnership went."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.profile.models import PartnerStage


def stages(session: Session, partners: Iterable[str]) -> list[PartnerStage]:
    """How these partnerships came to where they are, the latest first."""
    query = select(PartnerStage).where(PartnerStage.partner_id.in_(set(partners)))
    return list(session.scalars(query.order_by(PartnerStage.at.desc(), PartnerStage.id.desc())))
