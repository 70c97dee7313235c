"""What pages, phones and other rooms ask of photos."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.photos.models import Photo, PhotoMention
from outreach_app.statements import Prepared, among, table_of

MOST_WANTED = 100
_mentions = table_of(PhotoMention).c
_WANTED = Prepared(
    select(_mentions.photo)
    .where(_mentions.is_held.is_(False), among(_mentions.device, "devices"))
    .distinct()
    .order_by(_mentions.photo)
    .limit(MOST_WANTED)
)


def wanted(session: Session, devices: Sequence[str]) -> list[str]:
    """Photos that facts of these devices name and the library lacks."""
    return [name for (name,) in _WANTED.rows(session, devices=list(devices))] if devices else []


def held(session: Session, names: Iterable[str]) -> Mapping[str, Photo]:
    """Those of these photos that came, by name; some of them may have been taken away since."""
    asked = set(names)
    rows = session.scalars(select(Photo).where(Photo.sha256.in_(asked))) if asked else ()
    return {one.sha256: one for one in rows}


def found(session: Session, name: str) -> Photo | None:
    """One photo, if it came."""
    return session.scalars(select(Photo).where(Photo.sha256 == name)).one_or_none()
