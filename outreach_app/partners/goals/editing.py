"""Adding and changing goals: noted in the audit with the partnerships that serve them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from outreach_app.audit import changes, meanwhile, rows
from outreach_app.db import Writing
from outreach_app.partners.goals.models import Goal, GoalPartner
from outreach_app.partners.models import Partner
from outreach_app.problems import Refusal
from outreach_app.statements import insert
from outreach_app.web.text import lazy_gettext as _

GOALS = "goals"


def add(writing: Writing, id_: str, *, partners: Collection[str], by: str | None, **told: Any) -> None:
    """A new goal; the same id again is the same goal."""
    if writing.session.get(Goal, (writing.library, id_)) is not None:
        return
    goal = Goal(library_id=writing.library, id=id_, version=1, **told)
    writing.session.add(goal)
    writing.session.flush()
    serving = _serve(writing, id_, partners)
    changes.note(writing, GOALS, id_, before=None, after={**rows.noted(goal), "partners": serving}, by=by)


def change(writing: Writing, id_: str, *, partners: Collection[str], seen: int, by: str, **told: Any) -> None:
    """Another aim, span or target. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    goal = writing.session.scalars(select(Goal).where(Goal.id == id_)).one_or_none()
    if goal is None:
        raise Refusal("not_found", _("There is no such goal."))
    meanwhile.refuse_if_changed(writing.session, GOALS, id_, seen=seen, now=goal.version)
    before = {**rows.noted(goal), "partners": _serving(writing, id_)}
    for name, value in told.items():
        setattr(goal, name, value)
    serving = _serve(writing, id_, partners)
    if {**rows.noted(goal), "partners": serving} == before:
        return
    goal.version += 1
    writing.session.flush()
    changes.note(writing, GOALS, id_, before=before, after={**rows.noted(goal), "partners": serving}, by=by)


def _serving(writing: Writing, goal: str) -> list[str]:
    return sorted(writing.session.scalars(select(GoalPartner.partner_id).where(GoalPartner.goal_id == goal)))


def _serve(writing: Writing, goal: str, partners: Collection[str]) -> list[str]:
    there = sorted(writing.session.scalars(select(Partner.id).where(Partner.id.in_(set(partners)))))
    writing.session.execute(delete(GoalPartner).where(GoalPartner.goal_id == goal))
    insert(writing, GoalPartner, [{"goal_id": goal, "partner_id": one} for one in there])
    return there
