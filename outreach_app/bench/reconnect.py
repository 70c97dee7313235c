"""The end of a day: hundreds of phones find a network within the same minute, each with a day's facts."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter, sleep

from sqlalchemy import func, select

from outreach_app.bench import lock, servers
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.bench.traffic import BATCH, Busy, Talking, batches
from outreach_app.db import reading
from outreach_app.ledger.models import FactRow

WORKERS, TRAINERS = 2, 20
# Each phone tells of kits that its neighbours tell of too, so that facts arrive long after later ones.
KITS_OF_A_PHONE = 4
MOST_SECONDS = 5
"""For an exchange from its first byte to its last, waits that the server asked for not among them."""
NAME = "reconnecting"


@dataclass(frozen=True)
class Size:
    """How many phones come within how long."""

    phones: int = 500
    seconds: float = 60


@dataclass
class Seen:
    """What the phones met together."""

    exchanges: list[float] = field(default_factory=list)
    """Milliseconds of each that was answered."""
    refused: int = 0
    """Requests that were told to come again."""
    over: float = 0
    """Seconds from the first phone until the last one had all."""


def measure(*, runs: int, postgres: str | None, size: Size = Size()) -> Iterator[Figure | Missing]:
    """On SQLite, once however many runs are asked for, since one takes over a minute."""
    kits = size.phones
    with installed(kits=kits, phones=size.phones, trainers=min(TRAINERS, size.phones)) as made:
        log = made.folder / "server.log"
        with servers.product(made.environment, workers=WORKERS, log=log) as running:
            seen = _evening(made, running.port, size)
        kept = _kept(made)
        held = lock.held_ms(log)
    sent = size.phones * BATCH
    at_all = f"{size.phones} phones with {BATCH} facts each"
    yield figure(f"{NAME}, {at_all}: facts in the ledger", "", [kept], limit=sent, limit_is="all")
    yield figure(f"{NAME}: until all are in", "s", [seen.over])
    yield figure(f"{NAME}: an exchange, median", "ms", [percentile(seen.exchanges, 50)])
    slowest = [percentile(seen.exchanges, 99)]
    most = MOST_SECONDS * 1000
    yield figure(f"{NAME}: an exchange, 99th percentile", "ms", slowest, limit=most, limit_is="aim", at_most=True)
    again = f"{NAME}: requests told to come again"
    yield figure(again, "", [seen.refused], limit=size.phones, limit_is="one a phone", at_most=True)
    yield from lock.figures(NAME, [held])


def _evening(made: Made, port: int, size: Size) -> Seen:
    chance = random.Random(3)
    kits = list(made.kits)
    lanes = []
    cursors: dict[str, str | None] = {}
    for number, phone in enumerate(made.phones):
        talking = Talking(port, phone)
        if phone.staff not in cursors:
            talking.catch_up()
            cursors[phone.staff] = talking.cursor
            talking.connection.close()
        # Whoever has the same trainer sees the same, and has its rows from before.
        talking.cursor = cursors[phone.staff]
        mine = [kits[(number + other) % len(kits)] for other in range(KITS_OF_A_PHONE)]
        (facts,) = batches(made, phone, mine, 1, chance)
        lanes.append((chance.uniform(0, size.seconds), talking, talking.prepared(facts), random.Random(number)))
    seen, guard = Seen(), threading.Lock()
    began = perf_counter()
    with ThreadPoolExecutor(max_workers=len(lanes)) as pool:
        coming = [pool.submit(_come, *lane, seen, guard) for lane in lanes]
    seen.over = perf_counter() - began
    for one in coming:
        one.result()
    return seen


def _come(after: float, talking: Talking, request: bytes, chance: random.Random, seen: Seen, guard: threading.Lock) -> None:
    """One phone: it hands in, fetches until there is no more, and comes again when it is told to."""
    sleep(after)
    try:
        while True:
            began = perf_counter()
            try:
                more = talking.has_more(talking.ask(request))
            except Busy as busy:
                with guard:
                    seen.refused += 1
                sleep(busy.seconds * (1 + chance.random() / 2))
                continue
            with guard:
                seen.exchanges.append((perf_counter() - began) * 1000)
            if not more:
                return
            request = talking.prepared([])
    finally:
        talking.connection.close()


def _kept(made: Made) -> int:
    with reading(made.library) as session:
        return session.scalar(select(func.count(FactRow.id))) or 0
