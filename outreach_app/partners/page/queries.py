"""What may be asked of partners' pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.page.models import PartnerPage


def page(session: Session, partner: str) -> PartnerPage | None:
    """The page of a partner, if it has one."""
    return session.scalars(select(PartnerPage).where(PartnerPage.partner_id == partner)).one_or_none()
