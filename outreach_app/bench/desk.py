"""The desk's pages over a large library: what each costs the server, and how often it asks the database.

A page is asked for inside this process, so that only the server's own work is in the time. Queries are held against
those of the same page over a small library: a page that asks more when there is more is found at once.
"""

import logging
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, select

from outreach_app import clock, ids
from outreach_app.accounts import people
from outreach_app.accounts.models import ADMIN
from outreach_app.bench.clusters import NotToBeHad, postgres_database
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.bench.traffic import BATCH, batches
from outreach_app.db import db, reading, writing
from outreach_app.kits.models import KitPart
from outreach_app.ledger import recording
from outreach_app.ledger.discrepancies import OPEN
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.models import DiscrepancyRow

MOST_MS = 50
PHONES = 4
DAYS = timedelta(days=100)
# Not of the desk: phones, the app's shell, machines that look on.
NOT_PAGES = {"api", "pwa", "health", "static"}


@dataclass(frozen=True)
class Size:
    """How much the library has; each kit has 20 parts."""

    kits: int
    facts: int
    parts: int = 20
    asked: int = 20
    """How often a page is asked for in a run; it is asked for once before, uncounted."""
    missing_one_in: int = 50
    """One return in so many lacks a part."""


# The small one has as many open questions as a page needs to show all that it can.
LARGE, SMALL = Size(1_000, 100_000), Size(20, 400, asked=1, missing_one_in=4)


@dataclass(frozen=True)
class Seen:
    """What one page took: milliseconds of each time that it was asked for, and its queries."""

    milliseconds: list[float]
    queries: int


def measure(*, runs: int, postgres: str | None, large: Size = LARGE, small: Size = SMALL) -> Iterator[Figure | Missing]:
    """Time and queries of every page, on SQLite and on PostgreSQL."""
    yield from figures("desk, SQLite", _pages(None, small, 1)[0], _pages(None, large, runs))
    try:
        with postgres_database(postgres) as address:
            few = _pages(address, small, 1)[0]
        with postgres_database(postgres) as address:
            many = _pages(address, large, runs)
        yield from figures("desk, PostgreSQL", few, many)
    except NotToBeHad as absent:
        yield Missing("desk, PostgreSQL", str(absent))


def figures(of: str, few: Mapping[str, Seen], many: list[dict[str, Seen]]) -> Iterator[Figure]:
    """Time and queries of each page, beside the aim and what it asks where there is little."""
    for page in many[0]:
        slow = [percentile(run[page].milliseconds, 95) for run in many]
        name = f"{of}, {page}"
        yield figure(f"{name}: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)
        asked = [float(run[page].queries) for run in many]
        if page in few:
            yield figure(f"{name}: queries", "", asked, limit=few[page].queries, limit_is="with few rows", at_most=True)
        else:
            yield figure(f"{name}: queries", "", asked)


def _pages(database_url: str | None, size: Size, runs: int) -> list[dict[str, Seen]]:
    """What each page took in each run, over a library of its own."""
    with quiet(), installed(kits=size.kits, phones=PHONES, parts=size.parts, database_url=database_url) as made:
        fill(made, size)
        client = signed_in(made)
        paths = _paths(made)
        # Only some forms fit the state that a kit or a person is in; the others have no page now.
        paths = {page: path for page, path in paths.items() if _get(client, path) == HTTPStatus.OK}
        return [{page: watched(client, path, size.asked) for page, path in paths.items()} for _ in range(runs)]


@contextmanager
def quiet() -> Iterator[None]:
    """The server's log would come between what the command says."""
    log = logging.getLogger("outreach_app")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


def fill(made: Made, size: Size) -> None:
    """Let as many facts come in by the ledger's own way, a batch in a transaction, spread over `DAYS`."""
    began = clock.now() - DAYS
    made = replace(made, began=began, pace=DAYS / size.facts)
    chance, catalogue = random.Random(3), made.app.extensions["catalogue"]
    kits = list(made.kits)
    for number in range(size.facts // BATCH):
        phone = made.phones[number % len(made.phones)]
        (texts,) = batches(made, phone, kits, 1, chance, missing_one_in=size.missing_one_in)
        elements = [recording.understand(text.encode(), catalogue) for text in texts]
        with writing(made.library) as handle:
            came = began + made.pace * (number + 1) * BATCH
            outcomes = recording.record(handle, catalogue, elements, Arrival("device", phone.device, received_at=came))
        if any(one.outcome not in (recording.STORED, recording.FLAGGED) for one in outcomes):
            raise RuntimeError("facts that were to fill the library were not simply kept")


def signed_in(made: Made) -> FlaskClient:
    """A client of the desk in which an admin is signed in."""
    email, password = "admin@example.org", ids.token()
    with writing(made.library) as handle:
        people.add_staff(handle, email=email, name="Admin", role=ADMIN, password=password)
    client = made.app.test_client()
    page = Context().run(client.get, "/sign-in").text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    typed = {"csrf_token": found[1] if found else "", "email": email, "password": password}
    answer = Context().run(_post, client, "/sign-in", typed)
    if answer != HTTPStatus.SEE_OTHER:
        raise RuntimeError(f"the desk did not let the admin in: {answer}")
    return client


def _paths(made: Made) -> dict[str, str]:
    """Every page of the desk that can be named, by its rule."""
    kit = next(iter(made.kits))
    phone = made.phones[0]
    with reading(made.library) as session:
        part = session.scalars(select(KitPart.id).where(KitPart.kit_id == kit).limit(1)).one()
        # Of one kind in every library, large or small: what there is to tell of a discrepancy depends on it.
        told = select(DiscrepancyRow.id).where(DiscrepancyRow.kind == "kit.part_missing", DiscrepancyRow.state == OPEN)
        odd = session.scalars(told.order_by(DiscrepancyRow.at.desc(), DiscrepancyRow.id).limit(1)).one_or_none()
    named = {"kit": kit, "part": part, "one": odd, "device": phone.device, "staff": phone.staff}
    urls = made.app.url_map.bind("127.0.0.1")
    return {
        rule.rule: urls.build(rule.endpoint, {name: named[name] for name in rule.arguments})
        for rule in sorted(made.app.url_map.iter_rules(), key=lambda rule: rule.rule)
        if "GET" in (rule.methods or ())
        and rule.endpoint.split(".")[0] not in NOT_PAGES
        and all(named.get(name) for name in rule.arguments)
    }


def watched(client: FlaskClient, path: str, times: int) -> Seen:
    """What a page takes; it must be there."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        statements.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        if _get(client, path) != HTTPStatus.OK:
            raise RuntimeError(f"{path} cannot be shown")
        queries, took = len(statements), []
        for _ in range(times):
            began = perf_counter()
            _get(client, path)
            took.append((perf_counter() - began) * 1000)
        return Seen(took, queries)
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _get(client: FlaskClient, path: str) -> int:
    # In a context of its own: who is signed in must be asked anew, as it is of a server.
    return Context().run(client.get, path, buffered=True).status_code


def _post(client: FlaskClient, path: str, typed: dict[str, str]) -> int:
    return client.post(path, data=typed).status_code
