"""Writing entries of the directory, many at once, and what follows from them: links, listings, the phones' rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.db import Writing
from outreach_app.directory import listings
from outreach_app.directory.linking import Key, Row, holders
from outreach_app.directory.models import DESK, Entry, Link
from outreach_app.statements import Prepared, among, insert, table_of, upsert

_entry, _link = table_of(Entry).c, table_of(Link).c
_BODIES = Prepared(
    select(_entry.id, _entry.body, _entry.version, _entry.position, _entry.source).where(
        _entry.entity == bindparam("entity"), among(_entry.id, "ids")
    )
)
_HOLDERS = Prepared(select(_link.id, _link.of, _link.of_id).where(_link.entity == bindparam("entity"), among(_link.id, "ids")))


@dataclass(slots=True)
class Change:
    """An entry that became another: None before is a new one, None after one that is gone."""

    entity: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(slots=True)
class Changes:
    """What was written."""

    rows: list[Change] = field(default_factory=list)

    def count(self, entity: str | None = None, *, is_new: bool) -> int:
        """How many became, or became others."""
        return sum(one.after is not None and (one.before is None) == is_new for one in self._of(entity))

    def gone(self, entity: str | None = None) -> int:
        """How many were taken away."""
        return sum(one.after is None for one in self._of(entity))

    def _of(self, entity: str | None) -> Iterable[Change]:
        return (one for one in self.rows if entity in (None, one.entity))


def changes(session: Session, rows: Iterable[Row], *, source: str | None = None) -> Changes:
    """What `put` would change, with nothing written."""
    return _compared(session, rows, source)[0]


def put(writing: Writing, rows: Iterable[Row], *, source: str | None = None) -> Changes:
    """Add entries, or change those of the same entity and id; those that are so already stay untouched.

    `source` is whose they are from now on; None leaves that of those that are there.
    """
    made, fresh, held = _compared(writing.session, rows, source)
    _write(writing, fresh, held)
    listings.refresh(writing, [(one.entity, one.id) for one in made.rows])
    return made


def is_there(session: Session, key: Key) -> bool:
    """Whether an entry is kept."""
    return bool(list(_BODIES.rows(session, entity=key[0], ids=[key[1]])))


def version_of(session: Session, key: Key) -> int:
    """How often an entry was written; 0 where there is none."""
    return next((version for _id, _body, version, *_rest in _BODIES.rows(session, entity=key[0], ids=[key[1]])), 0)


def touch(writing: Writing, key: Key) -> None:
    """Let an entry count as changed where only what it holds was."""
    mine = (Entry.library_id == writing.library, Entry.entity == key[0], Entry.id == key[1])
    writing.session.execute(update(Entry).where(*mine).values(version=Entry.version + 1))


def holders_of(session: Session, entity: str, ids: Sequence[str]) -> dict[str, set[Key]]:
    """By id, the entries that hold these."""
    found: dict[str, set[Key]] = {id_: set() for id_ in ids}
    for id_, of, of_id in _HOLDERS.rows(session, entity=entity, ids=list(ids)) if ids else ():
        found[id_].add((of, of_id))
    return found


def remove(writing: Writing, keys: Iterable[Key]) -> Changes:
    """Take entries away; those that they held stay, until they are taken away too."""
    made = Changes()
    by_entity: dict[str, list[str]] = {}
    for entity, id_ in keys:
        by_entity.setdefault(entity, []).append(id_)
    told = [(entity, id_) for entity, ids in by_entity.items() for id_ in ids]
    affected = listings.affected(writing.session, told)
    for entity, ids in by_entity.items():
        for id_, body, *_rest in _BODIES.rows(writing.session, entity=entity, ids=ids):
            made.rows.append(Change(entity, id_, json_text.read(body), None))
        mine = (Entry.library_id == writing.library, Entry.entity == entity, Entry.id.in_(ids))
        writing.session.execute(delete(Entry).where(*mine))
        held = or_(and_(Link.entity == entity, Link.id.in_(ids)), and_(Link.of == entity, Link.of_id.in_(ids)))
        writing.session.execute(delete(Link).where(Link.library_id == writing.library, held))
    listings.refresh_services(writing, affected)
    if made.rows:
        listings.note_change(writing)
    return made


_Held = dict[Key, frozenset[Key]]


def _compared(session: Session, rows: Iterable[Row], source: str | None) -> tuple[Changes, list[dict[str, Any]], _Held]:
    made, fresh, held = Changes(), [], _Held()
    by_entity: dict[str, list[Row]] = {}
    for row in rows:
        by_entity.setdefault(row.entity, []).append(row)
    for entity, wanted in by_entity.items():
        ids = [row.id for row in wanted]
        there = {id_: rest for id_, *rest in _BODIES.rows(session, entity=entity, ids=ids)}
        had: dict[str, set[Key]] = {}
        for id_, of, of_id in _HOLDERS.rows(session, entity=entity, ids=ids):
            had.setdefault(id_, set()).add((of, of_id))
        for row in wanted:
            body = json_text.write(row.told)
            before, version, position, whose = there.get(row.id, (None, 0, row.position, source or DESK))
            if before not in (None, body) and json_text.read(before) == row.told:
                # In which order its fields stand says nothing.
                body = before
            links = frozenset(holders(entity, row.told)) | row.also_of
            is_linked = links == had.get(row.id, set())
            if before == body and is_linked and source in (None, whose):
                continue
            told = {"entity": entity, "id": row.id, "version": version + 1, "position": position}
            fresh.append({**told, "source": source or whose, "body": body})
            if not is_linked:
                held[entity, row.id] = links
            if before != body or not is_linked:
                made.rows.append(Change(entity, row.id, before and json_text.read(before), row.told))
    return made, fresh, held


def _write(writing: Writing, fresh: list[dict[str, Any]], held: _Held) -> None:
    upsert(writing, Entry, fresh)
    by_entity: dict[str, list[str]] = {}
    for entity, id_ in held:
        by_entity.setdefault(entity, []).append(id_)
    for entity, ids in by_entity.items():
        for start in range(0, len(ids), 500):
            gone = (Link.library_id == writing.library, Link.entity == entity, Link.id.in_(ids[start : start + 500]))
            writing.session.execute(delete(Link).where(*gone))
    insert(
        writing,
        Link,
        [
            {"of": of, "of_id": of_id, "entity": entity, "id": id_}
            for (entity, id_), links in held.items()
            for of, of_id in sorted(links)
        ],
    )
