"""Statements for the hot path: made once, scoped to a library like every other, run without the ORM.

`prepared` is to Core what `db.scope` is to the ORM: the one place that adds `library_id = …`. Each costs a fraction of
an ORM statement, which is most of what keeping a batch of facts would cost.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select, Update
from sqlalchemy.sql.util import find_tables

from outreach_app.db import Scoped, Writing


class Prepared:
    """A statement that runs again and again, in the library of the session it is given."""

    def __init__(self, statement: "Select[Any] | Update") -> None:
        tables = [one for one in find_tables(statement, include_joins=False) if "library_id" in one.c]
        if isinstance(statement, Update):
            tables = [statement.table]  # type: ignore[list-item]
        if not tables:
            raise ValueError("only tables of a library can be asked by a prepared statement")
        for table in tables:
            statement = statement.where(table.c.library_id == bindparam("in_library"))
        self.statement = statement

    def rows(self, session: Session, **values: Any) -> Sequence[Any]:
        """All rows that it finds."""
        return session.connection().execute(self.statement, self._scoped(session, values)).all()

    def run(self, session: Session, values: Mapping[str, Any]) -> None:
        """Let it do its work; for an update."""
        session.connection().execute(self.statement, self._scoped(session, values))

    @staticmethod
    def _scoped(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
        # A session without a library has no such key: the same refusal as the ORM's.
        return {"in_library": session.info["library"], **values}


def among(name: str) -> Any:
    """A parameter that stands for a list in `column.in_(…)`."""
    return bindparam(name, expanding=True)


def table_of(model: Any) -> Table:
    """The table of a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert(writing: Writing, model: type[Scoped], rows: list[dict[str, Any]]) -> None:
    """Add rows to a table of the library, in one statement."""
    if rows:
        _run(writing, _insert(table_of(model)), rows)


def upsert(writing: Writing, model: type[Scoped], rows: list[dict[str, Any]]) -> None:
    """Add rows, or replace what is there under the same key, in one statement. Each row must name every column."""
    if rows:
        _run(writing, _upsert(table_of(model), writing.session.connection().dialect.name), rows)


def _run(writing: Writing, statement: Any, rows: list[dict[str, Any]]) -> None:
    library = writing.library
    for row in rows:
        row["library_id"] = library
    writing.session.connection().execute(statement, rows)


@cache
def _insert(table: Table) -> Any:
    return table.insert()


@cache
def _upsert(table: Table, dialect: str) -> Any:
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=keys, set_=others)
