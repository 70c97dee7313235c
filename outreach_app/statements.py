"""Statements for the hot path: made once, scoped to a library like every other, run without the ORM.

`Prepared` is to Core what `db.scope` is to the ORM: the one place that adds `library_id = …`. When a statement first
runs it becomes the database's own text; from then on only that text and the values are handed on, since finding out the
text of a statement again costs several times what the database needs to run it.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.util import find_tables
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import Boolean, TypeEngine, UserDefinedType

from outreach_app import json_text
from outreach_app.db import Scoped, Writing

Process: TypeAlias = Callable[[Any], Any]


class Prepared:
    """A query that runs again and again, in the library of the session it is given."""

    def __init__(self, statement: "Select[Any]") -> None:
        tables = [one for one in find_tables(statement, include_joins=False) if "library_id" in one.c]
        if not tables:
            raise ValueError("only tables of a library can be asked by a prepared statement")
        for table in tables:
            statement = statement.where(table.c.library_id == bindparam("in_library"))
        self.statement = statement
        # What a database gives for these is not yet what Python has for them.
        self._is_converted = any(_has_process(one.type) for one in statement.selected_columns)
        self._texts: dict[str, _Text] = {}

    def rows(self, session: Session, **values: Any) -> Sequence[Any]:
        """All rows that it finds; values are texts, whole numbers, and lists of them where `among` names one."""
        connection = session.connection()
        # A session without a library has no such key: the same refusal as the ORM's.
        values["in_library"] = session.info["library"]
        if self._is_converted:
            return connection.execute(self.statement, values).all()
        text = self._texts.get(connection.dialect.name)
        if text is None:
            text = self._texts[connection.dialect.name] = _Text(self.statement, connection.dialect)
        return connection.exec_driver_sql(text.sql, text.values(values)).all()


class _Text:
    """A query as the driver takes it."""

    def __init__(self, statement: "Select[Any]", dialect: Dialect) -> None:
        made = statement.compile(dialect=dialect)
        assert isinstance(made, SQLCompiler)
        self.sql = made.string
        self._order = made.positiontup
        self._fixed = {name: bind.value for name, bind in made.binds.items() if not bind.required}
        found = ((name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in made.binds.items())
        self._processes = {name: process for name, process in found if process is not None}

    def values(self, given: dict[str, Any]) -> Any:
        """The values in the order or under the names that the text has."""
        told = {**self._fixed, **given}
        for name, process in self._processes.items():
            told[name] = process(told[name])
        return told if self._order is None else tuple([told[name] for name in self._order])


def _has_process(kind: "TypeEngine[Any]") -> bool:
    return isinstance(kind, Boolean) or hasattr(kind, "process_result_value")


class _List(UserDefinedType[Sequence[Any]]):
    """A list as one value: so that a statement's text is the same however long the list is."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Process | None:
        return json_text.write if dialect.name == "sqlite" else None


class _Among(ColumnElement[bool]):
    inherit_cache = True
    # What two of them differ by, for the key under which a statement's text is remembered.
    _traverse_internals = [  # noqa: RUF012
        ("column", InternalTraversal.dp_clauseelement),
        ("listed", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.listed = bindparam(name, type_=_List())


@compiles(_Among, "sqlite")
def _among_on_sqlite(one: _Among, compiler: SQLCompiler, **told: Any) -> str:
    column, listed = compiler.process(one.column, **told), compiler.process(one.listed, **told)
    return f"{column} IN (SELECT json_each.value FROM json_each({listed}))"  # noqa: S608 (no text of ours is in it)


@compiles(_Among, "postgresql")
def _among_on_postgres(one: _Among, compiler: SQLCompiler, **told: Any) -> str:
    return f"{compiler.process(one.column, **told)} = ANY({compiler.process(one.listed, **told)})"


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """That the column is one of a list, which is a value of that name."""
    return _Among(column, name)


def table_of(model: Any) -> Table:
    """The table of a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert(writing: Writing, model: type[Scoped], rows: list[dict[str, Any]]) -> None:
    """Add rows to a table of the library, in one statement. All name the same columns."""
    _run(writing, table_of(model), rows, replaces=False)


def upsert(writing: Writing, model: type[Scoped], rows: list[dict[str, Any]]) -> None:
    """Add rows, or replace what is there under the same key, in one statement. Each row must name every column."""
    _run(writing, table_of(model), rows, replaces=True)


def _run(writing: Writing, table: Table, rows: list[dict[str, Any]], *, replaces: bool) -> None:
    if not rows:
        return
    connection = writing.session.connection()
    key = (connection.dialect.name, table.name, replaces, *rows[0])
    adding = _adding.get(key)
    if adding is None:
        adding = _adding[key] = _Adding(table, list(rows[0]), connection.dialect, replaces=replaces)
    adding.run(connection, writing.library, rows)


class _Adding:
    """Adding rows with these columns to a table, as the driver takes it."""

    def __init__(self, table: Table, columns: list[str], dialect: Dialect, *, replaces: bool) -> None:
        left = [one.name for one in table.columns if one.default is not None and one.name not in columns]
        if left:
            raise ValueError(f"rows of {table.name} must name {', '.join(left)}")
        statement = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)
        if replaces:
            others = {one.name: statement.excluded[one.name] for one in table.columns if not one.primary_key}
            statement = statement.on_conflict_do_update(index_elements=[one.name for one in table.primary_key], set_=others)
        made = statement.inline().compile(dialect=dialect, column_keys=["library_id", *columns])
        assert isinstance(made, SQLCompiler)
        self._sql = made.string
        # Told by place the names of a row come as they stand in the text, and the library's as one of them.
        self._of_row = itemgetter(*made.positiontup) if made.positiontup else None
        found = ((name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in columns)
        self._processes = [(name, process) for name, process in found if process is not None]

    def run(self, connection: Connection, library: str, rows: list[dict[str, Any]]) -> None:
        """Add the rows."""
        told = [{**row, "library_id": library} for row in rows]
        for name, process in self._processes:
            # All rows of a batch came at one moment: it is converted once.
            made = {value: process(value) for value in {one[name] for one in told}}
            for one in told:
                one[name] = made[one[name]]
        connection.exec_driver_sql(self._sql, list(map(self._of_row, told)) if self._of_row else told)


_adding: dict[tuple[Any, ...], _Adding] = {}
