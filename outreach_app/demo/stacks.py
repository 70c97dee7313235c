"""A year of stacks in the demonstration library: laid out on visits, restocked on the next, gone; and what does not add up."""

import hashlib
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from outreach_app import ids
from outreach_app.db import reading
from outreach_app.demo.drawings import stack_at_a_desk
from outreach_app.demo.flyers import FlyerMade
from outreach_app.demo.visits import Told, Year
from outreach_app.flyers import codes
from outreach_app.flyers.counts import counting
from outreach_app.flyers.models import Flyer
from outreach_app.flyers.placements.models import FlyerPlacement, HeldCode
from outreach_app.flyers.placements.rules import HANDED_OUT, PLACED, REMOVED, RESTOCKED
from outreach_app.flyers.rules import is_current
from outreach_app.photos import arriving
from outreach_app.photos.storage import Storage

SPOTS = ("Front desk", "Notice board by the door", "Waiting room", "Table in the hall", "Beside the printer", "Staff kitchen")


class Stacks:
    """What lies where, while the year goes on."""

    def __init__(self, made: Year, flyers: Sequence[FlyerMade]) -> None:
        self.made = made
        self.flyers = flyers
        self.chance = random.Random(812)  # noqa: S311 (the same every time)
        self.lying: dict[str, tuple[str, str, int]] = {}
        """By site the placement, its code and how many lie there."""

    def seen_to(self, visit: Told) -> None:
        """On a visit a stack is laid out, or the one that lies there is looked after; and some are handed out."""
        site, chance = visit.payload["site"], self.chance
        at = visit.at + timedelta(minutes=11)
        if site not in self.lying:
            if chance.random() < 0.6:
                self.lay(at, visit, self._current(at.date()), site)
        elif chance.random() < 0.8:
            self._look_after(at, visit, site)
        if chance.random() < 0.4:
            flyer = self._current(at.date())
            told = {"flyer": flyer.id, "language": chance.choice(("en", "en", "es")), "count": chance.randint(1, 6)}
            self._tell(at + timedelta(minutes=20), visit, HANDED_OUT, visit.visit or ids.new(), {**told, "site": site})

    def lay(
        self, at: datetime, visit: Told, flyer: FlyerMade, site: str, code: str | None = None, photo: str | None = None
    ) -> str:
        """Lay out a stack; gives its code."""
        chance, placement = self.chance, ids.new()
        code, copies = code or codes.new_for(flyer.code), chance.choice((10, 20, 25, 40, 60))
        told = {
            "flyer": flyer.id,
            "code": code,
            "site": site,
            "spot": chance.choice(SPOTS),
            "language": chance.choice(("en", "es", None)),
            "copies": copies,
            "restock_on": (at.date() + timedelta(days=chance.choice((21, 30, 60)))).isoformat(),
            "note": None,
            **({"photos": [{"sha256": photo, "part": None}]} if photo else {}),
        }
        self._tell(at, visit, PLACED, placement, told)
        self.lying[site] = (placement, code, copies)
        return code

    def hold_up(self, visit: Told, flyer: FlyerMade, language: str) -> None:
        """A phone begins to hold up a code of its own; it makes that of itself, and not by chance."""
        drawn = hashlib.sha256(f"{visit.phone.device} {flyer.code} {language}".encode()).digest()
        begun = flyer.code + "".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in drawn[: codes.BY_CHANCE])
        code = begun + codes.check(begun)
        told = {"flyer": flyer.id, "language": language, "count": 0, "site": None, "code": code}
        at = visit.at + timedelta(minutes=17)
        self.made.told.append(Told(at, visit.phone, HANDED_OUT, f"held-{code}", told, None))

    def _look_after(self, at: datetime, visit: Told, site: str) -> None:
        chance = self.chance
        placement, code, copies = self.lying[site]
        left = max(0, copies - chance.randint(0, copies))
        if chance.random() < 0.2:
            reason = "gone" if left == 0 else chance.choice(("gone", "removed"))
            told = {"code": code, "reason": reason, "left": None if reason == "gone" else left, "note": None}
            self._tell(at, visit, REMOVED, placement, told)
            del self.lying[site]
            return
        added = chance.choice((10, 20, 30))
        restock = (at.date() + timedelta(days=chance.choice((21, 30, 60)))).isoformat()
        counted = left if chance.random() < 0.8 else None
        self._tell(at, visit, RESTOCKED, placement, {"copies": added, "left": counted, "restock_on": restock, "note": None})
        self.lying[site] = (placement, code, (copies if counted is None else left) + added)

    def _current(self, on: date) -> FlyerMade:
        return self.chance.choice([one for one in self.flyers if is_current(one.valid_from, one.valid_until, on.isoformat())])

    def _tell(self, at: datetime, visit: Told, kind: str, subject: str, payload: dict[str, Any]) -> None:
        self.made.told.append(Told(at, visit.phone, kind, subject, payload, visit.visit))


