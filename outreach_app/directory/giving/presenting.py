"""Entries as the standard can be given them: what it needs and they lack, what it would take for wrong. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach_app import json_text
from outreach_app.directory.standard import BY_NAME, OWNER, Entity, Of

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE).fullmatch
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}").fullmatch
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE).fullmatch
_HOUR = re.compile(r"(\d\d:\d\d)(:\d\d)?").match


@dataclass(frozen=True, slots=True)
class Left:
    """An entry, or a field of it, that is not given out as it is, and for want of what."""

    entity: str
    id: str
    name: str
    field: str
    is_row: bool
    """False where only the field is not given."""


def lacking(entity: Entity, told: Mapping[str, Any], *, is_table: bool) -> str | None:
    """The first field that the standard needs and an entry lacks, which nothing can stand in for."""
    for one in entity.fields:
        is_asked = one.needed and (is_table or not (one.points or one.name in OWNER.get(entity.name, ())))
        if is_asked and told.get(one.name) in (None, ""):
            return one.name
    return None


def completed(entity: Entity, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry whose description, where the standard needs one and there is none, says its name again."""
    field = entity.by_name.get("description")
    if field is not None and field.needed and not told.get("description") and told.get("name"):
        return {**told, "description": told["name"]}
    return told


def presentable(
    entity_name: str, nested: Mapping[str, Any], without: frozenset[str], left: list[Left]
) -> dict[str, Any] | None:
    """A nested entry with nothing in it that the standard would refuse; None where it would refuse all of it.

    `without` are members that are not given, wherever they stand. What is not given is added to `left`.
    """
    entity = BY_NAME[entity_name]
    told = completed(entity, nested)
    missing = lacking(entity, told, is_table=False)
    if missing:
        left.append(Left(entity_name, str(told.get("id", "")), str(told.get("name", "")), missing, is_row=True))
        return None
    shown: dict[str, Any] = {}
    for name, value in told.items():
        if name in without or value is None:
            continue
        if name in entity.lists and isinstance(value, list):
            found = (presentable(entity.lists[name], one, without, left) for one in value)
            shown[name] = [one for one in found if one is not None]
        elif name in entity.heads and isinstance(value, Mapping):
            points = str(entity.by_name[entity.heads[name]].points)
            head = presentable(points, value, without, left)
            if head is not None:
                shown[name] = head
        else:
            shown[name] = value
    return shown


def as_uuid(id_: str, derived: Any, entity: str) -> str:
    """An id as the tables need it: itself where it is a UUID, else the one that always comes of it."""
    return id_ if _UUID(id_) else str(derived("directory", entity, id_))


def cell(of: Of, value: Any) -> str | None:
    """A field's text in a table; "" where there is none, None where the table would be refused for it."""
    if value is None or value == "":
        return ""
    if of is Of.NUMBER:
        return json_text.write(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    text = value if isinstance(value, str) else json_text.write(value)
    if of is Of.ADDRESS:
        return text.strip() if _ADDRESS(text.strip()) else None
    if of is Of.MAIL:
        return text.strip() if _MAIL(text.strip()) else None
    if of is Of.HOUR:
        found = _HOUR(text)
        return f"{found[1]}{found[2] or ':00'}" if found else None
    return _moment(text) if of is Of.MOMENT else text


def _moment(text: str) -> str | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Without a zone nobody knows the hour: it is given as it stands.
    return text if "T" in text and told.tzinfo is not None else f"{told.isoformat()}Z"
