"""Kits as a spreadsheet tells them, written into the library; and the library's kits as a spreadsheet."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.audit import changes
from outreach_app.db import Writing, writing
from outreach_app.kits import editing, projection
from outreach_app.kits.columns import OF_A_PART
from outreach_app.kits.intake.plan import Kit, KitStep, Part, Plan, plan
from outreach_app.kits.intake.sheet import COLUMNS, MOST_LINES, Sheet
from outreach_app.kits.models import Kit as KitRow
from outreach_app.kits.models import KitPart
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

AT_ONCE = 50
"""Kits in a transaction: phones that send wait for so many and no longer."""


def planned(session: Session, sheet: Sheet) -> Plan:
    """What bringing the file in would do now."""
    return plan(sheet, there(session))


def bring_in(library: str, sheet: Sheet, *, agreed: str | None, by: str | None) -> Plan:
    """Do what the file says; gives what was done. What was done when it is cut short stays: the same file does the rest.

    `agreed` is the digest of the plan that a person looked at; None where nobody did. Raises `Refusal`
    "kits.plan_changed", with nothing done, where it would be another one by now.
    """
    done = None
    for _round in range(MOST_LINES // AT_ONCE + 1):
        with writing(library) as handle:
            # Others may have changed kits since the last part was written.
            now = planned(handle.session, sheet)
            if done is None and agreed not in (None, now.digest):
                raise Refusal(
                    "kits.plan_changed", _("Somebody changed kits meanwhile. Nothing was brought in; look it over again.")
                )
            done = done or now
            for kit in now.kits[:AT_ONCE]:
                _take(handle, kit, by)
        if len(now.kits) <= AT_ONCE:
            return done
    raise AssertionError("a step that was done is to be done again")


def there(session: Session) -> list[Kit]:
    """Every kit with the parts that were not retired, in two queries."""
    parts: dict[str, list[Part]] = {}
    columns = [getattr(KitPart, name) for name in OF_A_PART]
    query = select(KitPart.kit_id, KitPart.id, *columns).where(KitPart.retired_at.is_(None))
    for kit_id, id_, *told in session.execute(query.order_by(KitPart.kit_id, KitPart.position, KitPart.id)):
        parts.setdefault(kit_id, []).append(Part(id_, dict(zip(OF_A_PART, told, strict=True))))
    kits = session.execute(select(KitRow.id, KitRow.code, KitRow.name, KitRow.retired_at).order_by(KitRow.code))
    return [Kit(id_, code, name, retired is not None, tuple(parts.get(id_, ()))) for id_, code, name, retired in kits]


def as_rows(session: Session) -> Iterator[Sequence[object]]:
    """The library's kits in use as the lines of a file that can be brought in again, the names of its columns first."""
    yield COLUMNS
    is_there = (KitPart.kit_id == KitRow.id) & KitPart.retired_at.is_(None)
    query = select(KitRow.code, KitRow.name, *(getattr(KitPart, name) for name in OF_A_PART)).outerjoin(KitPart, is_there)
    yield from session.execute(query.where(KitRow.retired_at.is_(None)).order_by(KitRow.code, KitPart.position, KitPart.id))


def _take(handle: Writing, step: KitStep, by: str | None) -> None:
    if step.id is None:
        _add(handle, step, by)
        return
    kit = editing.kit_of(handle, step.id)
    if step.was_called is not None:
        editing.put(handle, kit, {"name": step.name}, by)
    for one in step.parts:
        if one.id is None:
            editing.put_part(handle, kit.id, ids.new(), one.told, by)
        else:
            editing.put(handle, editing.part_of(handle, kit.id, one.id), one.told, by)
    projection.publish(handle, kit)


def _add(handle: Writing, step: KitStep, by: str | None) -> None:
    parts = [{"id": ids.new(), "tag": None, **one.told} for one in step.parts]
    kit = projection.put_kit(handle, id_=ids.new(), code=step.code, name=step.name, parts=parts)
    changes.note(handle, editing.KITS, kit.id, before=None, after={**editing.noted(kit), "parts": parts}, by=by)
