"""Editing kits and parts at the desk: each change is noted in the audit and told to the phones.

What facts name is never deleted: a kit is retired with a reason, a part is removed only where no fact names it.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.doors import codes
from outreach_app.kits import feed, projection, queries
from outreach_app.kits.columns import OF_A_PART
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.kits.reservations import editing as reservations
from outreach_app.ledger import reading
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

KITS, PARTS = "kits", "kit_parts"


def add_kit(writing: Writing, *, id_: str, code: str, name: str, like: str | None, by: str) -> str:
    """A new kit, with parts as another one has them, but without tags, which are on one thing each.

    Gives the kit's id; the same id again is the same kit. Raises `Refusal` "kits.code_taken".
    """
    if _there(writing, Kit, id_) is not None:
        return id_
    _refuse_taken_code(writing, code, id_)
    copied = [one for one in queries.parts(writing.session, like) if not one.is_retired] if like else []
    # What is of one thing only is not copied: its tag, its serial number, when it was bought.
    parts = [
        {
            "id": ids.new(), "name": one.name, "count": one.count, "tag": None,
            **{name: value for name, value in one.details.items() if name in ("model", "cost", "least") and value is not None},
        }
        for one in copied
    ]  # fmt: skip
    kit = projection.put_kit(writing, id_=id_, code=code, name=name, parts=parts)
    changes.note(writing, KITS, id_, before=None, after={**noted(kit), "parts": parts}, by=by)
    return kit.id


def change_kit(
    writing: Writing, id_: str, *, seen: int, code: str, name: str, by: str, others: Mapping[str, int | None] | None = None
) -> None:
    """Another code or name, another plan of upkeep or time to be made ready.

    Raises `Refusal` "row.changed_meanwhile" or "kits.code_taken".
    """
    kit = kit_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, KITS, id_, seen=seen, now=kit.version)
    _refuse_taken_code(writing, code, id_)
    _change(writing, kit, {"code": code, "name": name, **(others or {})}, by)
    reservations.fit_buffers(writing, kit)


def retire_kit(writing: Writing, id_: str, *, because: str, by: str) -> None:
    """Take a kit out of use; phones keep it until it is back."""
    _change(writing, kit_of(writing, id_), {"retired_at": writing.now, "retired_because": because}, by)


def bring_back_kit(writing: Writing, id_: str, *, by: str) -> None:
    """Use a retired kit again."""
    _change(writing, kit_of(writing, id_), {"retired_at": None, "retired_because": None}, by)


def add_part(
    writing: Writing,
    kit_id: str,
    *,
    id_: str,
    name: str,
    count: int,
    tag: str | None,
    by: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """One more part, after the others; the same id again is the same part. Raises `Refusal` "kits.tag_taken"."""
    kit = kit_of(writing, kit_id)
    if _there(writing, KitPart, id_) is not None:
        return
    _refuse_taken_tag(writing, tag, id_)
    put_part(writing, kit_id, id_, {"name": name, "count": count, "tag": tag, **(details or {})}, by)
    projection.publish(writing, kit)


def put_part(writing: Writing, kit_id: str, id_: str, told: Mapping[str, Any], by: str | None) -> None:
    """A new part after the others, of which nobody is told yet."""
    last = writing.session.scalar(select(func.max(KitPart.position)).where(KitPart.kit_id == kit_id))
    position = 0 if last is None else last + 1
    part = KitPart(library_id=writing.library, id=id_, kit_id=kit_id, position=position, version=1, **told)
    writing.session.add(part)
    writing.session.flush()
    changes.note(writing, PARTS, id_, before=None, after=noted(part), by=by)


def change_part(
    writing: Writing,
    kit_id: str,
    id_: str,
    *,
    seen: int,
    name: str,
    count: int,
    tag: str | None,
    by: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Another name, number or tag, or other details. Raises `Refusal` "row.changed_meanwhile" or "kits.tag_taken"."""
    part = part_of(writing, kit_id, id_)
    meanwhile.refuse_if_changed(writing.session, PARTS, id_, seen=seen, now=part.version)
    _refuse_taken_tag(writing, tag, id_)
    _change(writing, part, {"name": name, "count": count, "tag": tag, **(details or {})}, by)


def retire_part(writing: Writing, kit_id: str, id_: str, *, by: str) -> None:
    """Let a part belong to its kit no more. Raises `Refusal` "kits.part_out" where it is out with the kit."""
    part = part_of(writing, kit_id, id_)
    _refuse_if_out(writing, part)
    _change(writing, part, {"retired_at": writing.now}, by)


def bring_back_part(writing: Writing, kit_id: str, id_: str, *, by: str) -> None:
    """Let a retired part belong to its kit again. Raises `Refusal` "kits.tag_taken"."""
    part = part_of(writing, kit_id, id_)
    _refuse_taken_tag(writing, part.tag, id_)
    _change(writing, part, {"retired_at": None}, by)


