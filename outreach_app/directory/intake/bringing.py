"""A package brought into the directory: looked over first, then a few services at a time, the same again changing nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.audit import changes as audit
from outreach_app.db import Writing, reading, writing
from outreach_app.directory import keeping, search
from outreach_app.directory.intake.reading import Package, There
from outreach_app.directory.keeping import Change
from outreach_app.directory.linking import Key, Row
from outreach_app.directory.models import Entry
from outreach_app.directory.standard import ENTITIES, SERVICE
from outreach_app.problems import Refusal
from outreach_app.statements import Prepared, among, table_of
from outreach_app.web.text import lazy_gettext as _

AT_ONCE = 500
"""Rows in a transaction: phones that send wait for so many and no longer."""
MOST_EXAMPLES = 30
_TRIES = 5
PACKAGES, LISTINGS = "directory_packages", "listings"
_entry = table_of(Entry).c
_THERE = Prepared(select(_entry.id).where(_entry.entity == bindparam("entity"), among(_entry.id, "ids")))


@dataclass(frozen=True, slots=True)
class Example:
    """A service that is added, changed or lacking, by its name; what of it is told otherwise."""

    id: str
    name: str
    is_new: bool
    fields: tuple[tuple[str, Any, Any], ...] = ()
    """(field, before, after)"""


@dataclass
class Plan:
    """What bringing a package in would do, or did."""

    source: str
    version: int
    """The directory's, when it was looked at."""
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    """Those that this source brought before and does not name any more."""
    examples: list[Example] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    """Names of services that the source does not have any more."""
    digest: str = ""

    @property
    def entities(self) -> list[str]:
        """Those that there is something to tell of, in the standard's order."""
        told = self.new.keys() | self.changed.keys() | self.same.keys() | self.gone.keys()
        return [one.name for one in ENTITIES if one.name in told]

    @property
    def changes_anything(self) -> bool:
        """Whether anything would be another afterwards, with nothing taken away."""
        return bool(self.new or self.changed)

    def take(self, rows: Iterable[Row], made: keeping.Changes) -> None:
        """Count what becomes of these rows."""
        self.same.update(row.entity for row in rows)
        for one in made.rows:
            (self.new if one.before is None else self.changed)[one.entity] += 1
            self.same[one.entity] -= 1
            if one.entity == SERVICE.name and len(self.examples) < MOST_EXAMPLES:
                self.examples.append(_example(one))
        self.same = +self.same


def there(library: str) -> There:
    """What tells which of some entries the library has."""

    def found(keys: Iterable[Key]) -> set[Key]:
        by_entity: dict[str, list[str]] = {}
        for entity, id_ in sorted(keys):
            by_entity.setdefault(entity, []).append(id_)
        # A session of its own each time: none is to stand open while a package is read.
        with reading(library) as session:
            return {
                (entity, id_) for entity, ids in by_entity.items() for (id_,) in _THERE.rows(session, entity=entity, ids=ids)
            }

    return found


def planned(session: Session, package: Package, source: str) -> Plan:
    """What bringing the package in would do now."""
    plan = Plan(source, search.version(session))
    digest = hashlib.sha256(source.encode())
    for rows in batches(package):
        made = keeping.changes(session, rows, source=source)
        plan.take(rows, made)
        for one in made.rows:
            told = [one.entity, one.id, one.before, one.after]
            digest.update(json_text.write(told).encode())
    for entity, id_, name in _lacking(session, package, source):
        plan.gone[entity] += 1
        digest.update(f"\n{entity} {id_}".encode())
        if entity == SERVICE.name and len(plan.lacking) < MOST_EXAMPLES:
            plan.lacking.append(name)
    plan.digest = digest.hexdigest()
    return plan


