"""What a visit says on its page of review: when it was, how it went, who was there; and what ending it anew changed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.judging.content import Change, Content, Line, Sort
from outreach_app.judging.models import Record
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import STAFF, Names
from outreach_app.visits import queries
from outreach_app.visits.words import OUTCOMES
from outreach_app.web.language import when
from outreach_app.web.text import gettext as _


def _what(record: Record, names: Names) -> str:
    if record.what in ("held", ""):
        return _("Visit")
    return _("Visit: %(how)s", how=OUTCOMES.get(record.what, record.what))


def _content(session: Session, record: Record, facts: Sequence[Kept]) -> Content:
    found = queries.found(session, record.id)
    mine = sorted((one for one in facts if one.fact.subject == record.id), key=lambda one: one.fact.place)
    starts = [one for one in mine if one.fact.kind == "visit.started"]
    ends = [one for one in mine if one.fact.kind == "visit.finished"]

    def lines(names: Names) -> list[Line]:
        told = [
            (_("Begun"), when(starts[0].happened_at) if starts else _("not known")),
            (_("Ended"), when(ends[-1].happened_at) if ends else _("not known")),
            (_("How it went"), str(OUTCOMES.get(record.what, record.what))),
            (_("Who was there"), ", ".join(names(STAFF, who) for who in record.people.split()) or _("nobody")),
        ]
        if found:
            told += [(_("Sessions"), str(found.sessions)), (_("People who came"), str(found.attendance))]
        note = ends[-1].fact.payload["note"] if ends else None
        return [*told, (_("Note"), note)] if note else told

    def changes(names: Names) -> list[Change]:
        made = []
        for before, after in pairwise(ends):
            for name, label in (("outcome", _("How it went")), ("note", _("Note"))):
                was, becomes = before.fact.payload[name], after.fact.payload[name]
                if was != becomes:
                    made.append(Change(after, label, _said(name, was), _said(name, becomes)))
        return made[::-1]

    return Content([], lines, changes)


def _said(member: str, told: Any) -> str:
    return str(OUTCOMES[told]) if member == "outcome" else str(told or _("nothing"))


JUDGED = Sort(_what, _content, page=("visits.show", "visit"))
