"""Facts a second: pushed, checked, folded, published, committed; beside the bare route in the same run."""

import http.client
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from outreach_app.bench import lock, servers
from outreach_app.bench.clusters import NotToBeHad, postgres_database
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.installation import Made, installed
from outreach_app.bench.servers import HOST, Running
from outreach_app.bench.traffic import BATCH, Talking, batches

KITS, WORKERS = 500, 2
CONNECTIONS = (1, 4)
BATCHES = 20
AIM = 3
"""The product may take so many times as long as the floor."""


@dataclass
class Run:
    """One run: facts a second, and processor seconds of server and load for a thousand facts."""

    rate: float
    server: float | None
    load: float


Send = Callable[[], None]


@dataclass
class Lane:
    """What one connection is to send, one after another."""

    connection: http.client.HTTPConnection
    sends: list[Send]


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """The figures on SQLite and on PostgreSQL."""
    with installed(kits=KITS, phones=max(CONNECTIONS)) as made:
        floors, figures = _on("SQLite", made, runs, with_floor=True)
        yield from figures
    try:
        with (
            postgres_database(postgres) as address,
            installed(kits=KITS, phones=max(CONNECTIONS), database_url=address) as made,
        ):
            yield from _on("PostgreSQL", made, runs, with_floor=False, floors=floors)[1]
    except NotToBeHad as absent:
        yield Missing("push, PostgreSQL", str(absent))


def _on(
    where: str, made: Made, runs: int, *, with_floor: bool, floors: dict[int, list[Run]] | None = None
) -> tuple[dict[int, list[Run]], list[Figure]]:
    ours: dict[int, list[Run]] = {many: [] for many in CONNECTIONS}
    bare: dict[int, list[Run]] = floors or {many: [] for many in CONNECTIONS}
    chance = random.Random(1)
    log = made.folder / "server.log"
    held: dict[int, list[list[float]]] = {many: [] for many in CONNECTIONS}
    with servers.product(made.environment, workers=WORKERS, log=log) as running, _floor(made.folder, with_floor) as ground:
        _run(running, _phones(made, running, 1, chance))  # the first pages, statements and caches
        for _ in range(runs):
            for many in CONNECTIONS:
                ours[many].append(_run(running, _phones(made, running, many, chance)))
                held[many].append(lock.held_ms(log)[-many * BATCHES :])
                if ground:
                    bare[many].append(_run(ground, _bare(made, ground, many, chance)))
    found = []
    for many in CONNECTIONS:
        name = f"push, {where}, {many} connection{'s' if many > 1 else ''}"
        beneath = figure("", "", [run.rate for run in bare[many]])
        if with_floor:
            found.append(figure(f"{name}: the floor", "facts/s", [run.rate for run in bare[many]]))
        rates = [run.rate for run in ours[many]]
        found.append(figure(name, "facts/s", rates, limit=beneath.value / AIM, limit_is="a third of the floor"))
        for word, told in (("server", ours), ("floor’s server", bare if with_floor else {})):
            seconds = [run.server for run in told.get(many, []) if run.server is not None]
            if seconds:
                found.append(figure(f"{name}: {word}’s processor time", "s per 1,000 facts", seconds))
        found.append(figure(f"{name}: load’s processor time", "s per 1,000 facts", [run.load for run in ours[many]]))
        found += lock.figures(name, held[many])
    return bare, found


@contextmanager
def _floor(folder: Path, wanted: bool) -> Iterator[Running | None]:
    if not wanted:
        yield None
        return
    with servers.floor(folder / "floor.sqlite3", workers=WORKERS) as ground:
        yield ground


def _phones(made: Made, running: Running, many: int, chance: random.Random) -> list[Lane]:
    """What each connection is to send; all of it made before time is taken."""
    kits = list(made.kits)
    lanes = []
    for number in range(many):
        talking = Talking(running.port, made.phones[number])
        talking.catch_up()
        requests = [talking.prepared(batch) for batch in batches(made, talking.phone, kits[number::many], BATCHES, chance)]
        lanes.append(Lane(talking.connection, [_asking(talking, request) for request in requests]))
    return lanes


def _asking(talking: Talking, request: bytes) -> Send:
    def send() -> None:
        talking.ask(request)

    return send


def _bare(made: Made, ground: Running, many: int, chance: random.Random) -> list[Lane]:
    kits = list(made.kits)
    lanes = []
    for number in range(many):
        connection = http.client.HTTPConnection(HOST, ground.port, timeout=60)
        talking = Talking(ground.port, made.phones[number])
        bodies = [
            talking.prepared(batch) + b',"cursor":null}'
            for batch in batches(made, talking.phone, kits[number::many], BATCHES, chance)
        ]
        lanes.append(Lane(connection, [_posting(connection, body) for body in bodies]))
    return lanes


def _posting(connection: http.client.HTTPConnection, body: bytes) -> Send:
    def send() -> None:
        connection.request("POST", "/sync", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"the floor answered {response.status}")
        response.read()

    return send


def _run(running: Running, lanes: Sequence[Lane]) -> Run:
    faults: list[BaseException] = []

    def go(lane: Lane) -> None:
        try:
            for send in lane.sends:
                send()
        except (OSError, RuntimeError, http.client.HTTPException) as fault:
            faults.append(fault)
        finally:
            lane.connection.close()

    threads = [threading.Thread(target=go, args=(lane,)) for lane in lanes]
    server, load, began = running.cpu_seconds(), process_time(), perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, used = perf_counter() - began, process_time() - load
    if faults:
        raise faults[0]
    thousands = sum(len(lane.sends) for lane in lanes) * BATCH / 1000
    after = running.cpu_seconds()
    spent = (after - server) / thousands if after is not None and server is not None else None
    return Run(thousands * 1000 / took, spent, used / thousands)
