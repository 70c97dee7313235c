"""The queue of review over a library with many sessions: what it and one record cost the server, and how often they ask.

The sessions come in by the ledger's own way, most of them are approved as a coordinator does it, many at once; one in fifty
has a number that cannot be.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from outreach_app import clock, ids
from outreach_app.bench import desk
from outreach_app.bench.clusters import NotToBeHad, postgres_database
from outreach_app.bench.desk import Seen
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.bench.installation import TIME_ZONE, Made, installed
from outreach_app.bench.traffic import envelope
from outreach_app.db import reading, writing
from outreach_app.judging import deciding
from outreach_app.judging.models import Record
from outreach_app.judging.rules import RECEIVED
from outreach_app.ledger import recording
from outreach_app.ledger.keeping import Arrival
from outreach_app.partners.models import Partner, Site

PHONES, PLACES, PARTNERS = 50, 60, 40
DAYS = 400
APPROVED_OF_TEN = 9
ODD_ONE_IN = 50
TOO_MANY_PEOPLE = 900
# Too short for two of them to be taken for one.
SHORT, RECORDED = timedelta(minutes=4), timedelta(minutes=30)
AT_ONCE = deciding.MOST_AT_ONCE


@dataclass(frozen=True)
class Size:
    """How many sessions there are; how often a page is asked for in a run, once before uncounted."""

    sessions: int
    asked: int = 20


LARGE, SMALL = Size(100_000), Size(1_500, asked=1)


@dataclass(frozen=True)
class Measured:
    """What the pages took in each run, and how long approving `AT_ONCE` of them together took, in milliseconds."""

    pages: list[dict[str, Seen]]
    approving: float


def measure(*, runs: int, postgres: str | None, large: Size = LARGE, small: Size = SMALL) -> Iterator[Figure | Missing]:
    """Time and queries of the pages of review, on SQLite and on PostgreSQL."""
    yield from _figures("SQLite", large, _measured(None, small, 1), _measured(None, large, runs))
    try:
        with postgres_database(postgres) as address:
            few = _measured(address, small, 1)
        with postgres_database(postgres) as address:
            many = _measured(address, large, runs)
        yield from _figures("PostgreSQL", large, few, many)
    except NotToBeHad as absent:
        yield Missing("review, PostgreSQL", str(absent))


def _figures(where: str, size: Size, few: Measured, many: Measured) -> Iterator[Figure]:
    name = f"review, {size.sessions:,} sessions, {where}"
    yield from desk.figures(name, few.pages[0], many.pages)
    yield figure(f"{name}, {AT_ONCE} approved together", "ms", [many.approving])


def _measured(database_url: str | None, size: Size, runs: int) -> Measured:
    with desk.quiet(), installed(kits=1, phones=PHONES, parts=1, database_url=database_url) as made:
        _places(made)
        fill(made, size)
        approving = _approve(made, size)
        client, paths = desk.signed_in(made), _paths(made)
        pages = [{page: desk.watched(client, path, size.asked) for page, path in paths.items()} for _ in range(runs)]
        return Measured(pages, approving)


def _places(made: Made) -> None:
    with writing(made.library) as handle:
        for number in range(PARTNERS):
            told = {"id": f"P{number}", "name": f"Partner {number}", "kind": "other"}
            handle.session.add(Partner(library_id=made.library, **told))
        handle.session.flush()
        for number in range(PLACES):
            told = {"id": f"S{number}", "name": f"Hall {number}", "address": "1 Main Street"}
            handle.session.add(Site(library_id=made.library, partner_id=f"P{number % PARTNERS}", **told))


def fill(made: Made, size: Size) -> None:
    """Let so many short sessions come in, spread over the days and the trainers so that nobody is in two places."""
    chance, catalogue = random.Random(9), made.app.extensions["catalogue"]
    began, pace = clock.now() - timedelta(days=DAYS), timedelta(days=DAYS - 1) / size.sessions
    # Not so many that the first of them come late.
    at_once = max(1, min(AT_ONCE, size.sessions // (DAYS // 8)))
    for start in range(0, size.sessions, at_once):
        elements = []
        for number in range(start, min(start + at_once, size.sessions)):
            phone, at = made.phones[number % PHONES], began + pace * number
            payload, recorded = _session(phone.staff, at, chance), clock.text(at + RECORDED)
            text = envelope(phone, number // PHONES + 1, "training_session.logged", ids.new(), payload, recorded)
            elements.append(recording.understand(text.encode(), catalogue))
        came = began + pace * (start + at_once) + RECORDED
        with writing(made.library) as handle:
            outcomes = recording.record(handle, catalogue, elements, Arrival("device", made.phones[0].device, received_at=came))
        if any(one.outcome == recording.QUARANTINED for one in outcomes):
            raise RuntimeError("sessions that were to fill the library were not kept")


def _session(trainer: str, at: Any, chance: random.Random) -> Mapping[str, Any]:
    people = TOO_MANY_PEOPLE if not chance.randrange(ODD_ONE_IN) else chance.randrange(20)
    return {
        "on": at.date().isoformat(), "starts_at": clock.text(at), "ends_at": clock.text(at + SHORT),
        "site": f"S{chance.randrange(PLACES)}", "kind": "program", "format": "offsite", "audience": "19+",
        "trainers": [trainer], "attendance_in_person": people, "attendance_virtual": None, "async_views_30d": None,
        "sponsor": ["staff_time"], "digital_literacy": True, "topic": None, "languages": ["en"], "kits": [],
        "partner_share": ["space"], "room_holds": None, "series": None, "notes": None,
    }  # fmt: skip


def _approve(made: Made, size: Size) -> float:
    """Approve nine of ten, the oldest first; gives the milliseconds of the last full round."""
    with reading(made.library) as session:
        mine = select(Record.sort, Record.id, Record.version).where(Record.state == RECEIVED).order_by(Record.at, Record.id)
        found = [(sort, id_, version) for sort, id_, version in session.execute(mine)]
    took, told = 0.0, found[: size.sessions * APPROVED_OF_TEN // 10]
    by = {"author": made.phones[0].staff, "zone": TIME_ZONE}
    for start in range(0, len(told), AT_ONCE):
        some, began = told[start : start + AT_ONCE], perf_counter()
        with writing(made.library) as handle:
            deciding.approve_all(handle, made.app.extensions["catalogue"], some, batch=ids.new(), **by)
        took = (perf_counter() - began) * 1000 if len(some) == AT_ONCE else took
    return took


def _paths(made: Made) -> dict[str, str]:
    """The pages, by what they show."""
    with reading(made.library) as session:
        newest = select(Record).where(Record.state == RECEIVED).order_by(Record.at.desc()).limit(1)
        one = session.scalars(newest).one()
        decided = select(Record.at, Record.id).where(Record.state == "approved").order_by(Record.at)
        middle = session.execute(decided.offset(PHONES).limit(1)).one()
    queue, trainer = "/review/queue", made.phones[0].staff
    narrow = urlencode({"state": "all", "trainer": trainer, "q": "hall 7", "adds_up": "yes", "partner": "P7"})
    return {
        "the queue": queue,
        "all of it": f"{queue}?state=all",
        "its last page": f"{queue}?state=approved&before={middle.at}~{middle.id}",
        "narrowed by all at once": f"{queue}?{narrow}",
        "of one trainer": f"{queue}?state=all&trainer={trainer}",
        "what does not add up": f"{queue}?state=all&adds_up=no",
        "nothing that fits": f"{queue}?state=all&q=hall+7&late=yes&photos=yes",
        "one record": f"{queue}/{one.sort}/{one.id}",
        "one record in a narrow queue": f"{queue}/{one.sort}/{one.id}?{narrow}",
        "before approving many": f"{queue}/approvals?trainer={trainer}",
    }
