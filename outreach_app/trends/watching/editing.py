"""Adding and changing watched trends, and writing down what was heard about them: noted in the audit."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import changes, rows
from outreach_app.db import Writing
from outreach_app.problems import Refusal
from outreach_app.trends.watching.models import FIELD, REVIEW, TrendNote, WatchedTrend
from outreach_app.web.text import lazy_gettext as _

TRENDS, NOTES = "watched_trends", "trend_notes"


def add(writing: Writing, id_: str, *, by: str | None, **told: Any) -> None:
    """One more trend to watch; the same id again is the same one."""
    rows.add(writing, TRENDS, WatchedTrend, id_, by=by, reviewed_on=None, **told)


def change(writing: Writing, id_: str, *, seen: int | None, by: str | None, **told: Any) -> None:
    """Another description, stage or day. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, TRENDS, _trend_of(writing, id_), told, seen=seen, by=by)


def look_again(writing: Writing, id_: str, note_id: str, *, note: str, on: str, seen: int | None, by: str, **told: Any) -> None:
    """Somebody looked at it again: what was seen is written down, and when it is to be looked at next.

    The same note again is the same one. Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    if writing.session.get(TrendNote, (writing.library, note_id)) is not None:
        return
    change(writing, id_, seen=seen, by=by, reviewed_on=on, **told)
    _note(writing, id_, note_id, REVIEW, note, on, by)


def hear(writing: Writing, id_: str, note_id: str, *, note: str, on: str, by: str) -> None:
    """Write down what was heard in the field about it; the same note again is the same one. Raises `Refusal` "not_found"."""
    _trend_of(writing, id_)
    if writing.session.get(TrendNote, (writing.library, note_id)) is None:
        _note(writing, id_, note_id, FIELD, note, on, by)


def _note(writing: Writing, trend: str, id_: str, sort: str, note: str, on: str, by: str) -> None:
    row = TrendNote(library_id=writing.library, id=id_, trend_id=trend, on=on, sort=sort, author_id=by, note=note)
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, NOTES, id_, before=None, after=changes.columns(row), by=by)


def _trend_of(writing: Writing, id_: str) -> WatchedTrend:
    row = writing.session.scalars(select(WatchedTrend).where(WatchedTrend.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such trend on the watch list."))
    return row
