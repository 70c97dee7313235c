"""A package of the standard, tables or JSON, as rows that can come in, and everything that is wrong with the others."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from outreach_app.directory.intake import documents, older, tables
from outreach_app.directory.intake.checking import checked, is_left_out
from outreach_app.directory.intake.faults import Fate, Fault
from outreach_app.directory.intake.older import Table
from outreach_app.directory.intake.opening import Files, unread
from outreach_app.directory.intake.settling import settle
from outreach_app.directory.intake.spool import Spool
from outreach_app.directory.intake.unnesting import Unnesting
from outreach_app.directory.linking import Key, Row
from outreach_app.directory.standard import BY_NAME, BY_TABLE, ENTITIES, OWNER, Entity
from outreach_app.web.text import lazy_gettext as _

MOST_TOLD = 2_000
_PACKAGE_BYTES = 4 * 1024 * 1024
TABULAR, JSON = FORMS = ("tabular", "json")
SHEET = "sheet"
There: TypeAlias = Callable[[Iterable[Key]], set[Key]]
"""Which of these entries the library has."""


@dataclass
class Package:
    """What was read: rows on the disk, faults (the first `MOST_TOLD`), how many there are in all."""

    spool: Spool
    form: str
    """Of `FORMS`, or `SHEET`."""
    faults: list[Fault] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)
    """Files that say nothing to us."""
    older: list[str] = field(default_factory=list)
    """Tables as an earlier version of the standard has them."""
    read: Counter[str] = field(default_factory=Counter)
    """How many rows of each entity there were."""

    def tell(self, fault: Fault) -> None:
        """Take a fault."""
        self.fates[fault.fate] += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(fault)

    @property
    def left_out(self) -> int:
        """How many rows do not come in."""
        return sum(self.read.values()) - sum(self.spool.counts().values())

    def close(self) -> None:
        """Let the rows go."""
        self.spool.db.close()


def is_package(files: Files) -> bool:
    """Whether these are files of the standard."""
    return bool(_tables(files)) or any(one.lower().endswith(documents.ENDINGS) for one in files.names)


def read(files: Files, there: There) -> Package:
    """Read a package. Raises `Refusal` "directory.file_unread" where it is none, or cannot be read at all."""
    named = _tables(files)
    if not named and not any(one.lower().endswith(documents.ENDINGS) for one in files.names):
        raise unread(
            _("There is no table and no JSON document of the standard in it: services.csv, organizations.csv or a .json.")
        )
    package = Package(Spool(), TABULAR if named else JSON)
    try:
        if named:
            package.unread = [one for one in files.names if one not in named and one != documents.PACKAGE]
            _take_tables(files, named, package)
        else:
            package.unread = [one for one in files.names if not one.lower().endswith(documents.ENDINGS)]
            _take_documents(files, package)
        return finished(package, there)
    except BaseException:
        package.close()
        raise


def finished(package: Package, there: There) -> Package:
    """The package, when all its rows are taken: what points nowhere and what stands twice is told."""
    package.spool.index()
    for entity, id_, file, line, place in package.spool.doubles:
        says = _("Another row has the id %(id)s already.", id=id_)
        package.tell(Fault(file, place or entity, "id", says, Fate.ROW, line))
    for fault in settle(package.spool, there):
        package.tell(fault)
    return package


def _tables(files: Files) -> dict[str, Table]:
    """The tables among the files, by the package's own description, else by what they are called."""
    described = _described(files)
    found: dict[str, Table] = {}
    whole: set[str] = set()
    for name in files.names:
        stem, dot, ending = name.lower().rpartition(".")
        entity = described.get(name) or (None if stem in older.TABLES else BY_TABLE.get(stem) or BY_NAME.get(stem))
        table = Table(entity) if entity is not None else older.TABLES.get(stem)
        # An earlier version has addresses in two tables; two of this one's are somebody's copy.
        if dot and ending in ("csv", "txt", "tsv") and table is not None and (entity is None or entity.name not in whole):
            found[name] = table
            if entity is not None:
                whole.add(entity.name)
    return found