def year(made: Year, flyers: Sequence[FlyerMade]) -> None:
    """Let stacks be seen to on the year's visits; of late one of a flyer that is over, and one under another's code."""
    stacks = Stacks(made, flyers)
    visits = sorted((one for one in made.told if one.kind == "visit.started" and one.payload["site"]), key=lambda one: one.at)
    for visit in visits:
        stacks.seen_to(visit)
    late = [one for one in visits if made.at(-20, 0) < one.at < made.at(-2, 0)]
    stacks.lay(late[0].at + timedelta(minutes=40), late[0], flyers[7], late[0].payload["site"])
    photo = stack_at_a_desk().content
    first = stacks.lay(late[1].at + timedelta(minutes=40), late[1], flyers[1], late[1].payload["site"], photo=photo)
    stacks.lay(late[2].at + timedelta(minutes=40), late[2], flyers[1], late[2].payload["site"], first)
    for visit, flyer, language in ((visits[0], flyers[1], "en"), (visits[3], flyers[1], "es"), (visits[5], flyers[0], "en")):
        stacks.hold_up(visit, flyer, language)
    # A phone writes down one thing after the other.
    made.told.sort(key=lambda one: one.at)


def add_photo(storage: Storage, library: str, device: str) -> None:
    """The photo of that stack comes from its phone."""
    picture = stack_at_a_desk()
    arriving.keep(storage, arriving.From(library, device), picture.content, picture)


def scanned(library: str, today: date) -> None:
    """How often the stacks' codes were scanned: some places ask a lot, some have gone quiet, and one outlived its stack."""
    chance = random.Random(813)  # noqa: S311 (the same every time)
    counts: dict[counting.Key, int] = {}
    with reading(library) as session:
        rows = session.scalars(select(FlyerPlacement).order_by(FlyerPlacement.placed_on, FlyerPlacement.id)).all()
        held = [(one.code, one.since) for one in session.scalars(select(HeldCode).order_by(HeldCode.since, HeldCode.code))]
        own = list(session.scalars(select(Flyer.code).order_by(Flyer.code)))
    for number, row in enumerate(rows):
        liking = chance.choice((0.02, 0.1, 0.25, 0.5))
        last = date.fromisoformat(row.removed_on) if row.removed_on else today
        if number % 9 == 0 and not row.removed_on:
            last = min(last, date.fromisoformat(row.placed_on) + timedelta(days=20))
        if number % 11 == 0 and row.removed_on:
            last = min(today, last + timedelta(days=12))
        day = date.fromisoformat(row.placed_on)
        while day < last:
            if chance.random() < liking:
                counts[library, row.code, day.isoformat()] = chance.choice((1, 1, 1, 2, 3))
            day += timedelta(days=1)
    for code in own:
        for back in range(1, 200):
            if chance.random() < 0.15:
                counts[library, code, (today - timedelta(days=back)).isoformat()] = chance.choice((1, 1, 2))
    for code, since in held:
        day = date.fromisoformat(since)
        while day < today:
            if chance.random() < 0.06:
                counts[library, code, day.isoformat()] = chance.choice((1, 1, 2, 4))
            day += timedelta(days=1)
    counting.add(library, counts)
