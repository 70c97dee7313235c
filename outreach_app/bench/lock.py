"""How long a library's lock was held for batches of facts, as the server's own log tells it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach_app.bench.figures import Figure, figure, percentile

HALF_MS, MOST_MS = 50, 250
"""Who waits for the lock gives up after five seconds: twenty of the longest must fit into them."""


def held_ms(log: Path) -> list[float]:
    """For each batch that was kept, in the order in which the server told of it."""
    told = (json.loads(line) for line in log.read_text().splitlines() if '"locked_ms"' in line)
    return [one["locked_ms"] for one in told]


def figures(name: str, runs: Sequence[Sequence[float]]) -> Iterator[Figure]:
    """Median and 99th percentile of each run."""
    for word, percent, limit in (("median", 50, HALF_MS), ("99th percentile", 99, MOST_MS)):
        values = [percentile(run, percent) for run in runs]
        yield figure(f"{name}: under the lock, {word}", "ms", values, limit=limit, limit_is="aim", at_most=True)
