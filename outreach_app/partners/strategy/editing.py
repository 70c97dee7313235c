"""Writing the strategy of a partnership: noted in the audit."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import meanwhile, rows
from outreach_app.db import Writing
from outreach_app.partners.profile.editing import partner_of
from outreach_app.partners.strategy.models import PartnerStrategy

STRATEGIES = "partner_strategies"


def write(writing: Writing, partner: str, *, seen: int, by: str | None, **told: Any) -> None:
    """Write what is told; `seen` is 0 where there was nothing. Raises `Refusal` "row.changed_meanwhile", "not_found"."""
    partner_of(writing, partner)
    row = writing.session.scalars(select(PartnerStrategy).where(PartnerStrategy.id == partner)).one_or_none()
    if row is None:
        meanwhile.refuse_if_changed(writing.session, STRATEGIES, partner, seen=seen, now=0)
        rows.add(writing, STRATEGIES, PartnerStrategy, partner, by=by, **told)
    else:
        rows.change(writing, STRATEGIES, row, told, seen=seen, by=by)