def _described(files: Files) -> dict[str, Entity]:
    if documents.PACKAGE not in files.names:
        return {}
    with files.opened(documents.PACKAGE) as raw:
        content = raw.read(_PACKAGE_BYTES)
    try:
        told = json.loads(content)
        pairs = [(str(one["path"]).rsplit("/", 1)[-1], BY_NAME.get(str(one["name"]))) for one in told["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        # It may be missing altogether: what the tables are called says as much.
        return {}
    return {path: entity for path, entity in pairs if entity is not None}


def _take_tables(files: Files, named: Mapping[str, Table], package: Package) -> None:
    order = {one.name: number for number, one in enumerate(ENTITIES)}
    for name, table in sorted(named.items(), key=lambda one: (order[one[1].entity.name], one[0])):
        with closing(tables.lines(files, name)) as lines:
            _take_table(package, table, name, lines)
    entities = [table.entity for table in named.values()]
    missing = {
        str(one.points)
        for entity in entities
        for one in entity.pointers
        if one.needed and BY_NAME[str(one.points)] not in entities
    }
    for one in sorted(missing):
        says = _("The file is missing, and other tables of the package point to it.")
        package.tell(Fault(f"{BY_NAME[one].table}.csv", "", "", says, Fate.KEPT))


def _take_table(package: Package, table: Table, name: str, lines: Iterator[tuple[int, list[str]]]) -> None:
    _number, head = next(lines, (0, []))
    columns, entity = [one.strip() for one in head], table.entity
    table = table if table.is_older else older.of_this_version(entity, columns)
    if table.is_older:
        package.older.append(name)
    if "id" not in columns:
        says = _("The first line names no column “id”: nothing in the file can be read.")
        package.tell(Fault(name, "", "id", says, Fate.ROW, 1))
        return
    twice = {one for one in columns if one and columns.count(one) > 1}
    if twice:
        raise unread(_("%(file)s has two columns called “%(name)s”.", file=name, name=min(twice)))
    for position, (line, cells) in enumerate(lines):
        told = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell != ""}
        if any(cell.strip() for cell in cells[len(columns) :]):
            says = _("The line has more cells than there are columns.")
            package.tell(Fault(name, "", "", says, Fate.FIELD, line))
        told = table.read(told) if table.is_older else told
        take(package, entity, told, Row(entity.name, "", {}, position), name, line, "")


def _take_documents(files: Files, package: Package) -> None:
    taking = Unnesting()
    for taking.file, place, entity, one in documents.entries(files):
        taking.take(entity, one, place=place)
    for lost in taking.astray:
        package.read[lost.entity] += 1
        package.tell(Fault(lost.file, lost.place, lost.field, lost.says, Fate.ROW))
    for row in taking.rows():
        file, place = taking.places[row.entity, row.id]
        take(package, BY_NAME[row.entity], row.told, row, file, None, place)


def take(package: Package, entity: Entity, told: Mapping[str, Any], row: Row, file: str, line: int | None, place: str) -> None:
    """Take a row over as far as it is right, and tell what is wrong with it."""
    kept, wrong = checked(entity, told, is_table=package.form == TABULAR)
    package.read[entity.name] += 1
    for one in wrong:
        package.tell(Fault(file, place, one.field, one.says, one.fate, line))
    id_ = kept.get("id")
    if id_ is None:
        return
    row = Row(entity.name, id_, kept, row.position, row.also_of)
    package.spool.add(row, file, line, place, _points(entity, row), is_out=is_left_out(wrong))


def _points(entity: Entity, row: Row) -> Iterator[tuple[str, str, str, bool, bool]]:
    for one in entity.pointers:
        if row.told.get(one.name):
            points = str(one.points)
            yield one.name, points, row.told[one.name], one.needed, entity.name in BY_NAME[points].lists.values()
    if entity.name in OWNER:
        id_, whose = OWNER[entity.name]
        if row.told.get(id_) and row.told.get(whose) in BY_NAME:
            yield id_, row.told[whose], row.told[id_], False, True
    for of, of_id in row.also_of:
        yield "", of, of_id, False, True
