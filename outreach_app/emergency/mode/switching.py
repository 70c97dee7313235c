"""Recording at the desk what happens in an emergency, and writing down what was learned of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from outreach_app.accounts.models import Library
from outreach_app.audit import meanwhile, rows
from outreach_app.db import Writing, writing
from outreach_app.emergency.mode.models import EmergencyLessons
from outreach_app.ledger import desk
from outreach_app.ledger.kinds import Catalogue

LESSONS = "emergency_lessons"


def record(
    library: Library, catalogue: Catalogue, kind: str, subject: str, payload: Mapping[str, Any], *, fact: str, by: str
) -> None:
    """Record one fact. Raises `Refusal` "fact.changed_meanwhile", "form.invalid", "busy"."""
    with writing(library.id) as handle:
        desk.record_one(
            handle, catalogue, fact_id=fact, kind=kind, subject=subject, author=by, payload=payload, zone=library.time_zone
        )


def learn(writing: Writing, emergency: str, told: Mapping[str, str], *, seen: int, by: str) -> None:
    """Write what was learned; `seen` is 0 where nothing was written yet. Raises `Refusal` "row.changed_meanwhile"."""
    row = writing.session.scalars(select(EmergencyLessons).where(EmergencyLessons.id == emergency)).one_or_none()
    if row is None:
        meanwhile.refuse_if_changed(writing.session, LESSONS, emergency, seen=seen, now=0)
        rows.add(writing, LESSONS, EmergencyLessons, emergency, by=by, **told)
    else:
        rows.change(writing, LESSONS, row, told, seen=seen, by=by)
