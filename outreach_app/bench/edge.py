"""The page of the Edge evidence over five years of a large library: what it costs the server, and how often it asks.

The library is what 500,000 facts leave behind: the rows that folds of them write, put there directly, since the page asks
projections and never a fact's body. How fast facts become rows is measured by `push` and `million`.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from outreach_app import clock
from outreach_app.bench import desk
from outreach_app.bench.clusters import NotToBeHad, postgres_database
from outreach_app.bench.desk import Seen
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.db import Writing, db, writing
from outreach_app.directory.models import Facet, Listing
from outreach_app.edge.indicators import editing
from outreach_app.flyers.placements.models import FlyerPlacement
from outreach_app.judging.models import Record
from outreach_app.partners.models import KINDS, Partner, Site
from outreach_app.partners.profile.models import PartnerStage
from outreach_app.partners.sharing.models import DIRECTIONS, RESOURCES, PartnerShare
from outreach_app.partners.strategy.models import PartnerStrategy
from outreach_app.spaces.models import BOOKED, HELD, Booking, Space
from outreach_app.statements import insert
from outreach_app.training_sessions.models import TrainingSession
from outreach_app.trends.facts import NEEDS
from outreach_app.trends.models import Heard

DAYS = 5 * 365
MOST_MS = 200
AT_ONCE = 5_000
TOLD = "x" * 600
"""What the feed tells of a row: it makes rows as wide as they are."""


@dataclass(frozen=True)
class Size:
    """How many facts the library comes of, its partners and kits; how often a page is asked for in a run, once uncounted."""

    facts: int
    partners: int
    kits: int
    asked: int = 20

    @property
    def sessions(self) -> int:
        return self.facts * 12 // 100

    @property
    def hand_ins(self) -> int:
        return self.facts * 20 // 100

    @property
    def visits(self) -> int:
        return self.facts * 10 // 100

    @property
    def taps(self) -> int:
        return self.facts * 24 // 100

    @property
    def stacks(self) -> int:
        return self.facts * 2 // 100


LARGE, SMALL = Size(500_000, partners=800, kits=400), Size(2_000, partners=40, kits=12, asked=1)


def measure(*, runs: int, postgres: str | None, large: Size = LARGE, small: Size = SMALL) -> Iterator[Figure | Missing]:
    """Time and queries of the page and of its pack, on SQLite and on PostgreSQL."""
    yield from _figures("SQLite", large, _pages(None, small, 1)[0], _pages(None, large, runs))
    try:
        with postgres_database(postgres) as address:
            few = _pages(address, small, 1)[0]
        with postgres_database(postgres) as address:
            many = _pages(address, large, runs)
        yield from _figures("PostgreSQL", large, few, many)
    except NotToBeHad as absent:
        yield Missing("edge, PostgreSQL", str(absent))


def _figures(where: str, size: Size, few: dict[str, Seen], many: list[dict[str, Seen]]) -> Iterator[Figure]:
    for page in few:
        name = f"edge, rows of {size.facts:,} facts in five years, {where}, {page}"
        slow = [percentile(run[page].milliseconds, 95) for run in many]
        yield figure(f"{name}: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)
        asked = [float(run[page].queries) for run in many]
        yield figure(f"{name}: queries", "", asked, limit=few[page].queries, limit_is="with few rows", at_most=True)


def _pages(database_url: str | None, size: Size, runs: int) -> list[dict[str, Seen]]:
    with desk.quiet(), installed(kits=size.kits, phones=4, parts=4, database_url=database_url) as made:
        fill(made, size)
        client = desk.signed_in(made)
        first, last = clock.now().date() - timedelta(days=DAYS), clock.now().date()
        span = f"first={first}&last={last}"
        paths = {"all five years": f"/edge?{span}", "one year": f"/edge?year={last.year - 1}", "the pack": f"/edge/pack?{span}"}
        return [{page: desk.watched(client, path, size.asked) for page, path in paths.items()} for _ in range(runs)]


def fill(made: Made, size: Size) -> None:
    """Put the rows that so many facts leave, spread evenly over five years, and what the desk types beside them."""
    chance = random.Random(17)
    with writing(made.library) as handle:
        editing.seed(handle)
        for model, rows in _typed(made, size, chance):
            _put(handle, model, rows)
    with writing(made.library) as handle:
        for model, rows in _folded(made, size, chance):
            _put(handle, model, rows)
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # As its own care of tables does soon after they grew.
            connection.exec_driver_sql("VACUUM ANALYZE")


def _put(handle: Writing, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            insert(handle, model, some)
            some = []
    insert(handle, model, some)


def _typed(made: Made, size: Size, chance: random.Random) -> Sequence[tuple[Any, Iterator[dict[str, Any]]]]:
    staff, now = made.phones[0].staff, clock.now()
    partners = range(size.partners)
    return (
        (
            Partner,
            (
                {
                    "id": f"P{n}",
                    "version": 1,
                    "name": f"Partner {n}",
                    "kind": KINDS[n % len(KINDS)],
                    "finer": "",
                    "does": "",
                    "stage": "active",
                    "notes": "",
                    "merged_into": None,
                }
                for n in partners
            ),
        ),
        (
            Site,
            (
                {
                    "id": f"S{n}",
                    "version": 1,
                    "partner_id": f"P{n % size.partners}",
                    "name": f"Hall {n}",
                    "address": "1 Main Street",
                    **dict.fromkeys(
                        ("contact", "phone", "mail", "opening", "wifi", "position", "room", "power", "access", "languages"), ""
                    ),
                    "closed_on": None,
                    "capacity": None,
                }
                for n in range(2 * size.partners)
            ),
        ),
        (
            PartnerStage,
            (
                {
                    "id": f"G{n}",
                    "partner_id": f"P{n}",
                    "stage": "active",
                    "because": "",
                    "at": now - timedelta(days=n % DAYS),
                    "staff_id": staff,
                }
                for n in partners
            ),
        ),
        (
            PartnerStrategy,
            (
                {
                    "id": f"P{n}",
                    "version": 1,
                    "aim": "An aim",
                    "both_want": "",
                    "next_step": "",
                    "owner_id": staff,
                    "review_on": _day(n),
                }
                for n in partners
                if n % 3
            ),
        ),
        (
            PartnerShare,
            (
                {
                    "id": f"H{n}",
                    "version": 1,
                    "partner_id": f"P{n % size.partners}",
                    "direction": DIRECTIONS[n % 2],
                    "resource": chance.choice(RESOURCES),
                    "year": now.year - n % 5,
                    "worth_hours": 10,
                    "worth_money": None,
                    "note": "",
                }
                for n in range(5 * size.partners)
            ),
        ),
        (
            Space,
            (
                {
                    "id": f"R{n}",
                    "version": 1,
                    "name": f"Room {n}",
                    "sort": ("room", "devices")[n % 2],
                    "capacity": 12,
                    "equipment": "",
                    "retired_at": None,
                }
                for n in range(6)
            ),
        ),
        (
            Booking,
            (
                {
                    "id": f"B{n}",
                    "version": 1,
                    "space_id": f"R{n % 6}",
                    "partner_id": f"P{n % size.partners}",
                    "on": _day(n),
                    "starts_at": now,
                    "ends_at": now,
                    "purpose": "A class",
                    "contact": "",
                    "people_expected": None,
                    "state": HELD if n % 5 else BOOKED,
                    "decided_because": None,
                    "attendance": n % 20 or None,
                }
                for n in range(10 * size.partners)
            ),
        ),
        (
            Listing,
            (
                {
                    "id": f"L{n}",
                    "organization_id": f"O{n // 3}",
                    "sorted_by": f"service {n}",
                    "is_open": True,
                    "verified_on": _day(n),
                    "card": f'{{"name":"Service {n}","organization":"Organisation {n // 3}","told":"{TOLD}"}}',
                    "name_words": "",
                    "topic_words": "",
                    "other_words": "",
                }
                for n in range(3 * size.partners)
            ),
        ),
        (Facet, ({"sort": "topic", "value": NEEDS[n % 5], "listing_id": f"L{n}"} for n in range(3 * size.partners))),
    )


def _folded(made: Made, size: Size, chance: random.Random) -> Sequence[tuple[Any, Iterator[dict[str, Any]]]]:
    kits, staff = list(made.kits), made.phones[0].staff
    sites = 2 * size.partners
    at = clock.micros(clock.now())

    def record(sort: str, n: int, **told: Any) -> dict[str, Any]:
        return {
            "id": f"{sort}{n}",
            "sort": sort,
            "at": at - n * 1_000_000,
            "on": _day(n),
            "what": "program",
            "state": "approved",
            "version": "-",
            "versions": 1,
            "decided_by": None,
            "author": staff,
            "people": f" {staff} ",
            "site_id": f"S{n % sites}",
            "about": None,
            "visit_id": None,
            "is_late": False,
            **told,
        }

    return (
        (
            TrainingSession,
            (
                {
                    "id": f"T{n}",
                    "on": _day(n),
                    "starts": at,
                    "ends": at,
                    "kind": "program",
                    "audience": "19+",
                    "format": "offsite" if n % 4 else "onsite",
                    "in_person": chance.randrange(20),
                    "virtual": None,
                    "views": None,
                    "digital_literacy": True,
                    "topic_id": None,
                    "site_id": f"S{n % sites}",
                    "visit_id": None,
                    "author": staff,
                    "trainers": f" {staff} ",
                    "review": "approved",
                    "withdrawn": False,
                    "merged_into": None,
                    "version": "-",
                    "open_discrepancies": 0,
                    "told": TOLD,
                }
                for n in range(size.sessions)
            ),
        ),
        (Record, (record("training_session", n) for n in range(size.sessions))),
        (Record, (record("visit", n, what="held") for n in range(size.visits))),
        (
            Record,
            (
                record("hand_in", n, what="kit.checked_in", about=kits[n % len(kits)], site_id=None)
                for n in range(size.hand_ins)
            ),
        ),
        (
            Heard,
            (
                {
                    "subject": f"V{n // 3}",
                    "sort": "referral" if n % 3 else "need",
                    "on": _day(n),
                    "site_id": f"S{n % sites}",
                    "topic": NEEDS[n % len(NEEDS)],
                    "listing_id": f"L{n % (3 * size.partners)}" if n % 3 else "-",
                    "count": 1,
                }
                for n in range(size.taps)
            ),
        ),
        (
            FlyerPlacement,
            (
                {
                    "id": f"F{n}",
                    "flyer_id": "F",
                    "code": f"ABCDE{n}",
                    "site_id": f"S{n % sites}",
                    "spot": "Desk",
                    "language": "en",
                    "copies": 20,
                    "laid": 40,
                    "taken": 20,
                    "placed_on": _day(n),
                    "restocked_on": None,
                    "restock_on": None,
                    "removed_on": None if n % 3 else _day(0),
                    "removed_because": None,
                    "last_by": staff,
                    "open_discrepancies": 0,
                    "told": TOLD,
                }
                for n in range(size.stacks)
            ),
        ),
    )


def _day(n: int) -> str:
    """A day of the five years, each as often as the others, the neighbours of a row on other days."""
    return (clock.now().date() - timedelta(days=n * 7919 % DAYS)).isoformat()
