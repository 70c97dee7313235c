"""Scans of a flyer's code: how many are answered in a second beside a bare route, how long at half of that, and none lost."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from outreach_app import ids
from outreach_app.bench import servers
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.db import reading, writing
from outreach_app.flyers import editing, queries
from outreach_app.flyers.counts.models import ScanCount
from outreach_app.flyers.models import NOWHERE, Words

PEOPLE, SECONDS, WARM = 8, 4.0, 200
SHARE, MOST_MS, MOST_BYTES = 0.5, 50, 15_000
NAME = "scans of a code, SQLite"
_PERSON = "Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko/126.0 Firefox/126.0"


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """Both servers have one worker and are asked by as many people, one after the other in each run."""
    with installed(kits=1, phones=1) as made:
        code, floors, rates, slow, lost, heavy = _with_a_flyer(made), [], [], [], [], []
        for run in range(runs):
            with servers.floor(made.folder / f"floor-{run}.sqlite3", workers=1) as bare:
                floors.append(_rate(bare.port, "/page"))
            before, answered = _kept(made), 0
            with servers.product(made.environment, workers=1) as running:
                asked = _asked(running.port, f"/q/{code}", SECONDS)
                rates.append(len(asked) / SECONDS)
                paced = _asked(running.port, f"/q/{code}", SECONDS, pace=PEOPLE / (rates[-1] / 2))
                slow.append(percentile([took * 1000 for took in paced], 99))
                answered = len(asked) + len(paced) + 2 * WARM
                heavy.append(float(_weight(running.port, f"/q/{code}")))
                answered += 1
            # The server has stopped by now, as a service manager stops it.
            lost.append(float(answered - (_kept(made) - before)))
    yield figure(f"{NAME}: a bare route beside it", "/s", floors)
    yield figure(f"{NAME}: answered", "/s", rates)
    shares = [rate / floor for rate, floor in zip(rates, floors, strict=True)]
    yield figure(f"{NAME}: share of the bare route", "", shares, limit=SHARE, limit_is="aim")
    yield figure(f"{NAME}: 99th percentile at half of that", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)
    yield figure(f"{NAME}: not on disk once it was stopped", "", lost, limit=0, limit_is="aim", at_most=True)
    told = f"{NAME}: the page and its headers, not compressed"
    yield figure(told, "B", heavy, limit=MOST_BYTES, limit_is="aim", at_most=True)


def _with_a_flyer(made: Made) -> str:
    words = {"en": Words(title="Borrow the internet", text="Take a hotspot home for three weeks.", action="")}
    days = dict.fromkeys(("valid_from", "valid_until", "on", "starts", "ends"))
    id_ = ids.new()
    with writing(made.library) as handle:
        editing.add_flyer(handle, id_, by=None, texts=words, template="handout", target=NOWHERE, address="", place="", **days)
    with reading(made.library) as session:
        flyer = queries.flyer(session, id_)
        assert flyer is not None
        return flyer.code


def _kept(made: Made) -> int:
    with reading(made.library) as session:
        return int(session.scalar(select(func.sum(ScanCount.count))) or 0)


def _weight(port: int, path: str) -> int:
    """How many bytes come over the wire in all to somebody whose phone takes nothing compressed."""
    request = f"GET {path} HTTP/1.1\r\nHost: {servers.HOST}\r\nUser-Agent: {_PERSON}\r\n\r\n".encode()
    with socket.create_connection((servers.HOST, port), timeout=30) as connection:
        return _answer(connection, request)


def _rate(port: int, path: str) -> float:
    return len(_asked(port, path, SECONDS)) / SECONDS


def _asked(port: int, path: str, seconds: float, *, pace: float = 0.0) -> list[float]:
    """How long each answer took, for so many seconds, asked by PEOPLE at once; with `pace` each asks so often at most."""
    request = f"GET {path} HTTP/1.1\r\nHost: {servers.HOST}\r\nUser-Agent: {_PERSON}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with ThreadPoolExecutor(PEOPLE) as people:
        begun = [people.submit(_one, port, request, seconds, pace, WARM // PEOPLE) for _ in range(PEOPLE)]
        return [took for one in begun for took in one.result()]


def _one(port: int, request: bytes, seconds: float, pace: float, warm: int) -> list[float]:
    took: list[float] = []
    with socket.create_connection((servers.HOST, port), timeout=30) as connection:
        for _ in range(warm):
            _answer(connection, request)
        began = time.perf_counter()
        due = began
        while (now := time.perf_counter()) < began + seconds:
            if pace:
                time.sleep(max(0.0, due - now))
                now, due = max(now, due), due + pace
            _answer(connection, request)
            took.append(time.perf_counter() - now)
    return took


def _answer(connection: socket.socket, request: bytes) -> int:
    """Send it and read the answer whole; how long that was. Raises `RuntimeError` where it is no 200."""
    connection.sendall(request)
    said = connection.recv(65536)
    while b"\r\n\r\n" not in said:
        said += connection.recv(65536)
    head, _, body = said.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"the server answered {head[:60]!r}")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(65536))
    return len(head) + 4 + length
