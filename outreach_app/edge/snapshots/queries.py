"""What pages ask of snapshots."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from outreach_app.edge.models import EdgeIndicator, EdgeSnapshot


def snapshots(session: Session) -> list[EdgeSnapshot]:
    """Every snapshot, the one kept last first; what each holds is not read."""
    query = select(EdgeSnapshot).options(defer(EdgeSnapshot.told, raiseload=True))
    return list(session.scalars(query.order_by(EdgeSnapshot.taken_at.desc(), EdgeSnapshot.id.desc())))


def snapshot(session: Session, id_: str) -> EdgeSnapshot | None:
    """One snapshot."""
    return session.scalars(select(EdgeSnapshot).where(EdgeSnapshot.id == id_)).one_or_none()


def follower(one: EdgeIndicator, every: Sequence[EdgeIndicator]) -> EdgeIndicator:
    """What an indicator is in its edition now: itself, or where it was retired the one that says that it asks the same."""
    if one.retired_at is None:
        return one
    mine = (it for it in every if it.same_as == one.id and it.edition_id == one.edition_id and it.retired_at is None)
    return next(mine, one)
