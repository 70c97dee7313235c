"""A fresh phone that fetches everything, and one that is up to date and fetches ten changes."""

import random
from collections.abc import Iterator
from time import perf_counter

from outreach_app.bench import servers
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.installation import installed
from outreach_app.bench.traffic import Talking, batches

ROWS, CHANGES, PARTS = 5000, 10, 2
WORKERS = 2
DELTA_BYTES = 3000


def measure(*, runs: int, postgres: str | None) -> Iterator[Figure | Missing]:
    """Milliseconds, bytes and requests, on SQLite."""
    chance = random.Random(2)
    with installed(kits=ROWS, phones=2, parts=PARTS) as made, servers.product(made.environment, workers=WORKERS) as running:
        fresh, deltas = [], []
        for _ in range(runs):
            began = perf_counter()
            talking = Talking(running.port, made.phones[0])
            rows = talking.catch_up()
            fresh.append(((perf_counter() - began) * 1000, talking.received, talking.requests, rows))
            other = Talking(running.port, made.phones[1])
            other.catch_up()
            kits = chance.sample(list(made.kits), CHANGES)
            facts = [batches(made, other.phone, [kit], 1, chance)[0][0] for kit in kits]
            other.ask(other.prepared(facts))
            sent, received, requests = talking.sent, talking.received, talking.requests
            began = perf_counter()
            rows = talking.catch_up()
            if rows != CHANGES:
                raise RuntimeError(f"{rows} changes came instead of {CHANGES}")
            took = (perf_counter() - began) * 1000
            talking.connection.close()
            other.connection.close()
            deltas.append((took, talking.received - received, talking.requests - requests, talking.sent - sent))
    yield figure(f"fetch, {ROWS:,} rows: time", "ms", [one[0] for one in fresh])
    yield figure(f"fetch, {ROWS:,} rows: bytes received", "B", [one[1] for one in fresh])
    yield figure(f"fetch, {ROWS:,} rows: requests", "", [one[2] for one in fresh])
    yield figure(f"fetch, {CHANGES} changes: time", "ms", [one[0] for one in deltas])
    yield figure(
        f"fetch, {CHANGES} changes: bytes received",
        "B",
        [one[1] for one in deltas],
        limit=DELTA_BYTES,
        limit_is="aim",
        at_most=True,
    )
    yield figure(f"fetch, {CHANGES} changes: requests", "", [one[2] for one in deltas], limit=1, limit_is="aim", at_most=True)
    yield figure(f"fetch, {CHANGES} changes: bytes sent", "B", [one[3] for one in deltas])
