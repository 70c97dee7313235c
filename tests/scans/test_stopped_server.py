"""A flood of scans is answered, and none is lost when the server is told to stop, whichever of its processes hears of it.

More ask at once than the server has threads, and some of them walk through codes that open nothing: those are not counted.
"""

import http.client
import json
import os
import re
import signal
import socket
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
MOST_BYTES = 15_000
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


def test_every_page_behind_a_flyers_code_is_light_over_the_wire_and_asks_for_no_more(demonstration: Server) -> None:
    flyers = asked(demonstration, "SELECT code, texts FROM flyers")
    demonstration.start()
    heaviest = 0
    for code, texts in flyers:
        for spoken in json.loads(str(texts)):
            # As a phone asks that takes nothing compressed.
            told = f"GET /q/{code}?lang={spoken} HTTP/1.1\r\nHost: {demonstration.url}\r\nConnection: close\r\n\r\n"
            with socket.create_connection(("127.0.0.1", demonstration.port), timeout=30) as connection:
                connection.sendall(told.encode())
                answer = b"".join(iter(lambda connection=connection: connection.recv(65536), b""))
            assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
            asks = re.findall(
                rb'<(?:script|iframe|object|link rel="stylesheet")|(?:src|srcset)="(?!/q/[^"]+/pictures/)[^"]*"', answer
            )
            assert asks == []
            heaviest = max(heaviest, len(answer))
    assert MOST_BYTES / 4 < heaviest < MOST_BYTES


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
