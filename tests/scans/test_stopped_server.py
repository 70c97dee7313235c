"""No scan that was answered is lost when the server is told to stop, whichever of its processes hears of it first."""

import os
import signal
import sqlite3
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from fixtures.demonstration import FILE
from fixtures.server import Server

SCANS = 240
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

    def scan(_number: int) -> int:
        request = urllib.request.Request(f"{demonstration.url}/q/{code}", headers=PERSON)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(scan, range(SCANS)))
    stop(demonstration)

    assert answers == [200] * SCANS
    assert asked(demonstration, "SELECT coalesce(sum(count), 0) FROM scan_counts")[0][0] == int(str(before)) + SCANS
