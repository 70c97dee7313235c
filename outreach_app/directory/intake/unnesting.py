"""The JSON form taken apart into entries: what is nested in another one is held by it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.directory.linking import Key, Row
from outreach_app.directory.standard import BY_NAME, OWNER


class Unnesting:
    """Entries out of nested ones, each once: what is said twice of one is put together, the first word holds."""

    def __init__(self) -> None:
        self._told: dict[Key, dict[str, Any]] = {}
        self._of: dict[Key, set[Key]] = {}

    def take(self, entity: str, nested: Mapping[str, Any], holder: Key | None = None) -> None:
        """An entry with all that is nested in it. Members that are no lists of the standard stay as they are."""
        of = BY_NAME[entity]
        key = (entity, str(nested["id"]))
        told = self._told.setdefault(key, {})
        held = self._of.setdefault(key, set())
        for name, value in nested.items():
            if name in of.heads and isinstance(value, Mapping):
                field = of.by_name[of.heads[name]]
                told.setdefault(field.name, value.get("id"))
                # A head that stands inside one that it holds is held by that only by being pointed to.
                self.take(str(field.points), value)
            elif name in of.lists and isinstance(value, list):
                for one in value:
                    self.take(of.lists[name], one, key)
            elif value is not None:
                told.setdefault(name, value)
        if holder is not None:
            held.add(holder)
            self._name_holder(entity, told, holder)

    def rows(self) -> list[Row]:
        """What was taken, in its order."""
        return [
            Row(entity, id_, told, position, frozenset(self._of[entity, id_]))
            for position, ((entity, id_), told) in enumerate(self._told.items())
        ]

    def _name_holder(self, entity: str, told: dict[str, Any], holder: Key) -> None:
        if entity in OWNER:
            id_, whose = OWNER[entity]
            if told.setdefault(id_, holder[1]) == holder[1]:
                told.setdefault(whose, holder[0])
            return
        for field in BY_NAME[entity].pointers:
            if field.points == holder[0] and field.name == f"{holder[0]}_id":
                told.setdefault(field.name, holder[1])


def unnested(entity: str, nested: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The entries of nested ones of an entity."""
    taking = Unnesting()
    for one in nested:
        taking.take(entity, one)
    return taking.rows()
