"""From an empty database to head, one step after another, and what is there then is what the models say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Boolean, DateTime, LargeBinary, MetaData, Numeric, Table, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.types import Integer, TypeEngine

from fixtures.databases import KINDS, settings_for
from outreach_app import db, ids, schema
from outreach_app.app import create_app
from outreach_app.directory import words
from outreach_app.training_sessions.outcomes import code_of

# Tables whose rows a later step keeps in another one.
MOVED = {"visit_kits": "kit_reservations"}


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database in which there is nothing at all."""
    cluster = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    name = cluster.create() if cluster else ""
    app = create_app(settings_for(tmp_path, cluster.url(name) if cluster else f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    with app.app_context():
        yield app
        db.engine().dispose()
    if cluster:
        cluster.drop(name)


def _is_index(name: str | None) -> bool:
    return name is not None and name.startswith(words.TABLE)


def differences(connection: Connection) -> list[Any]:
    # The index of words is each database's own kind of tables.
    options = {"compare_type": db.same_type, "render_as_batch": True, "include_name": lambda name, *_rest: not _is_index(name)}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata))


def test_head_is_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine().connect() as connection:
        assert differences(connection) == []


def test_one_step_after_another_leads_to_head(empty: Flask) -> None:
    assert schema.revision() is None
    for step in schema.known():
        schema.upgrade(step)
        assert schema.revision() == step

    with db.engine().connect() as connection:
        assert differences(connection) == []
    schema.require_head()


def test_there_is_one_way_to_head() -> None:
    assert schema.known()[-1] == schema.head()


def _tables(connection: Connection) -> list[Table]:
    there = MetaData()
    there.reflect(connection)
    return [table for table in there.sorted_tables if table.name != "alembic_version" and not _is_index(table.name)]


def _some(kind: TypeEngine[Any]) -> Any:
    """A value of a type; every id is the same, so that each row names those that there are."""
    if isinstance(kind, DateTime):
        return datetime(2026, 11, 24, tzinfo=UTC)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer | Numeric):
        return 1
    return b"x" if isinstance(kind, LargeBinary) else "x"


def _fill(connection: Connection) -> dict[str, int]:
    """A row in every table that has none and can have one; gives the number of rows by table."""
    for table in _tables(connection):
        if not connection.execute(select(func.count()).select_from(table)).scalar():
            connection.execute(table.insert().values({column.name: _some(column.type) for column in table.columns}))
    return _counts(connection)


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0 for table in _tables(connection)
    }


@pytest.mark.parametrize("step", range(len(schema.known()) - 1))
def test_no_step_loses_a_row_of_a_library_that_is_in_use(empty: Flask, step: int) -> None:
    known = schema.known()
    schema.upgrade(known[step])
    with db.engine().begin() as connection:
        before = _fill(connection)
    assert min(before.values()) == 1

    schema.upgrade(known[step + 1])

    with db.engine().begin() as connection:
        after = _counts(connection)
        kept = {name: after.get(name, after.get(MOVED.get(name, ""), 0)) for name in before}
        assert {name: many for name, many in before.items() if kept[name] < many} == {}
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_a_database_that_a_newer_version_shaped_is_left_alone(app: Flask) -> None:
    with app.app_context():
        with db.engine().begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        with pytest.raises(Exception, match="newer version") as refused:
            schema.upgrade()

        assert refused.value.code == "database.not_ready"
        assert schema.revision() == "9999"


def test_a_session_from_before_there_were_codes_is_given_its_code(empty: Flask) -> None:
    known = schema.known()
    before = known.index("codes_of_questions") - 1
    schema.upgrade(known[before])
    with db.engine().begin() as connection:
        _fill(connection)
        connection.execute(text("UPDATE training_sessions SET told = :told"), {"told": '{"id":"x","merged_into":null}'})
    schema.upgrade()
    with db.engine().begin() as connection:
        told = connection.execute(text("SELECT told FROM training_sessions")).scalar_one()
        assert told == f'{{"id":"x","pulse_code":"{code_of("x")}","merged_into":null}}'
        doors = text("SELECT kind, target FROM doors WHERE hash = :hash")
        assert connection.execute(doors, {"hash": ids.digest(code_of("x"))}).all() == [("pulse", "x")]
