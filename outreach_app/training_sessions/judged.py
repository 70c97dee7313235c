"""What a session says on its page of review: its members in words, and what each version changed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from outreach_app.judging.content import Change, Content, Line, Sort
from outreach_app.judging.models import Record
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import Names
from outreach_app.training_sessions import queries, words
from outreach_app.training_sessions.versions import differences
from outreach_app.web.text import gettext as _

# The head of the page tells these, or nobody at the desk asks.
_ELSEWHERE = ("notes", "on", "series", "kind", "topic")


def _what(record: Record, names: Names) -> str:
    kind = str(words.KIND.get(record.what, record.what))
    return _("%(kind)s: %(topic)s", kind=kind, topic=names(words.TOPICS, record.about)) if record.about else kind


def _content(session: Session, record: Record, facts: Sequence[Kept]) -> Content:
    found = queries.found(session, record.id)
    members = found.content if found else {}
    changed = differences(facts)
    sides = [{one.member: side} for several in changed.values() for one in several for side in (one.before, one.after)]

    def lines(names: Names) -> list[Line]:
        told = [
            (str(label), words.value(name, members[name], names))
            for name, label in words.MEMBER.items()
            if name not in _ELSEWHERE and name in members
        ]
        notes = _notes(facts)
        return [*told, (str(words.MEMBER["notes"]), notes)] if notes else told

    def changes(names: Names) -> list[Change]:
        return [
            Change(
                kept,
                str(words.MEMBER[one.member]),
                words.value(one.member, one.before, names),
                words.value(one.member, one.after, names),
            )
            for kept in facts
            for one in changed.get(kept.fact.id, ())
        ]

    return Content([mention for told in (members, *sides) for mention in words.mentions_of(told)], lines, changes)


def _notes(facts: Sequence[Kept]) -> str | None:
    """What its people noted, which is not folded: what the last of them says that says anything of it."""
    for kept in sorted(facts, key=lambda one: one.fact.place, reverse=True):
        told = kept.fact.payload.get("changes", kept.fact.payload)
        if "notes" in told:
            notes: str | None = told["notes"]
            return notes
    return None


JUDGED = Sort(_what, _content, about=words.TOPICS, page=("sessions.show", "training_session"))
