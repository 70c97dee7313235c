"""The database of a simulation's server, of either kind: kept as it is at the beginning, given back, and looked into."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

Rows = list[tuple[Any, ...]]


class Database(Protocol):
    """Where the server under test keeps everything."""

    url: str

    def keep(self) -> None:
        """What is there now is what every seed begins with."""

    def renew(self) -> None:
        """As it was kept."""

    def rows(self, query: str, words: Sequence[str] = ()) -> Rows:
        """What a query gives, past the application; `?` stands for each of the words."""

    def let_go(self) -> None:
        """A server was killed: when this returns, nothing of it is left at work."""

    def end(self) -> None:
        """Nothing of the simulation is left."""


class Sqlite:
    """A file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "outreach.sqlite3"
        self._kept = folder / "template.sqlite3"
        self.url = f"sqlite:///{self._file}"

    def keep(self) -> None:
        # What is in the log belongs to the file.
        with closing(sqlite3.connect(self._file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self._file, self._kept)

    def renew(self) -> None:
        for end in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + end).unlink(missing_ok=True)
        shutil.copyfile(self._kept, self._file)

    def rows(self, query: str, words: Sequence[str] = ()) -> Rows:
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as connection:
            return connection.execute(query, words).fetchall()

    def let_go(self) -> None:
        """Its locks went with the process."""

    def end(self) -> None:
        """It goes with its folder."""


class Postgres:
    """Databases of our own beside the one that is named, which is only connected to."""

    def __init__(self, beside: str, name: str) -> None:
        self._beside = make_url(beside)
        self._name = name
        self._kept = f"{name}_kept"
        self.url = self._beside.set(database=name).render_as_string(hide_password=False)
        self._drop()
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))

    def keep(self) -> None:
        self._copy(self._name, self._kept)

    def renew(self) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self._name)))
        self._copy(self._kept, self._name)

    def rows(self, query: str, words: Sequence[str] = ()) -> Rows:
        with self._connected(self._name) as connection:
            return connection.execute(query.replace("?", "%s").encode(), list(words)).fetchall()

    def let_go(self) -> None:
        # A backend notices the end of its client when it next talks to it; what it had not committed is undone.
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        with self._connected("") as connection:
            connection.execute(query, [self._name])

    def end(self) -> None:
        self._drop()

    def _drop(self) -> None:
        for name in (self._name, self._kept):
            self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _copy(self, what: str, becomes: str) -> None:
        self.let_go()
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._execute(copy.format(sql.Identifier(becomes), sql.Identifier(what)))

    def _execute(self, statement: sql.Composed) -> None:
        with self._connected("") as connection:
            connection.execute(statement)

    def _connected(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        url = self._beside.set(drivername="postgresql", database=name or self._beside.database)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def database(folder: Path, beside: str, name: str) -> Database:
    """In a file of that folder, or beside the PostgreSQL database that is named."""
    return Postgres(beside, name) if beside else Sqlite(folder)
