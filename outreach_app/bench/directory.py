"""The referral directory: a neighbour's package of every table brought in, searching it, and what it weighs on a phone."""

import csv
import gzip
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import event, select

from outreach_app.bench import neighbours
from outreach_app.bench.clusters import NotToBeHad, postgres_database
from outreach_app.bench.desk import quiet
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import installed
from outreach_app.db import db, reading
from outreach_app.directory import search
from outreach_app.directory.feed import LISTINGS
from outreach_app.directory.intake import bringing
from outreach_app.directory.intake.files import package_of
from outreach_app.directory.models import Listing
from outreach_app.directory.search import Wanted
from outreach_app.feed.models import FeedRow

SERVICES, ON_A_PHONE, SEARCHES = 10_000, 5_000, 200
MOST_MS = 30
SOURCE = "neighbours"
# What a process held at most, by its own account: the system's counts what its parent held when it was started too.
_PEAK = "import re; print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])"
_READ = f"""
import csv, pathlib, sys
for file in pathlib.Path(sys.argv[1]).iterdir():
    with file.open(encoding="utf-8", newline="") as raw:
        for row in csv.DictReader(raw):
            pass
{_PEAK}
"""
_START = """
import sys
from outreach_app.app import create_app
from outreach_app.db import reading
from outreach_app.directory.intake import bringing
from outreach_app.directory.intake.files import package_of
from pathlib import Path
app = create_app()
with app.app_context():
"""
_BRING_IN = f"""{_START}
    library, there = sys.argv[2], bringing.there(sys.argv[2])
    with package_of(Path(sys.argv[1]), there, "{SOURCE}") as given:
        bringing.bring_in(library, given.package, "{SOURCE}", agreed=None, by=None)
{_PEAK}
"""
_STAND = f"""{_START}
    pass
{_PEAK}
"""


@dataclass
class Took:
    """What a run took."""

    rows_per_second: float = 0.0
    again: float = 0.0
    longest_ms: float = 0.0
    searches: list[float] = field(default_factory=list)
    bytes_sent: int = 0
    bytes_packed: int = 0


def measure(*, runs: int, postgres: str | None, services: int = SERVICES) -> Iterator[Figure | Missing]:
    """Bringing it in and searching it, on SQLite and on PostgreSQL; its memory and its weight once."""
    with TemporaryDirectory(prefix="outreach-neighbours-") as name, quiet():
        folder = Path(name)
        count = neighbours.write(folder, services)
        floor = [count / _seconds_of_csv(folder) for _ in range(runs)]
        yield figure(f"directory, the csv module reads {services:,} services' tables", "rows/s", floor)
        took = [_took(None, folder, services, count) for _ in range(runs)]
        yield from _figures("SQLite", took)
        yield from _weight(took, services)
        yield from _memory(folder, services)
        try:
            some = []
            for _ in range(runs):
                with postgres_database(postgres) as address:
                    some.append(_took(address, folder, services, count))
            yield from _figures("PostgreSQL", some)
        except NotToBeHad as absent:
            yield Missing("directory, PostgreSQL", str(absent))


def _figures(where: str, took: list[Took]) -> Iterator[Figure]:
    yield figure(f"directory, {where}, brought in", "rows/s", [one.rows_per_second for one in took])
    yield figure(f"directory, {where}, the same again", "rows/s", [one.again for one in took])
    yield figure(f"directory, {where}, longest transaction", "ms", [one.longest_ms for one in took])
    slow = [percentile(one.searches, 95) for one in took]
    yield figure(f"directory, {where}, search: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)


def _weight(took: list[Took], services: int) -> Iterator[Figure]:
    count = min(services, ON_A_PHONE)
    yield figure(f"directory on a phone, {count:,} listings: rows", "B", [one.bytes_sent for one in took])
    yield figure(f"directory on a phone, {count:,} listings: gzipped", "B", [one.bytes_packed for one in took])


def _memory(folder: Path, services: int) -> Iterator[Figure | Missing]:
    """The most that a process holds which brings it in, beside one that only starts and one that reads the tables."""
    if sys.platform != "linux":
        yield Missing("directory, memory", "only Linux tells what a process held at most")
        return
    with installed(kits=0, phones=0) as made:
        environment, given = dict(made.environment), [str(folder), made.library]
        stands, reads, brings = (_peak_of(code, given, environment) for code in (_STAND, _READ, _BRING_IN))
    yield figure("directory, memory: the application, started", "MB", [stands])
    yield figure(f"directory, memory: {services:,} services' tables read by csv, at most", "MB", [reads])
    yield figure("directory, memory: brought in, at most", "MB", [brings])


def _peak_of(code: str, given: list[str], environment: dict[str, str]) -> float:
    done = subprocess.run([sys.executable, "-c", code, *given], env=environment, stdout=subprocess.PIPE, check=True)
    return int(done.stdout.split()[-1]) / 1024


def _took(database_url: str | None, folder: Path, services: int, count: int) -> Took:
    took, chance = Took(), random.Random(7)
    with installed(kits=0, phones=0, database_url=database_url) as made:
        took.rows_per_second = count / _bring_in(made.library, folder, took)
        took.again = count / _bring_in(made.library, folder, None)
        with reading(made.library) as session:
            words = sorted({word for text in session.scalars(select(Listing.other_words).limit(200)) for word in text.split()})
            for number in range(SEARCHES):
                asked = " ".join(_asked(chance.choice(words), chance, number) for _word in range(1 + number % 2))
                began = perf_counter()
                search.search(session, Wanted(asked))
                took.searches.append((perf_counter() - began) * 1000)
            query = select(FeedRow.row).where(FeedRow.collection == LISTINGS).limit(ON_A_PHONE)
            sent = "\n".join(row for row in session.scalars(query) if row).encode()
        took.bytes_sent, took.bytes_packed = len(sent), len(gzip.compress(sent, 3))
    return took


def _asked(word: str, chance: random.Random, number: int) -> str:
    """A word as people type it: to its end, to its middle, or with two letters the wrong way round."""
    if number % 5 == 0 and len(word) > 4:
        at = chance.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word if number % 2 else word[: max(3, len(word) // 2)]


def _bring_in(library: str, folder: Path, took: Took | None) -> float:
    began = perf_counter()
    with package_of(folder, bringing.there(library), SOURCE) as given, _watched(took):
        bringing.bring_in(library, given.package, SOURCE, agreed=None, by=None)
    return perf_counter() - began


@contextmanager
def _watched(took: Took | None) -> Iterator[None]:
    """How long the longest transaction that writes takes: so long nobody else can."""
    if took is None:
        yield
        return
    began = dict[int, float]()

    def begin(connection: object) -> None:
        began[id(connection)] = perf_counter()

    def commit(connection: object) -> None:
        took.longest_ms = max(took.longest_ms, (perf_counter() - began[id(connection)]) * 1000)

    event.listen(db.engine, "begin", begin)
    event.listen(db.engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(db.engine, "begin", begin)
        event.remove(db.engine, "commit", commit)


def _seconds_of_csv(folder: Path) -> float:
    began = perf_counter()
    for file in folder.iterdir():
        with file.open(encoding="utf-8", newline="") as raw:
            for _row in csv.DictReader(raw):
                pass
    return perf_counter() - began
