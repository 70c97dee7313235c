"""The directory as the standard's package of tables, a zip."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app import ids, json_text
from outreach_app.directory.giving.describing import columns, described
from outreach_app.directory.giving.presenting import Left, as_uuid, cell, completed, lacking
from outreach_app.directory.linking import Key, Row, holders
from outreach_app.directory.models import Entry, Link
from outreach_app.directory.standard import BY_NAME, ENTITIES, OWNER, Entity, Of
from outreach_app.statements import Prepared, among, table_of

AT_ONCE = 1_000
_link = table_of(Link).c
_HOLDERS = Prepared(select(_link.id, _link.of, _link.of_id).where(_link.entity == bindparam("entity"), among(_link.id, "ids")))


@dataclass
class Given:
    """What was given out: rows of each entity, what was left out, how many rows stand more than once."""

    rows: dict[str, int] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    doubled: int = 0


def write(session: Session, out: BinaryIO, title: str, without: frozenset[str] = frozenset()) -> Given:
    """Write the package; `without` are fields that are not given."""
    given, gone = Given(), set[Key]()
    others = {one.name: _others(session, one, without) for one in ENTITIES}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entity in ENTITIES:
            names = columns(entity, others[entity.name])
            with (
                archive.open(f"{entity.table}.csv", "w", force_zip64=True) as raw,
                io.TextIOWrapper(raw, encoding="utf-8", newline="") as text,
            ):
                table = csv.writer(text)
                table.writerow(names)
                count = 0
                for told in _told(session, entity, given, gone):
                    table.writerow(_cells(entity, names, told, given, without))
                    count += 1
                given.rows[entity.name] = count
        archive.writestr("datapackage.json", json.dumps(described(title, others), ensure_ascii=False, indent=1))
    return given


def _others(session: Session, entity: Entity, without: frozenset[str]) -> list[str]:
    """The fields of an entity's entries that the standard does not know."""
    found: set[str] = set()
    for row in _rows(session, entity):
        found |= row.told.keys()
    return sorted(found - entity.by_name.keys() - without)


def _rows(session: Session, entity: Entity) -> Iterator[Row]:
    query = select(Entry.id, Entry.body, Entry.position).where(Entry.entity == entity.name)
    for id_, body, position in session.execute(query.order_by(Entry.position, Entry.id).execution_options(yield_per=AT_ONCE)):
        yield Row(entity.name, id_, json_text.read(body), position)


def _told(session: Session, entity: Entity, given: Given, gone: set[Key]) -> Iterator[Mapping[str, Any]]:
    """The rows of a table: an entry is more than one where it is held by more than a row can say."""
    rows: list[Row] = []
    for row in _rows(session, entity):
        rows.append(row)
        if len(rows) == AT_ONCE:
            yield from _piece(session, entity, rows, given, gone)
            rows = []
    yield from _piece(session, entity, rows, given, gone)


def _piece(session: Session, entity: Entity, rows: list[Row], given: Given, gone: set[Key]) -> Iterator[Mapping[str, Any]]:
    held: dict[str, set[Key]] = {}
    for id_, of, of_id in _HOLDERS.rows(session, entity=entity.name, ids=[row.id for row in rows]):
        held.setdefault(id_, set()).add((of, of_id))
    for row in rows:
        told = completed(entity, row.told)
        for number, one in enumerate(_copies(entity, told, held.get(row.id, set()))):
            missing = lacking(entity, one, is_table=True) or _points_to(entity, one, gone)
            if missing:
                given.left.append(Left(entity.name, row.id, str(told.get("name", "")), missing, is_row=True))
                if number == 0:
                    gone.add((entity.name, row.id))
                continue
            given.doubled += number > 0
            astray = {field.name for field in entity.pointers if (str(field.points), one.get(field.name)) in gone}
            yield {name: value for name, value in one.items() if name not in astray}


def _points_to(entity: Entity, told: Mapping[str, Any], gone: set[Key]) -> str | None:
    """The needed field that points to what is left out."""
    return next(
        (one.name for one in entity.pointers if one.needed and (str(one.points), told.get(one.name)) in gone), None
    )  # fmt: skip


def _copies(entity: Entity, told: Mapping[str, Any], held: Iterable[Key]) -> Iterator[dict[str, Any]]:
    """The entry, with every holder that its row has a column for; then a copy for each of the others."""
    row = dict(told)
    beyond: list[Key] = []
    for of, of_id in sorted(set(held) - set(holders(entity.name, told))):
        column = f"{of}_id"
        if entity.name in OWNER or row.get(column) or column not in entity.by_name:
            beyond.append((of, of_id))
        else:
            row[column] = of_id
    if entity.name in OWNER and beyond and not row.get(OWNER[entity.name][0]):
        row |= dict(zip(OWNER[entity.name], reversed(beyond.pop(0)), strict=True))
    yield row
    holding = {one.name for one in entity.pointers if entity.name in BY_NAME[str(one.points)].lists.values()}
    for of, of_id in beyond:
        copy = {name: value for name, value in row.items() if name not in holding}
        if entity.name in OWNER:
            copy |= dict(zip(OWNER[entity.name], (of_id, of), strict=True))
        elif f"{of}_id" in entity.by_name:
            copy[f"{of}_id"] = of_id
        else:
            continue
        yield {**copy, "id": ids.derived("directory", entity.name, str(told["id"]), of, of_id)}


def _cells(entity: Entity, names: list[str], told: Mapping[str, Any], given: Given, without: frozenset[str]) -> Iterator[str]:
    for name in names:
        value = told.get(name)
        field_ = entity.by_name.get(name)
        if name in without:
            yield ""
        elif field_ is None:
            yield value if isinstance(value, str) else "" if value is None else json_text.write(value)
        elif field_.of is Of.ID:
            yield as_uuid(str(value), ids.derived, _whose(entity, name, told)) if value else ""
        else:
            text = cell(field_.of, value)
            if text is None:
                given.left.append(Left(entity.name, str(told["id"]), str(told.get("name", "")), name, is_row=False))
            yield text or ""


def _whose(entity: Entity, name: str, told: Mapping[str, Any]) -> str:
    """The entity whose id a column holds."""
    if entity.name in OWNER and name == OWNER[entity.name][0]:
        return str(told.get(OWNER[entity.name][1]))
    return entity.by_name[name].points or entity.name
