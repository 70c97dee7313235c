"""What people do about a discrepancy besides settling it: somebody sees to it, somebody is asked, it is opened again."""

from collections.abc import Mapping
from typing import Any

from outreach_app.db import Writing
from outreach_app.inquiries import queries as inquiries
from outreach_app.inquiries.facts import ASKED, ASSIGNED, UNASKED
from outreach_app.ledger import desk, reading
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.reading import Discrepancy
from outreach_app.ledger.rules import REOPENED
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _


class Hand:
    """A coordinator who does something about one discrepancy, in one transaction."""

    def __init__(self, writing: Writing, catalogue: Catalogue, discrepancy: str, *, author: str, zone: str) -> None:
        self._writing, self._catalogue, self._id = writing, catalogue, discrepancy
        self._author, self._zone = author, zone

    def assign(self, to: str | None, *, fact_id: str) -> None:
        """Let somebody see to it, or nobody in particular."""
        self._there()
        self._record(ASSIGNED, self._id, {"to": to}, fact_id)

    def ask(self, of: str, question: str, *, told: str, fact_id: str) -> None:
        """Ask a staff member; `told` says in their language what does not add up."""
        one = self._there()
        about = {"fold": one.fold, "subject": one.subject, "told": told}
        self._record(ASKED, self._id, {"of": of, "question": question, "about": about}, fact_id)

    def take_back(self, asked: str, *, fact_id: str) -> None:
        """Let a question need no answer any more. Does nothing where it was answered or taken back meanwhile."""
        if asked in {one.id for one in inquiries.open_questions(self._writing.session, self._id)}:
            self._record(UNASKED, self._id, {"asked": asked}, fact_id)

    def open_again(self, note: str | None, *, fact_id: str) -> None:
        """Let it be open as if it had never been settled."""
        one = self._there()
        self._record(REOPENED, one.subject, {"discrepancy": one.id, "note": note or None}, fact_id)

    def _there(self) -> Discrepancy:
        one = reading.discrepancy(self._writing.session, self._id)
        if one is None:
            raise Refusal("discrepancy.gone", _("A fact that came in meanwhile explains it: there is nothing left to settle."))
        return one

    def _record(self, kind: str, subject: str, payload: Mapping[str, Any], fact_id: str) -> None:
        desk.record_one(
            self._writing, self._catalogue, fact_id=fact_id, kind=kind, subject=subject, author=self._author,
            payload=payload, zone=self._zone,
        )  # fmt: skip
