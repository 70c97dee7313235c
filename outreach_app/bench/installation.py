"""A throwaway installation: a library with kits and phones that have tokens, in a folder of its own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from outreach_app import clock, ids, schema
from outreach_app.accounts import devices, people
from outreach_app.accounts.models import TRAINER
from outreach_app.app import create_app
from outreach_app.db import db, writing
from outreach_app.feed import rows
from outreach_app.installation import publish_library
from outreach_app.kits import projection
from outreach_app.problems import Refusal
from outreach_app.settings import from_environment

TIME_ZONE = "America/Chicago"
PARTS = 8


@dataclass(frozen=True)
class Phone:
    """An enrolled phone of a trainer, and how the trainer signs in."""

    device: str
    token: str
    staff: str
    email: str
    password: str


@dataclass(frozen=True)
class Made:
    """What was made: where it is, its kits with the counts of their parts, its phones."""

    folder: Path
    app: Flask
    environment: Mapping[str, str]
    library: str
    kits: Mapping[str, Mapping[str, int]]
    phones: Sequence[Phone]
    began: datetime
    """When the first fact is said to have happened."""
    pace: timedelta = timedelta(seconds=1)
    """How long after it the next one happens."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The last `seq` of each device."""
    out: set[str] = field(default_factory=set)
    """The kits that are out, so that what is recorded adds up."""


@contextmanager
def installed(
    *, kits: int, phones: int, parts: int = PARTS, database_url: str | None = None, trainers: int | None = None
) -> Iterator[Made]:
    """A library with kits of `parts` parts, and phones; all of it goes at the end.

    Each phone has a trainer of its own, or one of `trainers`. `database_url` names an empty PostgreSQL database, else it is
    a SQLite file. Raises `Refusal` "database.not_empty".
    """
    with TemporaryDirectory(prefix="outreach-bench-") as name:
        folder = Path(name)
        settings = {"OUTREACH_DATA": str(folder)} | ({"OUTREACH_DATABASE_URL": database_url} if database_url else {})
        environment = {key: value for key, value in os.environ.items() if not key.startswith("OUTREACH_")} | settings
        app = create_app(from_environment(environment))
        with app.app_context():
            if schema.revision() is not None:
                message = "The database that bench is given must be empty: it fills it and leaves it full."
                raise Refusal("database.not_empty", message)
            schema.upgrade()
            library = people.make_library("Bench County Library", TIME_ZONE, ["en", "es"])
            began = clock.now() - timedelta(days=7)
            there, held = _kits(library, kits, parts), _phones(library, phones, trainers or phones)
            made = Made(folder, app, environment, library, there, held, began)
            try:
                yield made
            finally:
                db.engine.dispose()


def _kits(library: str, kits: int, parts: int) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    with writing(library) as handle:
        publish_library(handle)
        for number in range(kits):
            kit = ids.new()
            contents = [
                {"id": ids.new(), "name": f"Part {part + 1}", "count": 1 + part % 3, "tag": None} for part in range(parts)
            ]
            projection.put_kit(handle, id_=kit, code=f"K-{number:05}", name=f"Tablet kit {number}", parts=contents)
            made[kit] = {str(one["id"]): int(str(one["count"])) for one in contents}
    return made


def _phones(library: str, phones: int, trainers: int) -> list[Phone]:
    made: list[Phone] = []
    members = []
    for number in range(phones):
        with writing(library) as handle:
            if number < trainers:
                email, password = f"trainer{number}@example.org", ids.token()
                member = people.add_staff(handle, email=email, name=f"Trainer {number}", role=TRAINER, password=password)
                rows.publish(handle, "people", member.id, people.person_row(member))
                members.append((member, email, password))
            member, email, password = members[number % trainers]
            device, token = devices.add(handle, f"Phone {number}")
            devices.add_person(handle, device, member)
            made.append(Phone(device, token, member.id, email, password))
    return made
