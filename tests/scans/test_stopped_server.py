"""A flood of scans is answered, and none is lost when the server is told to stop, whichever of its processes hears of it.

More ask at once than the server has threads, and some of them walk through codes that open nothing: those are not counted.
"""

import http.client
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from fixtures.demonstration import FILE
from fixtures.server import Server

SCANS, AT_ONCE = 480, 80
NOTHINGS = 4
PERSON = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/126.0"}


def asked(server: Server, query: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(server.data / FILE)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def stop_all(server: Server) -> None:
    server.stop()


def stop_the_first(server: Server) -> None:
    """As a service manager does that tells only the process which it began."""
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGTERM)
    server.process.wait(timeout=30)
    server.process = None


@pytest.mark.parametrize("stop", [stop_all, stop_the_first])
def test_what_was_answered_is_on_disk_when_the_server_has_stopped(
    demonstration: Server, stop: Callable[[Server], None]
) -> None:
    ((code,),) = asked(demonstration, "SELECT code FROM flyers ORDER BY code LIMIT 1")
    before = asked(demonstration, "SELECT coalesce(sum(count), 0) FROM scan_counts")[0][0]
    demonstration.workers = 2
    demonstration.start()

    def scan(number: int) -> int:
        typed = f"0NE{number}" if number % NOTHINGS == 0 else code
        connection = http.client.HTTPConnection("127.0.0.1", demonstration.port, timeout=30)
        with closing(connection):
            connection.request("GET", f"/q/{typed}", headers=PERSON)
            return connection.getresponse().status

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = Counter(people.map(scan, range(SCANS)))
    stop(demonstration)

    opened = SCANS - SCANS // NOTHINGS
    assert answers == {200: opened, 404: SCANS // NOTHINGS}
    assert asked(demonstration, "SELECT coalesce(sum(count), 0) FROM scan_counts")[0][0] == int(str(before)) + opened
