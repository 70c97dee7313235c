"""The rows of a package while it is looked at, on the disk: a package of any size needs little memory.

A database of its own, in a file that goes with it; none of the library's.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from outreach_app import json_text
from outreach_app.directory.linking import Key, Row

_TABLES = """
CREATE TABLE rows (
  number INTEGER PRIMARY KEY, entity TEXT NOT NULL, id TEXT NOT NULL, file TEXT NOT NULL, line INTEGER, place TEXT NOT NULL,
  position INTEGER NOT NULL, body TEXT NOT NULL, also_of TEXT NOT NULL, service TEXT, is_out INTEGER NOT NULL DEFAULT 0,
  UNIQUE (entity, id)
);
CREATE TABLE points (
  number INTEGER NOT NULL, field TEXT NOT NULL, of TEXT NOT NULL, of_id TEXT NOT NULL, is_needed INTEGER NOT NULL,
  is_held INTEGER NOT NULL
);
"""
_AT_ONCE = 2_000


class Spool:
    """Rows with their places, and to which others they point."""

    def __init__(self) -> None:
        # No name is a file of SQLite's own that is gone when it is closed.
        self.db = sqlite3.connect("", isolation_level=None)
        self.db.executescript(_TABLES)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("PRAGMA cache_size = -16384")
        self._count = 0
        self._rows: list[tuple[Any, ...]] = []
        self._points: list[tuple[Any, ...]] = []
        self.doubles: list[tuple[str, str, str, int | None, str]] = []
        """Rows whose entity and id another one had before: entity, id, file, line, place."""

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.db.close()

    def add(
        self,
        row: Row,
        file: str,
        line: int | None,
        place: str,
        points: Iterable[tuple[str, str, str, bool, bool]],
        *,
        is_out: bool = False,
    ) -> None:
        """Take a row; `points` are (field, entity, id, whether the row is nothing without it, whether it is held by it).

        One that is out comes in nowhere, and what points to it is known to.
        """
        self._count += 1
        also = json_text.write(sorted(row.also_of))
        body = "{}" if is_out else json_text.write(row.told)
        self._rows.append((self._count, row.entity, row.id, file, line, place, row.position, body, also, is_out))
        self._points += [(self._count, *one) for one in points]
        if len(self._rows) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was taken."""
        self.db.execute("BEGIN")
        self.db.executemany(
            "INSERT OR IGNORE INTO rows (number, entity, id, file, line, place, position, body, also_of, is_out)"
            " VALUES (?,?,?,?,?,?,?,?,?,?)",
            self._rows,
        )
        first = self._rows[0][0] if self._rows else 0
        taken = {number for (number,) in self.db.execute("SELECT number FROM rows WHERE number >= ?", (first,))}
        self.doubles += [(one[1], one[2], one[3], one[4], one[5]) for one in self._rows if one[0] not in taken]
        points = [one for one in self._points if one[0] in taken]
        self.db.executemany("INSERT INTO points VALUES (?,?,?,?,?,?)", points)
        self.db.execute("END")
        self._rows, self._points = [], []

    def index(self) -> None:
        """All rows are there: make what they point to quick to ask."""
        self.flush()
        self.db.execute("CREATE INDEX points_of ON points (of, of_id)")
        self.db.execute("CREATE INDEX points_number ON points (number)")

    def rows(self, *, of_services: bool) -> Iterator[tuple[str, Row]]:
        """The rows that come in, (service, row): those of no service as they came, or those of services, one after another."""
        where = "service IS NOT NULL ORDER BY service, number" if of_services else "service IS NULL ORDER BY number"
        query = f"SELECT service, entity, id, body, position, also_of FROM rows WHERE NOT is_out AND {where}"  # noqa: S608
        for service, entity, id_, body, position, also in self.db.execute(query):
            yield service or "", Row(entity, id_, json_text.read(body), position, _keys(also))

    def counts(self) -> dict[str, int]:
        """How many rows of each entity come in."""
        return dict(self.db.execute("SELECT entity, count(*) FROM rows WHERE NOT is_out GROUP BY entity"))

    def has(self, entity: str, id_: str) -> bool:
        """Whether a row is in the package, left out or not."""
        return self.db.execute("SELECT 1 FROM rows WHERE entity = ? AND id = ?", (entity, id_)).fetchone() is not None


def _keys(text: str) -> frozenset[Key]:
    return frozenset() if text == "[]" else frozenset((of, id_) for of, id_ in json_text.read(text))
