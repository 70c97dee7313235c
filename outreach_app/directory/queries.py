"""What others may ask of the directory."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.directory.models import Listing


def listing_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those listings that exist."""
    query = select(Listing.id, Listing).where(Listing.id.in_(set(ids)))
    return {id_: str(listing.told["name"]) for id_, listing in session.execute(query)}
