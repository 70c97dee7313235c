"""Writing the plan: a draft is begun, written and approved, and what is approved never changes. All of it is noted."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.emergency.plan import feed, queries, rules
from outreach_app.emergency.plan.models import EmergencyPlan, EmergencyPlanEntry
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

VERSIONS, ENTRIES = "emergency_plans", "emergency_plan_entries"
Body = Mapping[str, Any]


def begin(writing: Writing, id_: str, *, name: str, first: Iterable[tuple[str, Body]] = (), by: str | None) -> str:
    """The draft that is being written: the one there is, or a new one that begins from the version that holds.

    Of the very first plan `name` is its name and `first` its entries, as (section, body).
    """
    session = writing.session
    if there := queries.draft_id(session):
        return there
    base = queries.current(session)
    number = (session.scalar(select(func.max(EmergencyPlan.number))) or 0) + 1
    plan = EmergencyPlan(
        library_id=writing.library, id=id_, version=1, number=number, name=base.told.name if base else name,
        about=base.told.about if base else "", changed="", begun_at=writing.now, begun_by=by,
        begun_from=base.id if base else None, approved_by="",
    )  # fmt: skip
    session.add(plan)
    session.flush()
    changes.note(writing, VERSIONS, id_, before=None, after=_noted(plan), by=by)
    if base is None:
        for section, body in first:
            _put(writing, plan, section, ids.new(), body, by)
    else:
        # The entries are the same ones, with their versions; so what each was before can be told.
        entries = select(EmergencyPlanEntry).where(EmergencyPlanEntry.plan_id == base.id)
        session.add_all(_again(one, id_) for one in session.scalars(entries))
        session.flush()
    feed.publish(writing)
    return id_


def change(writing: Writing, id_: str, *, seen: int, by: str | None, **told: Any) -> None:
    """Another name, purpose, or what is different.

    Raises `Refusal` "row.changed_meanwhile", "emergency.approved" or "not_found".
    """
    plan = draft_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, VERSIONS, id_, seen=seen, now=plan.version)
    if _become(writing, plan, told, by):
        feed.publish(writing)


def approve(writing: Writing, id_: str, *, seen: int, by: str | None, **told: Any) -> None:
    """Note who approved a draft, when, and by when it is looked at again: from then on it holds, and never changes.

    Raises `Refusal` "emergency.no_approver", "row.changed_meanwhile", "emergency.approved" or "not_found".
    """
    plan = draft_of(writing, id_)
    if not (told.get("approver_id") or told.get("approved_by")):
        says = _("Say who approved it: a plan that nobody answers for is a draft.")
        raise Refusal("emergency.no_approver", says, fields={"approver_id": [says]})
    meanwhile.refuse_if_changed(writing.session, VERSIONS, id_, seen=seen, now=plan.version)
    _become(writing, plan, {**told, "noted_at": writing.now, "noted_by": by}, by)
    feed.publish(writing)


def drop(writing: Writing, id_: str, *, by: str | None) -> None:
    """Give a draft up; the record of changes keeps what it said.

    Raises `Refusal` "emergency.drilled", "emergency.approved" or "not_found".
    """
    plan = draft_of(writing, id_)
    if any(id_ in (one.plan_id, one.changed_plan_id) for one in queries.drills(writing.session)):
        raise Refusal("emergency.drilled", _("The log of drills names this version. Write it on, or change the log first."))
    rows = list(writing.session.scalars(select(EmergencyPlanEntry).where(EmergencyPlanEntry.plan_id == id_)))
    changes.note_all(writing, ENTRIES, [(one.id, _entry_noted(one), None) for one in rows], by=by)
    changes.note(writing, VERSIONS, id_, before=_noted(plan), after=None, by=by)
    writing.session.execute(delete(EmergencyPlanEntry).where(EmergencyPlanEntry.plan_id == id_))
    writing.session.delete(plan)
    writing.session.flush()
    feed.withdraw(writing, id_)
    feed.publish(writing)


def add_entry(writing: Writing, plan: str, section: str, id_: str, body: Body, *, by: str | None) -> None:
    """One more entry; the same id again is the same one. Raises `Refusal` "emergency.approved" or "not_found"."""
    its = draft_of(writing, plan)
    if writing.session.get(EmergencyPlanEntry, (writing.library, plan, id_)) is None:
        _put(writing, its, section, id_, body, by)
        feed.publish(writing)


def change_entry(writing: Writing, plan: str, id_: str, body: Body, *, seen: int, by: str | None) -> None:
    """Let an entry say something else.

    Raises `Refusal` "emergency.ring", "row.changed_meanwhile", "emergency.approved" or "not_found".
    """
    row = _entry_of(writing, plan, id_)
    meanwhile.refuse_if_changed(writing.session, ENTRIES, id_, seen=seen, now=row.version)
    if row.section == "calls":
        _refuse_ring(writing, plan, id_, body.get("caller", ""))
    text = _text(body)
    if text == row.body:
        return
    before = _entry_noted(row)
    row.body, row.version = text, row.version + 1
    writing.session.flush()
    changes.note(writing, ENTRIES, id_, before=before, after=_entry_noted(row), by=by)
    feed.publish(writing)


def remove_entry(writing: Writing, plan: str, id_: str, *, by: str | None) -> None:
    """Take an entry out of a draft. Raises `Refusal` "emergency.approved" or "not_found"."""
    row = _entry_of(writing, plan, id_)
    changes.note(writing, ENTRIES, id_, before=_entry_noted(row), after=None, by=by)
    writing.session.delete(row)
    writing.session.flush()
    feed.publish(writing)


def rise(writing: Writing, plan: str, id_: str, *, by: str | None) -> None:
    """Put an entry before the one above it. Raises `Refusal` "emergency.approved" or "not_found"."""
    row = _entry_of(writing, plan, id_)
    order = (EmergencyPlanEntry.position.desc(), EmergencyPlanEntry.id.desc())
    above = select(EmergencyPlanEntry).where(
        EmergencyPlanEntry.plan_id == plan,
        EmergencyPlanEntry.section == row.section,
        EmergencyPlanEntry.position < row.position,
    )
    other = writing.session.scalars(above.order_by(*order).limit(1)).first()
    if other is None:
        return
    moved = [(one.id, _entry_noted(one), one) for one in (row, other)]
    row.position, other.position = other.position, row.position
    row.version, other.version = row.version + 1, other.version + 1
    writing.session.flush()
    changes.note_all(writing, ENTRIES, [(id_, before, _entry_noted(one)) for id_, before, one in moved], by=by)
    feed.publish(writing)


def draft_of(writing: Writing, id_: str) -> EmergencyPlan:
    """The draft. Raises `Refusal` "emergency.approved" where it was approved meanwhile, or "not_found"."""
    plan = writing.session.scalars(select(EmergencyPlan).where(EmergencyPlan.id == id_)).one_or_none()
    if plan is None:
        raise Refusal("not_found", _("There is no such version of the plan."))
    if plan.approved_on is not None:
        raise Refusal("emergency.approved", _("This version is approved and never changes. Begin a new one from it."))
    return plan


def _entry_of(writing: Writing, plan: str, id_: str) -> EmergencyPlanEntry:
    draft_of(writing, plan)
    row = writing.session.get(EmergencyPlanEntry, (writing.library, plan, id_))
    if row is None:
        raise Refusal("not_found", _("There is no such entry in this version of the plan."))
    return row


def _put(writing: Writing, plan: EmergencyPlan, section: str, id_: str, body: Body, by: str | None) -> None:
    last = select(func.max(EmergencyPlanEntry.position)).where(
        EmergencyPlanEntry.plan_id == plan.id, EmergencyPlanEntry.section == section
    )
    row = EmergencyPlanEntry(
        library_id=writing.library, plan_id=plan.id, id=id_, version=1, section=section,
        position=(writing.session.scalar(last) or 0) + 1, body=_text(body),
    )  # fmt: skip
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, ENTRIES, id_, before=None, after=_entry_noted(row), by=by)


def _again(row: EmergencyPlanEntry, plan: str) -> EmergencyPlanEntry:
    return EmergencyPlanEntry(**{**changes.columns(row), "library_id": row.library_id, "plan_id": plan})


def _become(writing: Writing, plan: EmergencyPlan, told: Mapping[str, Any], by: str | None) -> bool:
    if all(getattr(plan, name) == value for name, value in told.items()):
        return False
    before = _noted(plan)
    for name, value in told.items():
        setattr(plan, name, value.isoformat() if isinstance(value, date) and name.endswith("_on") else value)
    plan.version += 1
    writing.session.flush()
    changes.note(writing, VERSIONS, plan.id, before=before, after=_noted(plan), by=by)
    return True


def _refuse_ring(writing: Writing, plan: str, id_: str, caller: str) -> None:
    now = queries.plan(writing.session, plan)
    if now is not None and rules.would_ring(now.calls, id_, caller):
        says = _("Then they would call each other in a ring, and nobody would begin. Choose somebody above them.")
        raise Refusal("emergency.ring", says, fields={"caller": [says]})


def _noted(plan: EmergencyPlan) -> dict[str, Any]:
    return {name: value for name, value in changes.columns(plan).items() if name not in ("id", "begun_at", "begun_by")}


def _entry_noted(row: EmergencyPlanEntry) -> dict[str, Any]:
    return {**rules.as_typed(json.loads(row.body)), "section": row.section, "position": row.position, "version": row.version}


def _text(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
