"""A year of visits and sessions of the demonstration library, and the visits that are planned for the next weeks.

What does not add up: a number with a key hit twice, a trainer in two places, one session that two wrote down, one that
ended before it began, one that the desk returned and nobody has answered yet.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import reading, writing
from outreach_app.demo.contents import KitMade
from outreach_app.demo.phones import ZONE, Phone
from outreach_app.demo.places import SiteMade
from outreach_app.demo.talks import TALKS
from outreach_app.judging import deciding
from outreach_app.judging.models import Record
from outreach_app.judging.rules import SESSION
from outreach_app.ledger import desk
from outreach_app.training_sessions.outcomes import ANSWERED, QUESTIONS
from outreach_app.training_sessions.topics import DEFAULTS
from outreach_app.trends.facts import HELPED, NEEDS
from outreach_app.visits import editing

LOGGED = "training_session.logged"
YEAR_BACK, DAYS_AHEAD = 364, 24
SAID = (
    "I can do it by myself now.",
    "Slower, please.",
    "Do it again next month!",
    "More time to practice.",
    "Muy buena clase.",
)
# What trainers write beside a need, if anything.
ASKED = {
    "connectivity": ("The subsidy ended and the bill doubled.", "Asks for a hotspot over the holidays."),
    "device": ("A laptop for school, not a phone.", "The tablet is too old for the bank's app."),
    "digital_skills": ("Wants to fill in the state's form alone.", "How to tell a real letter from a scam."),
    "tech_support": ("The phone is full and takes no more pictures.", "Locked out of the email account."),
    "content": ("Books in large print, on the tablet.", "English lessons to hear on the bus."),
    "other": ("Is what the chatbot says about benefits true?", "Where to have papers scanned for free."),
}
HOLDS = (
    ("Email from the start", "using-email"),
    ("Finding work online", "career-search"),
    ("The clinic's portal", "telehealth"),
    ("First steps on a tablet", "basic-computer-skills"),
    ("Safe on the internet", "internet-basics"),
    ("Documents and letters", "google-docs"),
    ("Homework on the web", "distance-learning"),
)


@dataclass(frozen=True)
class Told:
    """Something that happens: when it is written down, on which phone, and on which visit."""

    at: datetime
    phone: Phone
    kind: str
    subject: str
    payload: Mapping[str, Any]
    visit: str | None = None


class Year:
    """The visits of a year, each with what happened on it, in the order of time."""

    def __init__(self, at: Any, phones: Sequence[Phone], kits: Sequence[KitMade], sites: Sequence[SiteMade]) -> None:
        self.at = at
        self.phones, self.kits, self.sites = phones, kits, sites
        self.chance = random.Random(610)  # noqa: S311 (the same every time)
        self.asked = random.Random(611)  # noqa: S311 (the same every time)
        self.talking = random.Random(17)  # noqa: S311 (the same every time)
        self.heard = random.Random(29)  # noqa: S311 (the same every time)
        self.told: list[Told] = []
        self.sessions: dict[str, tuple[int, str]] = {}
        """The day and the id of the fact by session, once it is told."""

    def visit(self, day: int, hour: int, phone: Phone, site: SiteMade) -> None:
        """A visit with one class, at times two, at times with help at a table, at times with nobody."""
        visit, chance = self._id(day), self.chance
        begin = self.at(day, hour, chance.randint(0, 20))
        self._tell(begin, phone, "visit.started", visit, {"site": site.id, "trainers": [phone.owner], "note": None}, visit)
        came = chance.random() > 0.06
        minutes = 0
        for _number in range(chance.choice((1, 1, 1, 2)) if came else 0):
            minutes += chance.choice((60, 75, 90))
            self.session(begin + timedelta(minutes=minutes), minutes, phone, site, visit)
        self._heard(begin, minutes, phone, site, visit)
        if self.talking.random() < 0.14:
            self._talk(begin + timedelta(minutes=minutes + 15), phone, site, visit)
        outcome = "held" if came else chance.choice(("nobody_came", "closed"))
        note = None if came else "The door was locked and nobody answered the telephone."
        end = begin + timedelta(minutes=minutes + 25)
        self._tell(end, phone, "visit.finished", visit, {"outcome": outcome, "note": note}, visit)

    def _heard(self, begin: datetime, minutes: int, phone: Phone, site: SiteMade, visit: str) -> None:
        """What people asked for, and help that was given, while the visit went on."""
        chance = self.chance
        if minutes and chance.random() < 0.5:
            at, topic = begin + timedelta(minutes=minutes, seconds=40), chance.choice(NEEDS)
            if begin > self.at(-85, 0) and self.heard.random() < 0.4:
                # Something ended in the autumn, and more and more people ask about it.
                topic = "connectivity"
            words = self.heard.choice(ASKED[topic]) if self.heard.random() < 0.4 else None
            need = {"site": site.id, "topic": topic, "count": chance.randint(1, 3), "words": words}
            self._tell(at, phone, "need.heard", visit, need, visit)
            if chance.random() < 0.4:
                referral = {"site": site.id, "listing": None, "topic": topic, "count": 1}
                self._tell(at + timedelta(minutes=1), phone, "referral.given", visit, referral, visit)
        if minutes and chance.random() < 0.3:
            told = {
                "site": site.id,
                "sort": chance.choice(HELPED),
                "topic": chance.choice(list(DEFAULTS)),
                "count": chance.randint(1, 9),
            }
            self._tell(begin + timedelta(minutes=minutes + 3), phone, "help.tallied", visit, told, visit)

    def _talk(self, at: datetime, phone: Phone, site: SiteMade, visit: str) -> None:
        """A talk with whoever runs the place, most of them with something to be done next."""
        chance = self.talking
        note, step = chance.choice(TALKS)
        self.talk(at, phone, site, note, step, chance.randint(7, 40), visit)

    def talk(
        self, at: datetime, phone: Phone, site: SiteMade, note: str, step: str | None, days: int, visit: str | None = None
    ) -> None:
        """A talk; what is to be done next is due in so many days."""
        told: dict[str, Any] = {
            "site": site.id,
            "way": self.talking.choice(("in_person", "in_person", "phone")),
            "note": note,
            "next_step": step,
            "next_on": (at.date() + timedelta(days=days)).isoformat() if step else None,
            "done": [],
        }
        self._tell(at, phone, "partner.contacted", site.partner, told, visit)

    def session(self, at: datetime, minutes: int, phone: Phone, site: SiteMade | None, visit: str | None, **odd: Any) -> str:
        """A session that is logged at its end."""
        chance = self.chance
        format_ = chance.choices(("offsite", "onsite", "virtual", "hybrid_offsite"), (70, 12, 8, 10))[0] if site else "virtual"
        in_room, on_screens = format_ != "virtual", format_ in ("virtual", "hybrid_offsite")
        known = chance.random() > 0.03
        told = {
            "on": at.date().isoformat(),
            "starts_at": clock.text(at - timedelta(minutes=min(minutes, 90))),
            "ends_at": clock.text(at),
            "site": site.id if site else None,
            "kind": chance.choices(("program", "one_to_one", "outreach_contact"), (80, 14, 6))[0],
            "format": format_,
            "audience": chance.choices(("0-5", "6-11", "12-18", "19+", "general"), (3, 8, 12, 62, 15))[0],
            "trainers": [phone.owner],
            "attendance_in_person": (chance.randint(2, 19) if known else None) if in_room else 0,
            "attendance_virtual": chance.randint(2, 14) if on_screens else 0,
            "async_views_30d": chance.randint(5, 60) if on_screens and chance.random() < 0.5 else None,
            "sponsor": ["staff_time"] if chance.random() < 0.7 else ["staff_time", "funds"],
            "digital_literacy": chance.random() < 0.9,
            "topic": chance.choice(list(DEFAULTS)),
            "languages": chance.choice((["en"], ["en"], ["es"], ["en", "es"])),
            "kits": [chance.choice(self.kits).id] if in_room else [],
            "partner_share": ["space"] if chance.random() < 0.8 else ["space", "publicity"],
            "room_holds": None,
            "series": None,
            "notes": "Several asked for an evening class." if chance.random() < 0.08 else None,
            **odd,
        }
        session = self._id((at - self.at(0, 0)).days)
        self._tell(at, phone, LOGGED, session, told, visit)
        if visit and self.asked.random() < 0.3:
            self._answers(at, phone, session, told["attendance_in_person"] or 0, visit)
        return session

    def _answers(self, at: datetime, phone: Phone, session: str, came: int, visit: str) -> None:
        """What those who came said on the phone that was passed round."""
        for number in range(self.asked.randint(0, min(came, 12))):
            points = {question: self.asked.choice((None, 3, 4, 4, 5, 5)) for question in QUESTIONS}
            words = self.asked.choice(SAID) if self.asked.random() < 0.3 else None
            moment = at + timedelta(seconds=20 + 9 * number)
            self._tell(moment, phone, ANSWERED, session, {**points, "words": words}, visit)

    def _tell(self, at: datetime, phone: Phone, kind: str, subject: str, payload: Mapping[str, Any], visit: str | None) -> None:
        self.told.append(Told(at, phone, kind, subject, payload, visit))

    def _id(self, day: int) -> str:
        moment = self.at(min(day, -1), 7)
        with clock.telling(lambda: moment):
            return ids.new()


def year(at: Any, phones: Sequence[Phone], kits: Mapping[str, KitMade], sites: Sequence[SiteMade]) -> Year:
    """What happens on visits from a year ago up to yesterday; `at(days, hour, minute)` gives moments."""
    rosa, tom = phones
    made = Year(at, phones, list(kits.values()), sites)
    for day in range(-YEAR_BACK, 0):
        if at(day, 12).weekday() >= 5:
            continue
        for phone, hour in ((rosa, 9), (tom, 13)):
            if made.chance.random() < 0.32:
                made.visit(day, hour, phone, made.chance.choice(sites))
    made.session(
        at(-6, 16), 60, rosa, sites[8], None, kind="program", format="offsite", attendance_in_person=1212, attendance_virtual=0
    )
    made.session(at(-8, 11), 60, tom, sites[12], None, kind="program", format="offsite", audience="19+")
    made.session(at(-8, 11, 5), 60, rosa, sites[30], None, kind="program", format="offsite", trainers=[rosa.owner, tom.owner])
    made.session(at(-4, 15), 60, rosa, sites[22], None, kind="program", format="offsite", audience="general")
    made.session(at(-4, 15, 10), 60, tom, sites[22], None, kind="program", format="offsite", audience="general")
    made.session(at(-2, 17), 60, tom, sites[3], None, format="offsite", ends_at=clock.text(at(-2, 14)))
    made.talk(at(-3, 15), rosa, sites[5], *TALKS[0], days=12)
    made.talk(at(-1, 11), tom, sites[14], *TALKS[2], days=5)
    made.told.sort(key=lambda one: one.at)
    return made


def review(library: str, made: Year, logged: Mapping[str, str], coordinator: str) -> None:
    """In one long morning the coordinator has looked at most of what was there, and returned the last of it with a question."""
    ready = [one for one in made.told if one.kind == LOGGED and one.at < made.at(-14, 0)]
    for place, one in enumerate(ready, start=1):
        is_last = place == len(ready)
        if place % 11 == 0 and not is_last:
            continue
        word, comment = ("returned", "Was this one class or two? Please look again.") if is_last else ("approved", None)
        moment = made.at(-12, 10) + timedelta(seconds=40 * place)
        _decide(library, moment, one.subject, f"training_session.{word}", coordinator, logged[one.subject], comment)
    _approve_what_is_old(library, made, made.at(-12, 10) + timedelta(seconds=40 * len(ready) + 40), coordinator)


def _approve_what_is_old(library: str, made: Year, moment: datetime, coordinator: str) -> None:
    """Visits and hand-ins of two weeks ago and before that add up were approved together."""
    before = clock.micros(made.at(-14, 0))
    with reading(library) as session:
        mine = select(Record.sort, Record.id, Record.version).where(Record.sort != SESSION, Record.at < before)
        old = [(sort, id_, version) for sort, id_, version in session.execute(mine.order_by(Record.at, Record.id))]
    for start in range(0, len(old), deciding.MOST_AT_ONCE):
        with clock.telling(lambda: moment), writing(library) as handle:
            some = old[start : start + deciding.MOST_AT_ONCE]
            deciding.approve_all(handle, CATALOGUE, some, batch=ids.new(), author=coordinator, zone=ZONE)


def _decide(library: str, moment: datetime, subject: str, kind: str, coordinator: str, of: str, comment: str | None) -> None:
    with clock.telling(lambda: moment), writing(library) as handle:
        desk.record_one(
            handle,
            CATALOGUE,
            fact_id=ids.new(),
            kind=kind,
            subject=subject,
            author=coordinator,
            payload={"of": of, "comment": comment},
            zone=ZONE,
        )


def plan(library: str, made: Year, coordinator: str) -> None:
    """The visits of the next weeks, one of them every week."""
    chance, staff = made.chance, [phone.owner for phone in made.phones]
    with clock.telling(lambda: made.at(-1, 9)), writing(library) as handle:
        for day in range(DAYS_AHEAD):
            if made.at(day, 12).weekday() >= 5:
                continue
            for who, hour in zip(staff, (10, 14), strict=True):
                if chance.random() < 0.45:
                    site, (holds, _topic) = chance.choice(made.sites), chance.choice(HOLDS)
                    starts = made.at(day, hour).replace(tzinfo=None)
                    editing.plan(
                        handle,
                        ids.new(),
                        starts=starts,
                        ends=starts + timedelta(minutes=chance.choice((90, 120, 150))),
                        zone=ZONE,
                        trainers=[who],
                        kits=[chance.choice(made.kits).id],
                        by=coordinator,
                        site_id=site.id,
                        holds=holds,
                        access=chance.choice(("", "Side door, ring twice.", "Ask for the key at the desk.")),
                        parking=chance.choice(("", "Behind the building.", "On the street, two hours.")),
                        power=chance.choice(("", "Two outlets at the back wall; bring the extension cord.")),
                        wifi=chance.choice(("", "Guest network, no password.", "None: bring a hotspot.")),
                        contact=chance.choice(("", "The front desk", "The program director")),
                        room_holds=chance.choice((None, 12, 20, 30)),
                    )
