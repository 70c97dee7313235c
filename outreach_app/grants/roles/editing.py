"""Who takes part in a grant, added, changed and taken off: noted in the audit."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.grants.editing import grant_of
from outreach_app.grants.models import GrantPartner
from outreach_app.partners import queries as partners
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

PARTNERS = "grant_partners"


def add(writing: Writing, grant: str, id_: str, *, by: str | None, partner_id: str, **told: Any) -> None:
    """One more that takes part; the same id again is the same one. Raises `Refusal` "not_found"."""
    grant_of(writing, grant)
    if partners.partner(writing.session, partner_id) is None:
        raise Refusal("not_found", _("There is no such partner."))
    rows.add(writing, PARTNERS, GrantPartner, id_, by=by, grant_id=grant, partner_id=partner_id, **told)


def change(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another part, or another partner. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, PARTNERS, _row(writing, id_), told, seen=seen, by=by)


def remove(writing: Writing, id_: str, *, by: str) -> None:
    """It takes part no more, or was noted by mistake. Raises `Refusal` "not_found"."""
    rows.remove(writing, PARTNERS, _row(writing, id_), by=by)


def _row(writing: Writing, id_: str) -> GrantPartner:
    row = writing.session.scalars(select(GrantPartner).where(GrantPartner.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("That partner takes part no more."))
    return row
