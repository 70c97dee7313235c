"""Adding, changing and removing agreements, and keeping which letters were begun: noted in the audit."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.partners.agreements.models import AgreementLetter, PartnerAgreement
from outreach_app.partners.profile.editing import partner_of
from outreach_app.photos.papers import Paper
from outreach_app.problems import Refusal
from outreach_app.statements import insert
from outreach_app.web.text import lazy_gettext as _

AGREEMENTS = "partner_agreements"


def add(writing: Writing, partner: str, id_: str, paper: Paper | None, *, by: str | None, **told: Any) -> None:
    """One more agreement; the same id again is the same one. Its paper is in the storage. Raises `Refusal` "not_found"."""
    partner_of(writing, partner)
    rows.add(writing, AGREEMENTS, PartnerAgreement, id_, by=by, partner_id=partner, **_of(paper), **told)


def change(writing: Writing, id_: str, paper: Paper | None, *, seen: int, by: str, **told: Any) -> str | None:
    """Other days or another paper. Gives the content to be dropped, where nobody needs it any more.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    row = _agreement_of(writing, id_)
    before = row.content
    rows.change(writing, AGREEMENTS, row, {**told, **(_of(paper) if paper else {})}, seen=seen, by=by)
    return _needed_no_more(writing, before)


def remove(writing: Writing, id_: str, *, by: str) -> str | None:
    """It was noted by mistake. Gives the content to be dropped, if any is. Raises `Refusal` "not_found"."""
    row = _agreement_of(writing, id_)
    content = row.content
    rows.remove(writing, AGREEMENTS, row, by=by)
    return _needed_no_more(writing, content)


def begin(writing: Writing, staff: str, agreements: Iterable[tuple[str, str]]) -> None:
    """Note that a letter about these, as (agreement, last day), is about to go to somebody."""
    rows = [{"agreement_id": id_, "ends_on": on, "staff_id": staff, "begun_at": writing.now} for id_, on in agreements]
    insert(writing, AgreementLetter, rows)


def not_taken(writing: Writing, staff: str, agreements: Iterable[tuple[str, str]]) -> None:
    """Forget a letter that certainly did not go, so that it is tried again."""
    for id_, on in agreements:
        mine = (AgreementLetter.agreement_id == id_, AgreementLetter.ends_on == on, AgreementLetter.staff_id == staff)
        writing.session.execute(delete(AgreementLetter).where(*mine))


def _of(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {"file_name": "", "file_kind": "", "content": None}
    return {"file_name": paper.name, "file_kind": paper.kind, "content": paper.content}


def _needed_no_more(writing: Writing, content: str | None) -> str | None:
    alike = select(PartnerAgreement.id).where(PartnerAgreement.content == content).limit(1)
    return content if content and writing.session.scalars(alike).first() is None else None


def _agreement_of(writing: Writing, id_: str) -> PartnerAgreement:
    row = writing.session.scalars(select(PartnerAgreement).where(PartnerAgreement.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such agreement."))
    return row
