"""Adding, changing and removing drills: noted in the record of changes."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.emergency.plan.drills.models import EmergencyDrill
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

DRILLS = "emergency_drills"


def add(writing: Writing, id_: str, *, by: str | None, **told: Any) -> None:
    """One more drill; the same id again is the same one."""
    if writing.session.get(EmergencyDrill, (writing.library, id_)) is not None:
        return
    row = EmergencyDrill(library_id=writing.library, id=id_, version=1, **told)
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, DRILLS, id_, before=None, after=_noted(row), by=by)


def change(writing: Writing, id_: str, *, seen: int, by: str | None, **told: Any) -> None:
    """What else was learned, or what changed by it. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    row = _drill_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, DRILLS, id_, seen=seen, now=row.version)
    if all(getattr(row, name) == value for name, value in told.items()):
        return
    before = _noted(row)
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    writing.session.flush()
    changes.note(writing, DRILLS, id_, before=before, after=_noted(row), by=by)


def remove(writing: Writing, id_: str, *, by: str | None) -> None:
    """It was noted by mistake. Raises `Refusal` "not_found"."""
    row = _drill_of(writing, id_)
    changes.note(writing, DRILLS, id_, before=_noted(row), after=None, by=by)
    writing.session.delete(row)
    writing.session.flush()


def _drill_of(writing: Writing, id_: str) -> EmergencyDrill:
    row = writing.session.scalars(select(EmergencyDrill).where(EmergencyDrill.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such drill."))
    return row


def _noted(row: EmergencyDrill) -> dict[str, Any]:
    return {name: value for name, value in changes.columns(row).items() if name != "id"}
