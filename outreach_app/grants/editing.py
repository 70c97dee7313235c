"""Adding and changing grants, and letting them come to another stage: noted in the audit, the stages in their history."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile, rows
from outreach_app.db import Writing
from outreach_app.grants.models import Grant, GrantGoal, GrantStage
from outreach_app.partners.goals import queries as goals
from outreach_app.problems import Refusal
from outreach_app.statements import insert
from outreach_app.web.text import lazy_gettext as _

GRANTS = "grants"


def add(writing: Writing, id_: str, *, stage: str, goals: Collection[str], by: str | None, **told: Any) -> None:
    """A new grant at a stage; the same id again is the same grant."""
    if writing.session.get(Grant, (writing.library, id_)) is not None:
        return
    grant = Grant(library_id=writing.library, id=id_, version=1, stage=stage, **told)
    writing.session.add(grant)
    writing.session.flush()
    _note_stage(writing, id_, stage, "", by)
    served = _serve(writing, id_, goals)
    changes.note(writing, GRANTS, id_, before=None, after={**rows.noted(grant), "goals": served}, by=by)


def change(writing: Writing, id_: str, *, goals: Collection[str], seen: int, by: str | None, **told: Any) -> None:
    """Other words, money, days or goals. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    grant = grant_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, GRANTS, id_, seen=seen, now=grant.version)
    before = {**rows.noted(grant), "goals": _served(writing, id_)}
    for name, value in told.items():
        setattr(grant, name, value)
    served = _serve(writing, id_, goals)
    if {**rows.noted(grant), "goals": served} == before:
        return
    grant.version += 1
    writing.session.flush()
    changes.note(writing, GRANTS, id_, before=before, after={**rows.noted(grant), "goals": served}, by=by)


def come_to(
    writing: Writing, id_: str, stage: str, because: str, *, given: int | None, seen: int | None, by: str | None
) -> None:
    """Let a grant be at another stage, with what was given where that is known by now.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    grant = grant_of(writing, id_)
    was = grant.stage
    if rows.change(writing, GRANTS, grant, {"stage": stage, "given": given}, seen=seen, by=by) and was != stage:
        _note_stage(writing, id_, stage, because, by)


def grant_of(writing: Writing, id_: str) -> Grant:
    """The grant. Raises `Refusal` "not_found"."""
    grant = writing.session.scalars(select(Grant).where(Grant.id == id_)).one_or_none()
    if grant is None:
        raise Refusal("not_found", _("There is no such grant."))
    return grant


def _served(writing: Writing, grant: str) -> list[str]:
    return sorted(writing.session.scalars(select(GrantGoal.goal_id).where(GrantGoal.grant_id == grant)))


def _serve(writing: Writing, grant: str, wanted: Collection[str]) -> list[str]:
    there = sorted({one.id for one in goals.goals(writing.session)} & set(wanted))
    writing.session.execute(delete(GrantGoal).where(GrantGoal.grant_id == grant))
    insert(writing, GrantGoal, [{"grant_id": grant, "goal_id": one} for one in there])
    return there


def _note_stage(writing: Writing, grant: str, stage: str, because: str, by: str | None) -> None:
    row = GrantStage(
        library_id=writing.library, id=ids.new(), grant_id=grant, stage=stage, because=because, at=writing.now, staff_id=by
    )
    writing.session.add(row)
    writing.session.flush()
