"""What it costs in bytes to hand in a day's facts over 2G where a third of the connections is reset.

The phones are the field app's own program, and the network is the proxy that the tests have, so it needs a checkout.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from outreach_app import paths
from outreach_app.bench import servers
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.installation import Made, installed

KITS, FACTS = 40, 500
RESETS = 1 / 3
MOST_TIMES = 3
NAME = "2G, a third of the connections reset"


def measure(*, runs: int, postgres: str | None, facts: int = FACTS) -> Iterator[Figure | Missing]:
    """Bytes beside those of the facts themselves, and beside what they take on a network that is fine."""
    program = paths.TEMPLATES.parent / "tests" / "simulation" / "slow.py"
    if not program.is_file():
        yield Missing(NAME, "the field app's own program and the failing network are in a checkout of the sources only")
        return
    found = []
    for run in range(runs):
        with installed(kits=KITS, phones=2) as made, servers.product(made.environment, workers=1) as running:
            told = {**_told(made), "port": running.port, "facts": facts, "seed": run + 1, "resets": RESETS}
            words = [sys.executable, str(program), json.dumps(told)]
            done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    slow, fine = [one["slow"] for one in found], [one["fine"] for one in found]
    left = [one["left"] for one in slow]
    yield figure(f"{NAME}: facts that stayed on the phone", "", left, limit=0, limit_is="none", at_most=True)
    times = [one["bytes"] / one["payload"] for one in slow]
    yield figure(f"{NAME}: bytes sent", "× those of the facts", times, limit=MOST_TIMES, limit_is="aim", at_most=True)
    beside = [one["bytes"] / other["bytes"] for one, other in zip(slow, fine, strict=True)]
    yield figure(f"{NAME}: bytes sent, beside a network that is fine", "×", beside)
    yield figure(f"{NAME}: bytes of {facts} facts", "B", [one["payload"] for one in slow])
    yield figure(f"{NAME}: bytes sent, requests with their heads", "B", [one["bytes"] for one in slow])
    yield figure(f"{NAME}: requests", "", [one["requests"] for one in slow])
    yield figure(f"{NAME}: connections that were reset", "", [one["resets"] for one in found])
    yield figure(f"{NAME}: time, without waits between attempts", "s", [one["seconds"] for one in slow])


def _told(made: Made) -> dict[str, Any]:
    return {
        "people": [{"email": one.email, "password": one.password, "id": one.staff} for one in made.phones],
        "kits": [
            {"id": kit, "parts": [{"part": part, "count": count} for part, count in parts.items()]}
            for kit, parts in made.kits.items()
        ],
    }
