"""Adding and changing partners at the desk: noted in the audit, told to phones."""

from typing import Any

from sqlalchemy import select

from outreach_app import ids
from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.partners import feed
from outreach_app.partners.models import ACTIVE, Partner
from outreach_app.partners.profile.models import PartnerStage
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def add(writing: Writing, id_: str, *, by: str | None, stage: str = ACTIVE, **told: Any) -> None:
    """A new partner; the same id again is the same partner."""
    partner = rows.add(writing, feed.PARTNERS, Partner, id_, by=by, stage=stage, **told)
    if partner is not None:
        _note_stage(writing, id_, stage, "", by)
        feed.publish_partner(writing, partner)


def change(writing: Writing, id_: str, *, seen: int | None, by: str | None, **told: Any) -> None:
    """Another name, kind or note. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    partner = partner_of(writing, id_)
    if rows.change(writing, feed.PARTNERS, partner, told, seen=seen, by=by):
        feed.publish_partner(writing, partner)


def come_to(writing: Writing, id_: str, stage: str, because: str, *, seen: int | None, by: str | None) -> None:
    """Let the partnership be at another stage. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    partner = partner_of(writing, id_)
    if rows.change(writing, feed.PARTNERS, partner, {"stage": stage}, seen=seen, by=by):
        _note_stage(writing, id_, stage, because, by)
        feed.publish_partner(writing, partner)


def partner_of(writing: Writing, id_: str) -> Partner:
    """The partner. Raises `Refusal` "not_found"."""
    partner = writing.session.scalars(select(Partner).where(Partner.id == id_)).one_or_none()
    if partner is None:
        raise Refusal("not_found", _("There is no such partner."))
    return partner


def _note_stage(writing: Writing, partner: str, stage: str, because: str, by: str | None) -> None:
    row = PartnerStage(
        library_id=writing.library, id=ids.new(), partner_id=partner, stage=stage, because=because, at=writing.now, staff_id=by
    )
    writing.session.add(row)
    writing.session.flush()
