"""What may be asked of business contacts."""

from collections.abc import Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from outreach_app.partners.contacts.models import PartnerContact


def contact(session: Session, id_: str) -> PartnerContact | None:
    """One contact."""
    return session.scalars(select(PartnerContact).where(PartnerContact.id == id_)).one_or_none()


def of(session: Session, partners: Iterable[str]) -> list[PartnerContact]:
    """The contacts of some partners, by name."""
    return list(session.scalars(_by_name().where(PartnerContact.partner_id.in_(set(partners)))))


def every(session: Session) -> list[PartnerContact]:
    """The contacts of all partners, by name."""
    return list(session.scalars(_by_name()))


def _by_name() -> Select[PartnerContact]:
    return select(PartnerContact).order_by(func.lower(PartnerContact.name), PartnerContact.id)
