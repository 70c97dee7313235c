"""What pages ask of places' pictures."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.pictures.models import SitePicture


def of(session: Session, sites: Iterable[str]) -> dict[str, list[SitePicture]]:
    """The pictures of places, by place, in the order in which they were added."""
    query = select(SitePicture).where(SitePicture.site_id.in_(set(sites)))
    found: dict[str, list[SitePicture]] = {}
    for one in session.scalars(query.order_by(SitePicture.added_at, SitePicture.id)):
        found.setdefault(one.site_id, []).append(one)
    return found


def picture(session: Session, site: str, id_: str) -> SitePicture | None:
    """One picture of this place."""
    query = select(SitePicture).where(SitePicture.id == id_, SitePicture.site_id == site)
    return session.scalars(query).one_or_none()


def name_of(library: str, content: str) -> str:
    """Where the bytes lie: apart from other pictures, so that none goes with another."""
    return f"{library}/sites/{content}"
