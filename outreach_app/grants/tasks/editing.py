"""What is to be done for a grant, added, changed, done and opened again: noted in the audit."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.grants.editing import grant_of
from outreach_app.grants.models import GrantTask
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

TASKS = "grant_tasks"


def add(writing: Writing, grant: str, id_: str, *, by: str | None, **told: Any) -> None:
    """One more thing to be done; the same id again is the same one. Raises `Refusal` "not_found"."""
    grant_of(writing, grant)
    rows.add(writing, TASKS, GrantTask, id_, by=by, grant_id=grant, done_at=None, done_by=None, **told)


def change(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Other words, another day or owner. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, TASKS, _task(writing, id_), told, seen=seen, by=by)


def finish(writing: Writing, id_: str, *, by: str | None) -> None:
    """It is done; again is nothing. Raises `Refusal` "not_found"."""
    task = _task(writing, id_)
    if task.done_at is None:
        rows.change(writing, TASKS, task, {"done_at": writing.now, "done_by": by}, seen=None, by=by)


def open_again(writing: Writing, id_: str, *, by: str) -> None:
    """It is to be done after all. Raises `Refusal` "not_found"."""
    rows.change(writing, TASKS, _task(writing, id_), {"done_at": None, "done_by": None}, seen=None, by=by)


def remove(writing: Writing, id_: str, *, by: str) -> None:
    """It was noted by mistake. Raises `Refusal` "not_found"."""
    rows.remove(writing, TASKS, _task(writing, id_), by=by)


def _task(writing: Writing, id_: str) -> GrantTask:
    row = writing.session.scalars(select(GrantTask).where(GrantTask.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such task any more."))
    return row
