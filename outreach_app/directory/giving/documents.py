"""The directory as the standard's JSON: organisations with all their services, and what belongs to none; a zip of documents."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory.assembling import nested
from outreach_app.directory.giving.presenting import presentable
from outreach_app.directory.giving.tables import Given
from outreach_app.directory.models import Entry, Link
from outreach_app.directory.standard import (
    AT_LOCATION,
    ENTITIES,
    LOCATION,
    ORGANIZATION,
    SERVICE,
    TAXONOMY,
    TERM,
    Entity,
)
from outreach_app.statements import Prepared, among, table_of

AT_ONCE = 50
_link, _entry = table_of(Link).c, table_of(Entry).c
_SERVICES = Prepared(
    select(_link.of_id, _link.id, _entry.position)
    .where(_link.of == ORGANIZATION.name, _link.entity == SERVICE.name, among(_link.of_id, "ids"))
    .where(_entry.entity == SERVICE.name, _entry.id == _link.id, _entry.library_id == _link.library_id)
    .order_by(_entry.position, _entry.id)
)


def write(session: Session, out: BinaryIO, without: frozenset[str] = frozenset()) -> Given:
    """Write the documents; `without` are members that are not given."""
    given = Given()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def document(name: str, entity: Entity, found: Iterable[dict[str, Any]]) -> None:
            first = next(iter(found := iter(found)), None)
            if first is None:
                return
            with archive.open(name, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, encoding="utf-8") as text:
                text.write("[\n" + json_text.write(first))
                for one in found:
                    text.write(",\n" + json_text.write(one))
                text.write("\n]\n")

        whole = _ids(session, ORGANIZATION)
        document("organizations.json", ORGANIZATION, _organizations(session, whole, without, given))
        alone = _unheld(session, SERVICE, ORGANIZATION)
        document("services.json", SERVICE, _shown(session, SERVICE, alone, without, given))
        unused = _unused_locations(session)
        document("locations.json", LOCATION, _shown(session, LOCATION, unused, without, given))
        for entity in (TAXONOMY, TERM):
            document(f"{entity.table}.json", entity, _shown(session, entity, _ids(session, entity), without, given))
        others = {
            one.table: [*_shown(session, one, ids, without, given)]
            for one in ENTITIES
            if one not in (ORGANIZATION, SERVICE, LOCATION, TAXONOMY, TERM) and (ids := _unheld(session, one))
        }
        if any(others.values()):
            archive.writestr("others.json", json_text.write({name: many for name, many in others.items() if many}))
    return given


def organizations(
    session: Session, ids: Sequence[str], without: frozenset[str], given: Given, *, full_services: bool = True
) -> list[dict[str, Any]]:
    """Organisations with their services, whole or by their ids alone."""
    found = nested(session, ORGANIZATION.name, ids)
    of: dict[str, list[str]] = {}
    for organization, service, _position in _SERVICES.rows(session, ids=list(ids)):
        of.setdefault(organization, []).append(service)
    services: dict[str, dict[str, Any] | None] = {}
    if full_services:
        wanted = [one for many in of.values() for one in many]
        trees = nested(session, SERVICE.name, wanted, without=("organization",))
        services = {id_: presentable(SERVICE.name, tree, without, given.left) for id_, tree in trees.items()}
    shown = []
    for id_, told in found.items():
        one = presentable(ORGANIZATION.name, told, without, given.left)
        if one is not None:
            mine = of.get(id_, [])
            one["services"] = [services[s] for s in mine if services.get(s)] if full_services else [{"id": s} for s in mine]
            shown.append(one)
    return shown


def _organizations(session: Session, ids: Sequence[str], without: frozenset[str], given: Given) -> Iterator[dict[str, Any]]:
    for some in _pieces(ids):
        for one in organizations(session, some, without, given):
            given.rows[SERVICE.name] = given.rows.get(SERVICE.name, 0) + len(one["services"])
            given.rows[ORGANIZATION.name] = given.rows.get(ORGANIZATION.name, 0) + 1
            yield one


def _shown(
    session: Session, entity: Entity, ids: Sequence[str], without: frozenset[str], given: Given
) -> Iterator[dict[str, Any]]:
    for some in _pieces(ids):
        for told in nested(session, entity.name, some).values():
            one = presentable(entity.name, told, without, given.left)
            if one is not None:
                given.rows[entity.name] = given.rows.get(entity.name, 0) + 1
                yield one


def _pieces(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _ids(session: Session, entity: Entity) -> list[str]:
    query = select(Entry.id).where(Entry.entity == entity.name).order_by(Entry.position, Entry.id)
    return list(session.scalars(query))


def _unheld(session: Session, entity: Entity, *by: Entity) -> list[str]:
    """The entries that none of these holds, or none at all."""
    held = (Link.library_id == Entry.library_id, Link.entity == entity.name, Link.id == Entry.id)
    among_these = (Link.of.in_([one.name for one in by]),) if by else (Link.of != TERM.name,)
    holder = exists().where(*held, *among_these)
    query = select(Entry.id).where(Entry.entity == entity.name, ~holder).order_by(Entry.position, Entry.id)
    return list(session.scalars(query))


def _unused_locations(session: Session) -> list[str]:
    """The locations at which no service is given and that no organisation has."""
    is_used = exists().where(
        Link.library_id == Entry.library_id, Link.of == LOCATION.name, Link.of_id == Entry.id, Link.entity == AT_LOCATION.name
    )
    alone = _unheld(session, LOCATION, ORGANIZATION)
    query = select(Entry.id).where(Entry.entity == LOCATION.name, is_used)
    used = set(session.scalars(query))
    return [one for one in alone if one not in used]
