"""A throwaway PostgreSQL database: in a server that is named, or in a cluster of its own that flushes to disk."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from outreach_app import ids
from outreach_app.bench.servers import free_port
from outreach_app.problems import Refusal


class NotToBeHad(Exception):
    """There is no PostgreSQL here; the text says what is missing."""


@contextmanager
def postgres_database(server: str | None) -> Iterator[str]:
    """The address of an empty database that is dropped after the block; `server` is any address of the server to make it in.

    Raises `NotToBeHad` where none is named and none can be started.
    """
    if server is not None:
        with _database_in(server) as address:
            yield address
        return
    with _cluster() as own, _database_in(own) as address:
        yield address


@contextmanager
def _database_in(server: str) -> Iterator[str]:
    url = make_url(server).set(drivername="postgresql")
    name = sql.Identifier(made := f"outreach_bench_{ids.code(8).lower()}")
    try:
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(name))
            try:
                address = url.set(drivername="postgresql+psycopg", database=made)
                yield address.render_as_string(hide_password=False)
            finally:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
    except psycopg.OperationalError as error:
        raise Refusal("database.not_ready", f"PostgreSQL would not do it: {str(error).splitlines()[0]}") from error


@contextmanager
def _cluster() -> Iterator[str]:
    programs = _programs()
    if programs is None:
        raise NotToBeHad("PostgreSQL's server is not installed (Debian: apt-get install postgresql), and --postgres names none")
    folder = Path(tempfile.mkdtemp(prefix="outreach-bench-"))
    try:
        prefix = _owner(folder)
        port = free_port()
        data, log = folder / "data", folder / "log"
        _run(
            folder, *prefix, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        _run(folder, *prefix, programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(folder, *prefix, programs / "pg_ctl", "-D", data, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> list[str]:
    """What to run the programs under: the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError as error:
        raise NotToBeHad("root may not run PostgreSQL, and there is no user named postgres") from error
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(folder: Path, *words: object) -> None:
    # Output goes to a file: the server inherits what pg_ctl has open, and a pipe would be waited for until it ends.
    with (folder / "output").open("ab") as output:
        code = subprocess.run([*map(str, words)], stdout=output, stderr=output, cwd=folder).returncode
    if code:
        raise NotToBeHad(f"PostgreSQL could not be started: {(folder / 'output').read_text()[-500:]}")


def _programs() -> Path | None:
    """Where initdb and pg_ctl are: the newest of Debian's, or beside the one in the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None
