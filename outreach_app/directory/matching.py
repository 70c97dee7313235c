"""Entries that are held by another one, made to be what was typed: the fewest are changed, and none that others hold too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.directory import keeping, typed
from outreach_app.directory.assembling import Store
from outreach_app.directory.linking import Key, Row
from outreach_app.directory.standard import AT_LOCATION, LOCATION

# Those of which one may become another; a language or a topic is another entry.
_REUSED = {
    "phone", "schedule", "cost_option", "service_area", "required_document", "organization_identifier", "address",
    "accessibility",
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """What is to be written: entries as they are to be, and those that go."""

    rows: list[Row] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)


def match(writing: Writing, store: Store, made: Made, holder: Key, wanted: typed.Wanted, kept: Iterable[Key] = ()) -> None:
    """Let the holder hold these and no others: what is there already stays, the rest is reused, made or taken away."""
    held = [one for one in store.holding(holder, wanted.entity) if one not in kept and _is_ours(store, one)]
    missing = []
    for position, body in enumerate(wanted.bodies):
        same = next((one for one in held if _is_same(store.told[one], body)), None)
        if same is None:
            missing.append((position, body))
        else:
            held.remove(same)
    also = keeping.holders_of(writing.session, wanted.entity, [id_ for _entity, id_ in held])
    # An entry that others hold too is not changed for them.
    shared = [one for one in held if also[one[1]] - {holder} - _pointed(store, one)]
    own = [one for one in held if one not in shared]
    reused = own if wanted.entity in _REUSED else []
    # What is new comes after what is there.
    after = 1 + max((store.positions[one][0] for one in store.holding(holder, wanted.entity)), default=-1)
    for position, body in missing:
        key = reused.pop(0) if reused else None
        told = {**(store.told[key] if key else {}), **body, **_points_to(wanted.entity, holder)}
        id_ = key[1] if key else ids.new()
        made.rows.append(Row(wanted.entity, id_, without_none({**told, "id": id_}), after + position))
    for one in shared:
        told = {name: value for name, value in store.told[one].items() if value != holder[1]}
        made.rows.append(Row(*one, told, also_of=frozenset(also[one[1]] - {holder})))
    made.gone += own


def _is_ours(store: Store, key: Key) -> bool:
    """Whether the form shows an entry of this kind, so that it may take it away."""
    told = store.told[key]
    if key[0] == "schedule":
        return typed.is_plain(told)
    if key[0] == "attribute":
        term = store.told.get(("taxonomy_term", told.get("taxonomy_term_id", "")), {})
        return bool(typed.own_topics({"attributes": [{"taxonomy_term": term}]}))
    return True


def _is_same(told: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    if "code" in body and not told.get("code"):
        return bool(told.get("name") == body["code"])
    return all((told.get(name) or None) == (value or None) for name, value in body.items())


def _points_to(entity: str, holder: Key) -> dict[str, str]:
    if entity == "attribute":
        return {"link_id": holder[1], "link_entity": holder[0]}
    return {f"{holder[0]}_id": holder[1]}


def _pointed(store: Store, key: Key) -> set[Key]:
    """What an entry names because it is about it, such as the place of a service at a place."""
    told = store.told[key]
    return {(LOCATION.name, told["location_id"])} if key[0] == AT_LOCATION.name and told.get("location_id") else {
        ("taxonomy_term", told["taxonomy_term_id"])
    } if told.get("taxonomy_term_id") else set()  # fmt: skip


def without_none(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in told.items() if value is not None}
