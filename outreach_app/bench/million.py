"""A library with a million facts: whether pushing, fetching, the desk and a check still work, and in how much memory.

What it takes is held against the same library in the same run before it was filled: nothing may hang on how much lies
in the ledger. The facts come in by the ledger's own way, the rest is asked of real processes.
"""

import os
import random
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar
from time import perf_counter
from urllib.parse import urlencode

from outreach_app import clock, ids
from outreach_app.accounts import people
from outreach_app.accounts.models import ADMIN
from outreach_app.bench import desk, servers
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, Phone, installed
from outreach_app.bench.servers import HOST, Running
from outreach_app.bench.traffic import BATCH, Talking, batches
from outreach_app.db import writing
from outreach_app.feed import rows

WORKERS, PARTS = 2, 4
ASKED, FETCHED = 20, 5
MOST_OF_A_WORKER, MOST_OF_A_CHECK = 256 * 2**20, 1024 * 2**20
"""Bytes of memory at the most: a small server has two workers and 2 GB."""
MOST_TIMES = 2
"""So many times what it took before."""
EMAIL, PASSWORD = "admin@example.org", ids.token()
PAGES = ("/", "/inbox", "/kits", "/discrepancies")


@dataclass(frozen=True)
class Size:
    """How much the library has; `pushed` batches are sent before and after."""

    facts: int = 1_000_000
    kits: int = 2_000
    phones: int = 50
    pushed: int = 30


@dataclass(frozen=True)
class Seen:
    """What the processes took at one time, in milliseconds and bytes."""

    push: float
    fetch: float
    rows: int
    pages: Mapping[str, float]
    memory: int | None


def measure(*, runs: int, postgres: str | None, size: Size = Size()) -> Iterator[Figure | Missing]:
    """On SQLite, once however many runs are asked for, since one takes many minutes."""
    name = f"{size.facts:,} facts"
    chance = random.Random(3)
    with installed(kits=size.kits, phones=size.phones, parts=PARTS) as made:
        made = replace(made, began=clock.now() - desk.DAYS, pace=desk.DAYS / size.facts)
        with writing(made.library) as handle:
            admin = people.add_staff(handle, email=EMAIL, name="Admin", role=ADMIN, password=PASSWORD)
            rows.publish(handle, "people", admin.id, people.person_row(admin))
        before = _seen(made, size, chance)
        began = perf_counter()
        with desk.quiet():
            desk.fill(made, desk.Size(size.kits, size.facts))
        filled = perf_counter() - began
        after = _seen(made, size, chance)
        took, peak, outcome = _checked(made)
        on_disk = sum(file.stat().st_size for file in made.folder.glob("*.sqlite3*"))
    yield figure(f"{name}: until they were in the ledger", "s", [filled])
    yield figure(f"{name}: database", "MB", [on_disk / 2**20])
    yield _beside(f"{name}: a batch of {BATCH} pushed, median", after.push, before.push)
    yield _beside(f"{name}: a fresh phone’s fetch of {after.rows:,} rows, median", after.fetch, before.fetch)
    for page in PAGES:
        yield _beside(f"{name}: {page}, median", after.pages[page], before.pages[page])
    if after.memory is None or peak is None:
        yield Missing(f"{name}: memory", "this system does not tell what a process takes")
    else:
        most = figure_of_memory(f"{name}: the largest worker’s memory at its most", after.memory, MOST_OF_A_WORKER)
        yield most
        yield figure_of_memory(f"{name}: rebuild --check, memory at its most", peak, MOST_OF_A_CHECK)
    yield figure(f"{name}: rebuild --check", "s", [took])
    yield figure(f"{name}: rebuild --check, exit code", "", [outcome], limit=0, limit_is="nothing differs", at_most=True)


def figure_of_memory(name: str, taken: int, most: int) -> Figure:
    """Bytes that were taken, in MB, beside the aim."""
    return figure(name, "MB", [taken / 2**20], limit=most / 2**20, limit_is="aim", at_most=True)


def _beside(name: str, after: float, before: float) -> Figure:
    return figure(name, "ms", [after], limit=MOST_TIMES * before, limit_is=f"{MOST_TIMES} × before", at_most=True)


def _seen(made: Made, size: Size, chance: random.Random) -> Seen:
    """What one connection and one coordinator meet at a server that was started for them."""
    with servers.product(made.environment, workers=WORKERS) as running:
        phone = made.phones[0]
        fetching = [_fetch(running, phone) for _ in range(FETCHED)]
        talking = Talking(running.port, phone)
        fetched, took = talking.catch_up(), []
        for facts in batches(made, phone, list(made.kits), size.pushed, chance):
            request = talking.prepared(facts)
            began = perf_counter()
            talking.ask(request)
            took.append((perf_counter() - began) * 1000)
        talking.connection.close()
        pages = _pages(running)
        return Seen(percentile(took, 50), percentile(fetching, 50), fetched, pages, running.peak_bytes())


def _fetch(running: Running, phone: Phone) -> float:
    talking = Talking(running.port, phone)
    began = perf_counter()
    talking.catch_up()
    took = (perf_counter() - began) * 1000
    talking.connection.close()
    return took


def _pages(running: Running) -> dict[str, float]:
    at = f"http://{HOST}:{running.port}"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{at}/sign-in") as page:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    typed = {"csrf_token": found[1] if found else "", "email": EMAIL, "password": PASSWORD}
    browser.open(f"{at}/sign-in", urlencode(typed).encode()).close()
    told = {}
    for path in PAGES:
        took = []
        for _ in range(ASKED):
            began = perf_counter()
            with browser.open(f"{at}{path}") as page:
                page.read()
            took.append((perf_counter() - began) * 1000)
        told[path] = percentile(took, 50)
    return told


def _checked(made: Made) -> tuple[float, int | None, int]:
    """Seconds, bytes of memory at the most, and the exit code of `outreach rebuild --check`."""
    command = [sys.executable, "-c", "from outreach_app.cli import main; main()", "rebuild", "--check"]
    began = perf_counter()
    process = subprocess.Popen(command, env=dict(made.environment), stdout=subprocess.DEVNULL)
    if sys.platform != "linux":
        outcome = process.wait()
        return perf_counter() - began, None, outcome
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return perf_counter() - began, used.ru_maxrss * 1024, process.returncode
