"""Reference rows that are added, changed and removed at the desk: each with a line in the audit."""

from collections.abc import Mapping
from typing import Any

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing


def add(writing: Writing, what: str, model: Any, id_: str, *, by: str | None, **told: Any) -> Any:
    """A new row; the same id again is the same row, and gives None."""
    if writing.session.get(model, (writing.library, id_)) is not None:
        return None
    row = model(library_id=writing.library, id=id_, version=1, **told)
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, what, id_, before=None, after=noted(row), by=by)
    return row


def change(writing: Writing, what: str, row: Any, told: Mapping[str, Any], *, seen: int | None, by: str | None) -> bool:
    """Make a row what is told; whether it is another now.

    `seen` is the version that a form was made from; None where there was no form. Raises `Refusal` "row.changed_meanwhile".
    """
    if seen is not None:
        meanwhile.refuse_if_changed(writing.session, what, row.id, seen=seen, now=row.version)
    if all(getattr(row, name) == value for name, value in told.items()):
        return False
    before = noted(row)
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    writing.session.flush()
    changes.note(writing, what, row.id, before=before, after=noted(row), by=by)
    return True


def remove(writing: Writing, what: str, row: Any, *, by: str) -> None:
    """Take a row away; the audit keeps what it said."""
    changes.note(writing, what, row.id, before=noted(row), after=None, by=by)
    writing.session.delete(row)
    writing.session.flush()


def noted(row: Any) -> dict[str, Any]:
    """The row as the audit keeps it; what its table calls several words in one column, as a list."""
    several = row.__table__.info.get("several", ())
    told = {name: value for name, value in changes.columns(row).items() if name != "id"}
    return {name: [one for one in value.split(",") if one] if name in several else value for name, value in told.items()}
