"""Entries, and which is held by which, told from its fields. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from outreach_app.directory.standard import BY_NAME, OWNER

Key: TypeAlias = tuple[str, str]
"""(entity, id)"""


@dataclass(slots=True)
class Row:
    """An entry as it is to be; `also_of` are holders beyond those that its fields name."""

    entity: str
    id: str
    told: dict[str, Any]
    position: int = 0
    also_of: frozenset[Key] = frozenset()


def holders(entity: str, told: Mapping[str, Any]) -> Iterator[Key]:
    """The entries that this one names: whoever has it, and what it points to."""
    for field in BY_NAME[entity].pointers:
        if told.get(field.name):
            yield str(field.points), told[field.name]
    if entity in OWNER:
        id_, whose = OWNER[entity]
        # A name that is none of the standard's is kept in the fields and holds nothing.
        if told.get(id_) and told.get(whose) in BY_NAME:
            yield told[whose], told[id_]
