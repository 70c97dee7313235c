"""Putting a backup in the place of what a database holds: all of it or nothing.

The copy is put together beside the database, in a file or a schema of its own, and takes its place in one step.
"""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table, event, inspect, make_url, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from outreach_app import ids, paths, schema, serving
from outreach_app.app import create_app
from outreach_app.backup import AT_ONCE, described, tables, value
from outreach_app.db import db
from outreach_app.directory import words
from outreach_app.photos.storage import storage_of
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

# Where the tables of a copy are put together in PostgreSQL.
_BESIDE = "outreach_restoring"


def restore(file: Path, settings: Settings, *, replace: bool = False) -> dict[str, int]:
    """Put a backup into an empty database, or in the place of what is there where `replace` says so.

    Gives the number of rows of each table, and of photos. Raises `Refusal` "database.not_empty", "database.in_use"
    where a server runs on the database, "backup.failed"; after each of them all is as it was.
    """
    told = described(file)
    with serving.alone(settings.database_url):
        with db.engine.connect() as connection:
            full = any(connection.execute(select(1).select_from(table).limit(1)).first() for table in tables(connection))
        if full and not replace:
            message = "This database holds a library; nothing was changed. To replace it, stop the server and add --replace."
            raise Refusal("database.not_empty", message)
        try:
            with zipfile.ZipFile(file) as packed:
                put = _into_file if settings.is_sqlite else _into_schema
                with put(settings):
                    counts = _filled(packed, told["revision"])
                    # Before the copy takes its place: what is there already has other names, or the same content.
                    counts["photos"] = _photos(packed, settings)
        except (SQLAlchemyError, OSError, ValueError, KeyError) as error:
            reason = str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__]
            raise Refusal("backup.failed", f"{file} could not be restored, and nothing was changed: {reason[0]}") from error
    return counts


def _filled(packed: zipfile.ZipFile, revision: str) -> dict[str, int]:
    """Fill the empty database of the running application, and bring it to the newest shape under a new epoch."""
    counts: dict[str, int] = {}
    schema.upgrade(revision)
    with db.engine.execution_options(outreach_writes=True).begin() as connection:
        for table in tables(connection):
            with packed.open(f"tables/{table.name}.jsonl") as lines:
                counts[table.name] = _rows(connection, table, lines)
        head = next(table for table in tables(connection) if table.name == "feed_head")
        for (library,) in connection.execute(select(head.c.library_id)).all():
            connection.execute(head.update().where(head.c.library_id == library).values(epoch=ids.new()))
    schema.upgrade()
    with db.engine.execution_options(outreach_writes=True).begin() as connection:
        words.fill(connection)
    return counts


def _rows(connection: Connection, table: Table, lines: IO[bytes]) -> int:
    sqlite = connection.dialect.name == "sqlite"
    rows: Iterator[dict[str, Any]] = (
        {name: value(one, sqlite=sqlite) for name, one in json.loads(line).items()} for line in lines
    )
    count = 0
    while chunk := list(islice(rows, AT_ONCE)):
        connection.execute(table.insert(), chunk)
        count += len(chunk)
    return count


@contextmanager
def _into_file(settings: Settings) -> Iterator[None]:
    """What is written in the block goes to a new file, which then takes the place of the old one."""
    file = Path(make_url(settings.database_url).database or "")
    beside = file.with_name(f"{file.name}.restoring")
    ends = ("", "-wal", "-shm")
    for end in ends:
        beside.with_name(beside.name + end).unlink(missing_ok=True)
    try:
        with _elsewhere(replace(settings, database_url=f"sqlite:///{beside}")):
            yield
        db.engine.dispose()
        for one in (beside, file):
            _let_go(one)
        if file.exists():
            beside.chmod(file.stat().st_mode)
        beside.replace(file)
        paths.to_disk(file.parent)
    finally:
        for end in ends:
            beside.with_name(beside.name + end).unlink(missing_ok=True)


def _let_go(file: Path) -> None:
    """Bring what is in a SQLite file's log into the file, so that no log is left to be taken for another file's."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if file.with_name(f"{file.name}-wal").exists():
        message = "Another command works on this database; nothing was changed. Wait until it is done, and then restore."
        raise Refusal("database.in_use", message)


@contextmanager
def _into_schema(settings: Settings) -> Iterator[None]:
    """What is written in the block goes to a schema of its own; its tables then take the place of the old ones."""
    try:
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {_BESIDE} CASCADE"))
            connection.execute(text(f"CREATE SCHEMA {_BESIDE}"))
        with _elsewhere(settings, f"SET search_path TO {_BESIDE}"):
            yield
        with db.engine.begin() as connection:
            for table in [*reversed(tables(connection, everything=True))]:
                table.drop(connection)
            for name in inspect(connection).get_table_names(schema=_BESIDE):
                connection.execute(text(f'ALTER TABLE {_BESIDE}."{name}" SET SCHEMA public'))
    finally:
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {_BESIDE} CASCADE"))


@contextmanager
def _elsewhere(settings: Settings, first: str | None = None) -> Iterator[None]:
    """The block runs in an application of its own on another database; `first` is told to each of its connections."""
    app = create_app(settings)
    with app.app_context():
        if first is not None:

            @event.listens_for(db.engine, "connect", insert=True)
            def tell(connection: Any, _record: object) -> None:
                # Outside a transaction, so that none is rolled back with it.
                connection.autocommit = True
                connection.execute(first)
                connection.autocommit = False

        try:
            yield
        finally:
            db.engine.dispose()


def _photos(packed: zipfile.ZipFile, settings: Settings) -> int:
    place, count = storage_of(settings), 0
    for name in packed.namelist():
        if name.startswith("photos/") and not name.endswith("/"):
            place.put(name.removeprefix("photos/"), packed.read(name))
            count += 1
    return count
