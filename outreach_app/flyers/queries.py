"""What others may ask of flyers."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.flyers.models import Flyer


@dataclass(frozen=True, slots=True)
class Handy:
    """A flyer by its title, with the short code that opens it."""

    id: str
    code: str
    title: str
    is_retired: bool


def flyers(session: Session, *, retired: bool = True) -> list[Flyer]:
    """The flyers, those that are handed out first, by title in the language that each was written in first."""
    query = select(Flyer) if retired else select(Flyer).where(Flyer.retired_at.is_(None))
    found = session.scalars(query)
    return sorted(found, key=lambda one: (one.retired_at is not None, one.in_words()[1]["title"].casefold(), one.id))


def flyer(session: Session, id_: str) -> Flyer | None:
    """One flyer."""
    return session.scalars(select(Flyer).where(Flyer.id == id_)).one_or_none()


def handy(session: Session, ids: Iterable[str]) -> dict[str, Handy]:
    """These flyers by id, each with its code, of those that exist."""
    found = session.scalars(select(Flyer).where(Flyer.id.in_(set(ids))))
    return {one.id: Handy(one.id, one.code, one.in_words()[1]["title"], one.retired_at is not None) for one in found}


def in_use(session: Session) -> tuple[int, str | None]:
    """How many flyers are handed out, and one of them."""
    query = select(func.count(Flyer.id), func.min(Flyer.id)).where(Flyer.retired_at.is_(None))
    many, one = session.execute(query).one()
    return many, one


def flyer_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Titles by id, of those flyers that exist."""
    return {one.id: one.in_words()[1]["title"] for one in session.scalars(select(Flyer).where(Flyer.id.in_(set(ids))))}


def picture_name(library: str, content: str) -> str:
    """Where the bytes of a flyer's picture lie: apart from photos and from kits' pictures, so that none goes with another."""
    return f"{library}/flyers/{content}"
