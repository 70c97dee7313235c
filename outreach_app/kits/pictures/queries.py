"""What pages ask of kits' pictures."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.kits.pictures.models import KitPicture


def of(session: Session, kit: str) -> list[KitPicture]:
    """The pictures of a kit, in the order in which they were added."""
    query = select(KitPicture).where(KitPicture.kit_id == kit).order_by(KitPicture.added_at, KitPicture.id)
    return list(session.scalars(query))


def picture(session: Session, kit: str, id_: str) -> KitPicture | None:
    """One picture of this kit."""
    query = select(KitPicture).where(KitPicture.id == id_, KitPicture.kit_id == kit)
    return session.scalars(query).one_or_none()


def name_of(library: str, content: str) -> str:
    """Where the bytes lie: apart from photos, so that neither goes with the other."""
    return f"{library}/kits/{content}"
