"""What was decided about what lost and broken parts cost."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.kits.charges.loss import Loss
from outreach_app.kits.charges.models import KitCharge


def of_parts(session: Session, parts: Iterable[str]) -> dict[str, list[KitCharge]]:
    """What was ever decided about these parts, by part, the latest first."""
    query = select(KitCharge).where(KitCharge.part_id.in_(set(parts))).order_by(KitCharge.decided_at.desc())
    found: dict[str, list[KitCharge]] = {}
    for one in session.scalars(query):
        found.setdefault(one.part_id, []).append(one)
    return found


def found(session: Session, loss: Loss) -> KitCharge | None:
    """What was decided about a loss."""
    query = select(KitCharge).where(KitCharge.kit_id == loss.kit, KitCharge.part_id == loss.part)
    return session.scalars(query.where(KitCharge.sort == loss.sort, KitCharge.since == loss.since)).one_or_none()
