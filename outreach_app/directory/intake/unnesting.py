"""The JSON form taken apart into entries: what is nested in another one is held by it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outreach_app.directory.linking import Key, Row
from outreach_app.directory.standard import BY_NAME, ORGANIZATION, OWNER, SERVICE
from outreach_app.shapes import Id
from outreach_app.web.text import lazy_gettext as _

_id = Id()
DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Astray:
    """A nested one that is none, with the way to it; what is in it is lost with it."""

    file: str
    place: str
    entity: str
    field: str
    says: Any


class Unnesting:
    """Entries out of nested ones, each once: what is said twice of one is put together, the first word holds."""

    def __init__(self) -> None:
        self._told: dict[Key, dict[str, Any]] = {}
        self._of: dict[Key, set[Key]] = {}
        self.file = ""
        """The document that is taken apart now."""
        self.places: dict[Key, tuple[str, str]] = {}
        """Where each entry is told first: the file, and the way to it."""
        self.astray: list[Astray] = []

    def take(self, entity: str, nested: Any, holder: Key | None = None, *, place: str = "", depth: int = 0) -> None:
        """An entry with all that is nested in it. Members that are no lists of the standard stay as they are."""
        of = BY_NAME[entity]
        id_ = self._identified(entity, nested, place, depth)
        if id_ is None:
            return
        key = (entity, id_)
        self.places.setdefault(key, (self.file, place))
        told = self._told.setdefault(key, {})
        held = self._of.setdefault(key, set())
        for name, value in nested.items():
            at = f"{place}.{name}" if place else name
            if name in of.heads and isinstance(value, Mapping):
                field = of.by_name[of.heads[name]]
                told.setdefault(field.name, value.get("id"))
                # A head that stands inside one that it holds is held by that only by being pointed to.
                self.take(str(field.points), value, place=at, depth=depth + 1)
            elif name in of.lists and isinstance(value, list):
                for number, one in enumerate(value):
                    self.take(of.lists[name], one, key, place=f"{at}[{number}]", depth=depth + 1)
            elif name == "services" and of is ORGANIZATION and isinstance(value, list):
                for number, one in enumerate(value):
                    self._take_service(one, id_, f"{at}[{number}]", depth + 1)
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

    def _take_service(self, nested: Any, organization: str, place: str, depth: int) -> None:
        """A service among those of its organisation: the standard's API has it so, often by its id alone."""
        if isinstance(nested, Mapping) and len(nested) > 1:
            self.take(SERVICE.name, {"organization_id": organization, **nested}, place=place, depth=depth)

    def _identified(self, entity: str, nested: Any, place: str, depth: int) -> str | None:
        if not isinstance(nested, Mapping):
            self.astray.append(Astray(self.file, place, entity, "", _("It is no entry.")))
            return None
        if depth > DEEPEST:
            self.astray.append(Astray(self.file, place, entity, "", _("It is nested too deep.")))
            return None
        found = nested.get("id")
        id_ = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
        if not _id.fits(id_):
            says = (
                _("It is empty, and the standard needs it.") if not id_ else _("It is no id: 1 to 64 letters, digits, _ and -.")
            )
            self.astray.append(Astray(self.file, place, entity, "id", says))
            return None
        return str(id_)

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