def move_part(writing: Writing, kit_id: str, id_: str, *, new_id: str, to: str, by: str) -> None:
    """Let a part belong to another kit, with its tag and the code on its label; the records keep it where it was.

    It is another part there, of the id `new_id`; the same id again is the same part. Raises `Refusal` "kits.part_out"
    where it is out with its kit, "kits.part_amiss" where it is not as it should be, and "not_found".
    """
    part, goal = part_of(writing, kit_id, id_), kit_of(writing, to)
    if _there(writing, KitPart, new_id) is not None:
        return
    if part.retired_at is not None:
        raise Refusal("not_found", _("There is no such part."))
    _refuse_if_out(writing, part)
    _refuse_if_amiss(writing, part)
    told = {name: getattr(part, name) for name in (*OF_A_PART, "door")}
    codes.lead(writing, codes.ITEM, part.id, to=new_id)
    # A tag is on one thing, and so is a label.
    _change(writing, part, {"retired_at": writing.now, "tag": None, "door": None}, by)
    put_part(writing, to, new_id, told, by)
    projection.publish(writing, goal)


def remove_part(writing: Writing, kit_id: str, id_: str, *, by: str) -> None:
    """Take a part away for good. Raises `Refusal` "kits.part_named" where a fact names it, "kits.part_out"."""
    part = part_of(writing, kit_id, id_)
    if reading.is_named(writing.session, kit_id, id_):
        message = _("A record names this part meanwhile, so it can only be retired. Nothing was removed.")
        raise Refusal("kits.part_named", message)
    _refuse_if_out(writing, part)
    changes.note(writing, PARTS, id_, before=noted(part), after=None, by=by)
    writing.session.execute(delete(KitPart).where(KitPart.id == id_))
    projection.publish(writing, kit_of(writing, kit_id))


def kit_of(writing: Writing, id_: str) -> Kit:
    """The kit. Raises `Refusal` "not_found"."""
    kit: Kit | None = _there(writing, Kit, id_)
    if kit is None:
        raise Refusal("not_found", _("There is no such kit."))
    return kit


def part_of(writing: Writing, kit_id: str, id_: str) -> KitPart:
    """The part of this kit. Raises `Refusal` "not_found"."""
    part: KitPart | None = _there(writing, KitPart, id_)
    if part is None or part.kit_id != kit_id:
        raise Refusal("not_found", _("There is no such part."))
    return part


def _there(writing: Writing, model: Any, id_: str) -> Any:
    return writing.session.scalars(select(model).where(model.id == id_)).one_or_none()


def _change(writing: Writing, row: Kit | KitPart, wanted: Mapping[str, Any], by: str) -> None:
    if put(writing, row, wanted, by):
        projection.publish(writing, row if isinstance(row, Kit) else kit_of(writing, row.kit_id))


def put(writing: Writing, row: Kit | KitPart, wanted: Mapping[str, Any], by: str | None) -> bool:
    """Let a kit or part be as wanted, of which nobody is told yet; False where it is so already."""
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    before = noted(row)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    changes.note(writing, KITS if isinstance(row, Kit) else PARTS, row.id, before=before, after=noted(row), by=by)
    return True


def noted(row: Kit | KitPart) -> dict[str, Any]:
    """A row as the record of changes keeps it."""
    never = ("id", "mirror", "door") if isinstance(row, Kit) else ("id", "position", "door")
    return {name: value for name, value in changes.columns(row).items() if name not in never}


def _refuse_taken_code(writing: Writing, code: str, own: str) -> None:
    query = select(Kit.code, Kit.name).where(func.lower(Kit.code) == code.lower(), Kit.id != own)
    taken = writing.session.execute(query.limit(1)).first()
    if taken:
        message = _("%(code)s is the code of another kit: %(name)s.", code=taken.code, name=taken.name)
        raise Refusal("kits.code_taken", message, fields={"code": [message]})


def _refuse_taken_tag(writing: Writing, tag: str | None, own: str) -> None:
    if not tag:
        return
    query = select(KitPart.name, Kit.code).join(Kit, Kit.id == KitPart.kit_id)
    query = query.where(func.lower(KitPart.tag) == tag.lower(), KitPart.id != own, KitPart.retired_at.is_(None))
    taken = writing.session.execute(query.limit(1)).first()
    if taken:
        message = _("This tag is on %(part)s in %(kit)s already.", part=taken.name, kit=taken.code)
        raise Refusal("kits.tag_taken", message, fields={"tag": [message]})


def _refuse_if_out(writing: Writing, part: KitPart) -> None:
    kit = kit_of(writing, part.kit_id)
    told = writing.session.scalar(select(KitCustody.told).where(KitCustody.kit_id == kit.id))
    out = json.loads(feed.kit_row(kit.mirror, told))["custody"]["parts_out"]
    if any(one["part"] == part.id for one in out):
        message = _("It is out with the kit. Take it off the list when it is back, or when what is missing was settled.")
        raise Refusal("kits.part_out", message)


def _refuse_if_amiss(writing: Writing, part: KitPart) -> None:
    noted_amiss = writing.session.scalar(select(KitCustody.amiss).where(KitCustody.kit_id == part.kit_id))
    if any(one["part"] == part.id for one in json.loads(noted_amiss or "[]")):
        message = _(
            "It is not as it should be. Note on its page that it is fine again, or take it off the list; then it can move."
        )
        raise Refusal("kits.part_amiss", message)
