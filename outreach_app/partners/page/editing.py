"""Opening, renewing and closing partners' pages at the desk: each is noted in the audit."""

from sqlalchemy import delete, select

from outreach_app import ids
from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.doors import codes
from outreach_app.partners.models import Partner
from outreach_app.partners.page.models import PartnerPage
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

PAGES = "partner_pages"
# 78 bits: nobody finds one by trying.
LETTERS = 16


def renew(writing: Writing, partner: str, *, by: str | None) -> str:
    """Open the partner's page under a new code; one from before opens no more. Raises `Refusal` "not_found"."""
    if writing.session.scalars(select(Partner.id).where(Partner.id == partner)).one_or_none() is None:
        raise Refusal("not_found", _("There is no such partner."))
    before = _close(writing, partner)
    code = ids.code(LETTERS)
    codes.hang(writing, code, codes.PARTNER, partner)
    row = PartnerPage(library_id=writing.library, partner_id=partner, code=code, made_at=writing.now)
    writing.session.add(row)
    writing.session.flush()
    # Whoever reads the changes shall not come in by them.
    changes.note(writing, PAGES, partner, before={"token": before} if before else None, after={"token": code}, by=by)
    return code


def close(writing: Writing, partner: str, *, by: str) -> None:
    """Let the partner have no page."""
    before = _close(writing, partner)
    if before:
        changes.note(writing, PAGES, partner, before={"token": before}, after=None, by=by)


def _close(writing: Writing, partner: str) -> str | None:
    mine = PartnerPage.partner_id == partner
    before = writing.session.scalar(select(PartnerPage.code).where(mine))
    codes.close(writing, codes.PARTNER, partner)
    writing.session.execute(delete(PartnerPage).where(mine))
    return before
