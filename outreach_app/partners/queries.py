"""What others may ask of partners."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.models import Partner, Site


def partner_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those partners that exist."""
    return {id_: name for id_, name in session.execute(select(Partner.id, Partner.name).where(Partner.id.in_(set(ids))))}


def site_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those sites that exist."""
    return {id_: name for id_, name in session.execute(select(Site.id, Site.name).where(Site.id.in_(set(ids))))}
