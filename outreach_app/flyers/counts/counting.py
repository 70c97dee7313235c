"""Counting scans: in memory first, and on disk in bulk soon after, so that a flood costs neither memory nor a write each.

A server's process has one `Scans`. Its thread writes every second, and a last time when the process was told to stop: the
server ends its main thread then, and Python waits for ours.
"""

import logging
import threading
from collections import Counter
from collections.abc import Mapping

from flask import Flask
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from outreach_app.db import writing
from outreach_app.flyers.codes import OF_A_FLYER
from outreach_app.flyers.counts.models import ScanCount
from outreach_app.problems import Refusal

log = logging.getLogger(__name__)
EVERY_SECONDS = 1.0
# More codes than these of one flyer are not opened by people on one day: whoever walks through codes makes no more rows.
MOST_OF_A_FLYER = 500
MOST_REMEMBERED = 20_000
TRIES_AT_THE_END = 5

Key = tuple[str, str, str]
"""Library, code, day."""


class Scans:
    """What was counted by this process and is not on disk yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._codes: dict[tuple[str, str, str], set[str]] = {}
        self._day = ""

    def note(self, library: str, code: str, day: str) -> None:
        """A person opened this code."""
        with self._lock:
            self._counts[library, self._kept(library, code, day), day] += 1

    def take(self) -> dict[Key, int]:
        """All that is not on disk yet; it is the caller's to write now."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return dict(taken)

    def put_back(self, counts: Mapping[Key, int]) -> None:
        """These could not be written."""
        with self._lock:
            self._counts.update(counts)

    def _kept(self, library: str, code: str, day: str) -> str:
        """The code, or its flyer's own where too many of that flyer's were opened already."""
        if day > self._day:
            self._codes, self._day = {}, day
        flyer = code[:OF_A_FLYER]
        known = self._codes.setdefault((library, flyer, day), set())
        if code in known:
            return code
        if len(known) >= MOST_OF_A_FLYER or sum(map(len, self._codes.values())) >= MOST_REMEMBERED:
            return flyer
        known.add(code)
        return code


def of(app: Flask) -> Scans:
    """The scans that this process counts."""
    scans: Scans = app.extensions["scans"]
    return scans


def write(app: Flask) -> bool:
    """Bring on disk what was counted; False where some could not be written and is kept for the next time."""
    scans = of(app)
    by_library: dict[str, dict[Key, int]] = {}
    for key, count in scans.take().items():
        by_library.setdefault(key[0], {})[key] = count
    is_all = True
    with app.app_context():
        for library, counts in by_library.items():
            try:
                add(library, counts)
            except (Refusal, SQLAlchemyError) as error:
                # The database is busy or away: nothing is lost, it comes with the next ones.
                log.warning("scans wait to be written: %s", type(error).__name__)
                scans.put_back(counts)
                is_all = False
    return is_all


def keep_writing(app: Flask) -> threading.Thread:
    """Write every second until the process ends, and what is left at its end."""

    def run() -> None:
        main = threading.main_thread()
        while main.is_alive():
            main.join(EVERY_SECONDS)
            write(app)
        for _try in range(TRIES_AT_THE_END):
            if write(app):
                return
        log.error("scans were not written: %s", sum(of(app).take().values()))

    # Not a daemon: Python waits for it when the server is told to stop.
    thread = threading.Thread(target=run, name="scans", daemon=False)
    thread.start()
    return thread


def add(library: str, counts: Mapping[Key, int]) -> None:
    """Add these to what is on disk."""
    with writing(library) as handle:
        connection = handle.session.connection()
        statement = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(ScanCount)
        statement = statement.on_conflict_do_update(
            index_elements=["library_id", "code", "day"], set_={"count": ScanCount.count + statement.excluded.count}
        )
        connection.execute(
            statement,
            [
                {"library_id": library, "code": code, "day": day, "count": count}
                for (_library, code, day), count in counts.items()
            ],
        )
