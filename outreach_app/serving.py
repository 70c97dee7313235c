"""Who serves a database: a server holds a lock for as long as it runs, and a restore needs that lock alone.

The locks are the database's own, so that they end with their process, whatever ends it: on PostgreSQL an advisory lock,
and beside a SQLite file that of another, empty one.
"""

import errno
import gc
import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from outreach_app import app
from outreach_app.flyers.counts import counting
from outreach_app.problems import Refusal
from outreach_app.scans.at_once import AtOnce
from outreach_app.trends.searched import counting as searches
from outreach_app.web.slow_bodies import SlowBodies

# Any number, but the same one in every version.
_KEY = 7_266_391_804
# A batch of facts makes some ten thousand objects, and hardly any of them are in a circle.
_OBJECTS_BETWEEN_LOOKS = 50_000


def worker() -> Flask:
    """The application, as a worker's process serves it until its end."""
    made = app.create_app()
    made.wsgi_app = AtOnce(made, SlowBodies(made.wsgi_app))  # type: ignore[method-assign]
    # What is loaded now stays: looking for circles in it again and again would find none.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 20)
    counting.keep_writing(made)
    searches.keep_writing(made)
    return made


@contextmanager
def serving(database_url: str) -> Iterator[None]:
    """Hold the lock of those who serve. Raises `Refusal` "database.in_use" where a restore is under way."""
    message = "This database is being restored at the moment. Start the server when that is done."
    with _holding(make_url(database_url), alone=False, message=message):
        yield


@contextmanager
def alone(database_url: str) -> Iterator[None]:
    """Hold the lock that nobody who serves can share. Raises `Refusal` "database.in_use" where somebody serves."""
    message = "A server runs on this database; nothing was changed. Stop it, and then restore."
    with _holding(make_url(database_url), alone=True, message=message):
        yield


@contextmanager
def _holding(url: URL, *, alone: bool, message: str) -> Iterator[None]:
    with _on_sqlite(url, alone) if url.drivername == "sqlite" else _on_postgres(url, alone) as is_held:
        if not is_held:
            raise Refusal("database.in_use", message)
        yield


@contextmanager
def _on_sqlite(url: URL, alone: bool) -> Iterator[bool]:
    with closing(sqlite3.connect(f"{url.database}.serving", isolation_level=None, timeout=0)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            yield False
        else:
            yield True


@contextmanager
def _on_postgres(url: URL, alone: bool) -> Iterator[bool]:
    # A connection of its own, outside every pool: it is open for as long as the lock is held.
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    word = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
    with engine.connect() as connection:
        yield bool(connection.execute(text(f"SELECT {word}(:key)"), {"key": _KEY}).scalar())


def refuse_taken(host: str, port: int) -> None:
    """Raises `Refusal` where something listens at the address already: two servers would share it and nobody would see."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":
            # What a server left behind that has just stopped is not in the way.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Refusal(
                "serving.port_taken", f"Another server runs at port {port} already. Stop that one, or choose another --port."
            ) from error
