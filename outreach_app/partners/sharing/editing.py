"""Adding, changing and removing what is shared: noted in the audit."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.partners.profile.editing import partner_of
from outreach_app.partners.sharing.models import PartnerShare
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

SHARES = "partner_shares"


def add(writing: Writing, partner: str, id_: str, *, by: str | None, **told: Any) -> None:
    """One more thing that is shared; the same id again is the same one. Raises `Refusal` "not_found"."""
    partner_of(writing, partner)
    rows.add(writing, SHARES, PartnerShare, id_, by=by, partner_id=partner, **told)


def change(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another year, estimate or note. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, SHARES, _share_of(writing, id_), told, seen=seen, by=by)


def remove(writing: Writing, id_: str, *, by: str) -> None:
    """It was noted by mistake. Raises `Refusal` "not_found"."""
    rows.remove(writing, SHARES, _share_of(writing, id_), by=by)


def _share_of(writing: Writing, id_: str) -> PartnerShare:
    row = writing.session.scalars(select(PartnerShare).where(PartnerShare.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("That is not noted as shared any more."))
    return row
