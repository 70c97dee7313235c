"""A portable copy of everything: a zip of JSON lines a table, with the photos.

It is read in one snapshot while the server goes on, and can be restored into either kind of database. A restored
library has a new epoch, by which its phones know that they are to send again what the copy may lack.
"""

import base64
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import MetaData, Table, select
from sqlalchemy.engine import Connection

from outreach_app import clock, ids, schema
from outreach_app.db import db
from outreach_app.directory import words
from outreach_app.photos.storage import storage_of
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

FORMAT = 1
AT_ONCE = 500
# Alembic's own is told by the revision; failures of the last minutes are nothing to keep, and
# photos that are not whole yet come again.
LEFT_OUT = {"alembic_version", "sign_in_failures", "photo_pieces"}
# The index of words, each database's own kind of tables: it is made anew from the listings.
_INDEX = words.TABLE


def backup(file: Path, settings: Settings) -> dict[str, int]:
    """Write the copy, whole or not at all; gives the number of rows of each table, and of photos."""
    schema.require_head()
    # It holds what people wrote and who signs in: nobody else on this machine is to read it.
    unfinished = file.with_name(f"{file.name}.{ids.new()}")
    counts: dict[str, int] = {}
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, _snapshot() as connection:
                for table in tables(connection):
                    with packed.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
                        counts[table.name] = _write_rows(connection, table, lines)
                counts["photos"] = _write_photos(packed, settings)
                told = {"format": FORMAT, "revision": schema.head(), "made_at": clock.text(clock.now()), "rows": counts}
                packed.writestr("backup.json", json.dumps(told, indent=1))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise Refusal("backup.failed", f"The backup could not be written to {file}: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def described(file: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises `Refusal` "backup.failed" where it is none, or of a newer version."""
    try:
        with zipfile.ZipFile(file) as packed:
            told: dict[str, Any] = json.loads(packed.read("backup.json"))
            broken = packed.testzip()
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refusal("backup.failed", f"{file} is no whole backup of outreach; nothing was changed.") from error
    if broken is not None:
        raise Refusal("backup.failed", f"{file} is damaged at {broken}; nothing was changed.")
    if told.get("format") != FORMAT or told.get("revision") not in schema.known():
        raise Refusal(
            "backup.failed", "This backup was made by a newer version of outreach. Install that one; nothing was changed."
        )
    return told


def _snapshot() -> Connection:
    connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection


def tables(connection: Connection, *, everything: bool = False) -> list[Table]:
    """The tables that are copied, or all that there are, as the database has them; those first that others name."""
    there = MetaData()
    there.reflect(connection)
    return [
        table for table in there.sorted_tables if everything or not (table.name in LEFT_OUT or table.name.startswith(_INDEX))
    ]


def _write_rows(connection: Connection, table: Table, lines: IO[bytes]) -> int:
    count = 0
    query = select(table).order_by(*table.primary_key)
    found = connection.execution_options(yield_per=AT_ONCE).execute(query)
    for row in found.mappings():
        told = {name: _plain(value) for name, value in row.items()}
        lines.write(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()}
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    return value


def value(told: Any, *, sqlite: bool) -> Any:
    """What a backup says of a column, as the database takes it."""
    if not isinstance(told, dict):
        return told
    if "bytes" in told:
        return base64.b64decode(told["bytes"])
    moment = datetime.fromisoformat(told["moment"])
    return moment.replace(tzinfo=None) if sqlite else moment


def _write_photos(packed: zipfile.ZipFile, settings: Settings) -> int:
    place, count = storage_of(settings), 0
    for name in place.names():
        raw = place.get(name)
        if raw is not None:
            packed.writestr(zipfile.ZipInfo(f"photos/{name}"), raw)
            count += 1
    return count