def bring_in(
    library: str, package: Package, source: str, *, agreed: str | None, takes_away: bool = False, by: str | None
) -> Plan:
    """Do what the package says; gives what was done. What was done when it is cut short stays: the same package does the rest.

    `agreed` is the digest of the plan that a person looked at; None where nobody did. With `takes_away` what this source
    brought before and has no more goes. Raises `Refusal` "directory.plan_changed", with nothing done, where the plan would be
    another one by now.
    """
    for _try in range(_TRIES):
        with reading(library) as session:
            # Nobody agreed to anything: what it changes is found out as it is done.
            plan = Plan(source, search.version(session)) if agreed is None else planned(session, package, source)
        if agreed not in (None, plan.digest):
            raise _changed()
        done = _bring_in(library, package, plan, takes_away=takes_away, by=by)
        if done is not None:
            return done
    raise _changed()


def batches(package: Package) -> Iterator[list[Row]]:
    """The rows as they go in together: what services share first, then whole services."""
    rows: list[Row] = []
    for of_services in (False, True):
        last = ""
        for service, row in package.spool.rows(of_services=of_services):
            if len(rows) >= AT_ONCE and (service != last or not of_services):
                yield rows
                rows = []
            rows.append(row)
            last = service
        if rows:
            yield rows
            rows = []


def _bring_in(library: str, package: Package, plan: Plan, *, takes_away: bool, by: str | None) -> Plan | None:
    """None where somebody changed the directory since it was looked at; nothing is done then."""
    done = Plan(plan.source, plan.version, digest=plan.digest)
    is_first = True
    for rows in batches(package):
        with writing(library) as handle:
            if is_first and search.version(handle.session) != plan.version:
                return None
            made = keeping.put(handle, rows, source=plan.source)
            _note(handle, made, by)
        is_first = False
        done.take(rows, made)
    if takes_away:
        with reading(library) as session:
            gone = [(entity, id_) for entity, id_, _name in _lacking(session, package, plan.source)]
        for start in range(0, len(gone), AT_ONCE):
            with writing(library) as handle:
                made = keeping.remove(handle, gone[start : start + AT_ONCE])
                _note(handle, made, by)
            done.gone.update(one.entity for one in made.rows)
    if done.new or done.changed or done.gone:
        told = {"added": sum(done.new.values()), "changed": sum(done.changed.values()), "removed": sum(done.gone.values())}
        with writing(library) as handle:
            line = {"name": plan.source, "services": done.new[SERVICE.name] + done.changed[SERVICE.name], **told}
            audit.note(handle, PACKAGES, plan.source, before=None, after=line, by=by)
    return done


def _lacking(session: Session, package: Package, source: str) -> Iterator[tuple[str, str, str]]:
    """What this source brought before and does not name now: entity, id, name."""
    query = select(Entry.entity, Entry.id, Entry.body).where(Entry.source == source).order_by(Entry.entity, Entry.id)
    for entity, id_, body in session.execute(query.execution_options(yield_per=1_000)):
        if not package.spool.has(entity, id_):
            yield entity, id_, str(json_text.read(body).get("name", "")) if entity == SERVICE.name else ""


def _note(handle: Writing, made: keeping.Changes, by: str | None) -> None:
    """A line in the record of changes for each service that is another now."""
    services = [one for one in made.rows if one.entity == SERVICE.name]
    audit.note_all(handle, LISTINGS, [(one.id, *_told_apart(one)) for one in services], by=by)


def _told_apart(one: Change) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if one.before is None or one.after is None:
        named = {"name": (one.after or one.before or {}).get("name", "")}
        return (None, named) if one.before is None else (named, None)
    fields = {"name", *(field for field, _before, _after in _fields(one))}
    return tuple({name: told.get(name) for name in sorted(fields)} for told in (one.before, one.after))  # type: ignore[return-value]


def _example(one: Change) -> Example:
    return Example(one.id, str((one.after or {}).get("name", "")), one.before is None, tuple(_fields(one)))


def _fields(one: Change) -> list[tuple[str, Any, Any]]:
    before: Mapping[str, Any] = one.before or {}
    after: Mapping[str, Any] = one.after or {}
    if not before:
        return []
    return [(name, before.get(name), after.get(name)) for name in {**before, **after} if before.get(name) != after.get(name)]


def _changed() -> Refusal:
    return Refusal(
        "directory.plan_changed", _("Somebody changed the directory meanwhile. Nothing was brought in; look it over again.")
    )
