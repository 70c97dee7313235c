"""Entries put together as the standard's JSON form nests them: a service with all that it holds and points to.

The number of queries goes by how deep the entries nest, not by how many are asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory.linking import Key
from outreach_app.directory.models import Entry, Link
from outreach_app.directory.standard import BY_NAME, OWNER, Entity
from outreach_app.statements import Prepared, among, table_of

_entry, _link = table_of(Entry).c, table_of(Link).c
_THERE = Prepared(
    select(_entry.id, _entry.body, _entry.position).where(_entry.entity == bindparam("entity"), among(_entry.id, "ids"))
)
_HELD = Prepared(
    select(_link.of_id, _link.entity, _link.id).where(
        _link.of == bindparam("of"), among(_link.of_id, "ids"), among(_link.entity, "entities")
    )
)
# How far it is from a service to the change of a term of an attribute of a phone of a contact of its place.
_DEEPEST = 10


@dataclass
class Store:
    """Entries in memory with what each holds."""

    told: dict[Key, dict[str, Any]] = field(default_factory=dict)
    positions: dict[Key, tuple[int, str]] = field(default_factory=dict)
    held: dict[tuple[Key, str], list[Key]] = field(default_factory=dict)
    """Those of an entity that an entry holds."""

    def holding(self, key: Key, entity: str) -> list[Key]:
        """Those of an entity that this one holds, in their order."""
        found = [one for one in self.held.get((key, entity), ()) if one in self.told]
        return sorted(found, key=self.positions.__getitem__)


def nested(session: Session, entity: str, ids: Iterable[str], *, without: Iterable[str] = ()) -> dict[str, dict[str, Any]]:
    """Entries by id, each with its lists and heads, those of `without` left out at the first step."""
    wanted = list(dict.fromkeys(ids))
    store = loaded(session, [(entity, id_) for id_ in wanted])
    left_out = frozenset(without)
    return {id_: tree(store, (entity, id_), left_out) for id_ in wanted if (entity, id_) in store.told}


def loaded(session: Session, keys: Iterable[Key]) -> Store:
    """These entries and everything that the JSON form nests below them."""
    store = Store()
    wanted = set(keys)
    for _step in range(_DEEPEST):
        fresh = {one for one in wanted if one not in store.told}
        if not fresh:
            break
        _load(session, store, fresh)
        wanted = _next(session, store, fresh)
    return store


def tree(store: Store, key: Key, without: frozenset[str] = frozenset(), holder: Key | None = None) -> dict[str, Any]:
    """An entry as the JSON form has it. What only says again where it stands is left out."""
    entity, told = BY_NAME[key[0]], store.told[key]
    shown = {name: value for name, value in told.items() if not _says_holder(entity, name, value, holder)}
    for member, field_name in entity.heads.items():
        points = (str(entity.by_name[field_name].points), told.get(field_name))
        if member not in without and points in store.told and points != holder:
            shown.pop(field_name, None)
            # A head says who it is and what belongs to it; not what it holds of the same kind as this one.
            shown[member] = tree(store, points, frozenset({f"{entity.name}s"}), key)
    for member, of in entity.lists.items():
        if member not in without and (found := store.holding(key, of)):
            shown[member] = [tree(store, one, _skipped(one, key), key) for one in found]
    return shown


def _skipped(key: Key, holder: Key) -> frozenset[str]:
    """The heads of an entry that would lead back to whoever holds it."""
    return frozenset(
        member
        for member, field_name in BY_NAME[key[0]].heads.items()
        if BY_NAME[key[0]].by_name[field_name].points == holder[0]
    )


def _says_holder(entity: Entity, name: str, value: Any, holder: Key | None) -> bool:
    if holder is None:
        return False
    if entity.name in OWNER:
        return (name, value) in zip(OWNER[entity.name], (holder[1], holder[0]), strict=True)
    field = entity.by_name.get(name)
    # Each of its holders nests it; where it stands says the rest.
    return field is not None and field.points not in (None, entity.name)


def _load(session: Session, store: Store, keys: Iterable[Key]) -> None:
    for entity, ids in _by_entity(keys).items():
        for id_, body, position in _THERE.rows(session, entity=entity, ids=ids):
            store.told[entity, id_] = json_text.read(body)
            store.positions[entity, id_] = (position, id_)


def _next(session: Session, store: Store, keys: Iterable[Key]) -> set[Key]:
    found: set[Key] = set()
    for entity, ids in _by_entity(keys).items():
        of = BY_NAME[entity]
        lists = sorted(set(of.lists.values()))
        if lists:
            for of_id, child, id_ in _HELD.rows(session, of=entity, ids=ids, entities=lists):
                store.held.setdefault(((entity, of_id), child), []).append((child, id_))
                found.add((child, id_))
        for field_name in of.heads.values():
            points = str(of.by_name[field_name].points)
            told = (store.told.get((entity, id_), {}).get(field_name) for id_ in ids)
            found |= {(points, id_) for id_ in told if id_}
    return found


def _by_entity(keys: Iterable[Key]) -> Mapping[str, list[str]]:
    by_entity: dict[str, list[str]] = {}
    for entity, id_ in sorted(keys):
        by_entity.setdefault(entity, []).append(id_)
    return by_entity
