"""A week of three trainers with no network, lived on their phones, while the desk goes on planning; then the desk's totals."""

import os
from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from fixtures.browser import MakePhone, Phone
from fixtures.databases import KINDS
from fixtures.desk import Desk
from fixtures.field import Served, badge, sign_in
from fixtures.library import PASSWORD
from outreach_app.db import reading, writing
from outreach_app.training_sessions import projection, topics
from outreach_app.visits import editing
from outreach_app.visits.models import Visit

ZONE = "America/Chicago"
HERE = ZoneInfo(ZONE)
TODAY = datetime.now(HERE).date()
TRAINERS = ("ann", "bob", "cyd")
A_CLOCK_OFF = timedelta(hours=3)

# What was really held, counted by hand: sessions and people.
BY_AGE = {"0-5": (1, 8), "6-11": (1, 8), "12-18": (1, 12), "19+": (3, 30), "general": (2, 20)}
BY_PLACE = {"onsite": (2, 20), "offsite": (5, 49), "virtual": (1, 9)}
ALL = (8, 78)

AGES_SQL = """
    select audience, count(*), sum(coalesce(in_person, 0) + coalesce(virtual, 0))
    from training_sessions where library_id = :library and kind = 'program' and not withdrawn and review <> 'rejected'
    group by audience
"""
SESSIONS_SQL = """
    select case when format in ('onsite', 'hybrid_onsite') then 'onsite'
                when format in ('offsite', 'hybrid_offsite') then 'offsite' else 'virtual' end as place, count(*)
    from training_sessions where library_id = :library and kind = 'program' and not withdrawn and review <> 'rejected'
    group by place
"""
PEOPLE_SQL = """
    select place, sum(people) from (
        select case when format in ('onsite', 'hybrid_onsite') then 'onsite' else 'offsite' end as place,
               coalesce(in_person, 0) as people
        from training_sessions where library_id = :library and kind = 'program' and not withdrawn and review <> 'rejected'
          and format <> 'virtual'
        union all
        select 'virtual', coalesce(virtual, 0) + case when format = 'virtual' then coalesce(in_person, 0) else 0 end
        from training_sessions where library_id = :library and kind = 'program' and not withdrawn and review <> 'rejected'
    ) as told group by place
"""


@pytest.fixture(params=KINDS if os.environ.get("OUTREACH_SOAK") == "1" else KINDS[:1])
def database_url(request: pytest.FixtureRequest) -> str:
    """The counts are asked of both kinds of database in tests/training_sessions; the week on both is for `make soak`."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


def at(days_ago: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the week, on the library's clocks."""
    return datetime.combine(TODAY - timedelta(days=days_ago), time(hour, minute), HERE)


@pytest.fixture
def library(served: Served) -> Served:
    """Three trainers, three places, and a visit planned for each of four days."""
    made = served.library
    made.staff("cyd", password=PASSWORD)
    for site in ("S1", "S2", "S3"):
        made.site(site)
    with writing(made.id) as handle:
        projection.put_topics(handle, topics.for_language("en"))
    for id_, who, site, day, hour in (
        ("VA", "ann", "S1", 6, 10),
        ("VB", "bob", "S2", 5, 14),
        ("VC", "cyd", "S3", 4, 9),
        ("VD", "bob", "S1", 2, 9),
    ):
        plan(served, id_, who, site, at(day, hour))
    return served


def plan(served: Served, id_: str, who: str, site: str, starts: datetime) -> None:
    local = starts.replace(tzinfo=None)
    with writing(served.library.id) as handle:
        editing.plan(
            handle, id_, starts=local, ends=local + timedelta(hours=2), zone=ZONE, trainers=[who], kits=(), by="cora",
            site_id=site,
        )  # fmt: skip


def the_desk_goes_on(served: Served) -> None:
    """Meanwhile, on the desk's pages, one visit goes to another place, one is called off, one is somebody else's."""
    made = served.library
    desk = Desk(made, made.app.test_client(), made.email("cora"))
    elsewhere = {"site_id": "S3", "on": at(5, 16).date().isoformat(), "starts": "16:00", "ends": "17:00", "trainers": ["bob"]}
    others = {"site_id": "S1", "on": at(2, 9).date().isoformat(), "starts": "09:00", "ends": "11:00", "trainers": ["cyd"]}
    for path, typed in (
        ("/visits/VB/plan", elsewhere),
        ("/visits/VC/calling-off", {"because": "The church has a funeral"}),
        ("/visits/VD/plan", others),
    ):
        assert desk.send(path, **typed).status_code == HTTPStatus.SEE_OTHER
    plans = {one.id: (one.site_id, one.version) for one in desk.rows(Visit)}
    assert (plans["VB"], plans["VD"]) == (("S3", 2), ("S1", 2))


class Trainer:
    """A trainer with a phone, whose clock says what it is told to."""

    def __init__(self, served: Served, phone: Phone, who: str, off: timedelta) -> None:
        self.served, self.phone, self.off = served, phone, off
        self.page = phone.open()
        self.clock_says(datetime.now(HERE))
        self.page.goto(served.address())
        sign_in(self.page, served.library.email(who), f"{who}'s phone")

    def clock_says(self, moment: datetime) -> None:
        self.page.clock.set_fixed_time(moment + self.off)

    def logs(self, when: datetime, address: str, audience: str, people: int | None = None, **told: Any) -> str:
        """Fill the form in and save it; gives the session's id."""
        page = self.page
        self.clock_says(when)
        page.goto(self.served.address(f"session/new{address}"))
        for group in ("kind", "where"):
            if group in told:
                page.get_by_text("More about it").click() if group == "kind" else None
                page.get_by_role("radio", name=told[group], exact=True).click()
        if "online" in told:
            if told.get("where") != "Online":
                page.get_by_role("checkbox", name="Some joined online").click()
            page.get_by_role("textbox", name="How many joined on screens?").fill(str(told["online"]))
        if people is not None:
            page.get_by_role("textbox", name="How many people came?").fill(str(people))
        page.get_by_role("radio", name=audience, exact=True).click()
        page.get_by_role("button", name="Save session").click()
        if people is None and "online" not in told:
            page.get_by_role("button", name="Save without a number").click()
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        return page.url.rsplit("/", 1)[1]

    def changes(self, when: datetime, session: str, people: int, why: str) -> None:
        self.clock_says(when)
        self.page.goto(self.served.address(f"session/{session}/amend"))
        self.page.get_by_role("textbox", name="How many people came?").fill(str(people))
        self.page.get_by_label("Why is it changed?").fill(why)
        self.page.get_by_role("button", name="Save the change").click()
        expect(self.page.get_by_role("heading", name="Saved on this phone")).to_be_visible()

    def withdraws(self, when: datetime, session: str, why: str) -> None:
        self.clock_says(when)
        self.page.goto(self.served.address(f"session/{session}/withdraw"))
        self.page.get_by_label("Why?").fill(why)
        self.page.get_by_role("button", name="Withdraw it").click()
        expect(self.page.get_by_role("heading", name="Saved on this phone")).to_be_visible()

    def passes_the_phone_round(self, session: str, *points: int) -> None:
        page = self.page
        page.goto(self.served.address(f"session/{session}/pulse"))
        page.get_by_role("button", name="Hand it to the first person").click()
        for number, point in enumerate(points):
            if number:
                page.get_by_role("button", name="Next person").click()
            page.get_by_role("radio", name=str(point)).first.click()
            page.get_by_role("button", name="Done").click()
        page.get_by_role("button", name="That was everybody").click()

    def comes_home(self) -> None:
        """The phone is opened where there is a network, some day later and with its clock put right."""
        self.phone.close()
        self.page = self.phone.open(self.served.address())
        expect(badge(self.page)).to_have_text("all kept")


@pytest.mark.timeout(300)
def test_the_desks_totals_of_a_week_without_a_network_are_what_was_held(
    library: Served, make_phone: MakePhone, page: Page
) -> None:
    library.server.start()
    ann, bob, cyd = (Trainer(library, make_phone(), who, A_CLOCK_OFF if who == "bob" else timedelta(0)) for who in TRAINERS)
    library.server.stop()
    the_desk_goes_on(library)

    first = ann.logs(at(6, 11), "?visit=VA", "19 and older", 9)
    ann.passes_the_phone_round(first, 5, 4, 4, 3, 5)
    ann.logs(at(6, 12), "?visit=VA", "6 to 11", 5, online=3)
    bob.logs(at(5, 15, 30), "?visit=VB", "12 to 18", 12)
    # It had been called off, and was held all the same; one more came than was written down.
    small = cyd.logs(at(4, 10, 30), "?visit=VC", "0 to 5", 7)
    cyd.changes(at(4, 18), small, 8, "One slept in the back row")
    cyd.logs(at(4, 16), "", "19 and older", 1, kind="One-to-one help")
    bob.logs(at(3, 13), "", "19 and older", where="Online", online=6)
    # One class, written down by both who gave it; then one of them takes it back.
    ann.logs(at(2, 12, 30), "?site=S2", "19 and older", 15)
    twice = bob.logs(at(2, 12, 40) - A_CLOCK_OFF, "?site=S2", "19 and older", 15)
    cyd.logs(at(2, 15), "", "All ages", 20)
    ann.logs(at(1, 17), "", "All ages", where="In the library")
    assert library.library.facts() == {}

    library.server.start()
    for trainer in (ann, bob, cyd):
        trainer.comes_home()
    assert library.library.quarantine() == {}
    assert {"session.told_by_two", "fact.clock_off"} <= set(library.library.open_kinds())
    library.server.stop()
    bob.withdraws(datetime.now(HERE) - A_CLOCK_OFF, twice, "Ann logged it too")
    library.server.start()
    bob.comes_home()
    assert "session.told_by_two" not in library.library.open_kinds()

    facts = sorted(fact.kind for fact in library.library.facts().values())
    assert facts.count("training_session.logged") == 10
    assert facts.count("outcome.answered") == 5
    with reading(library.library.id) as session:
        told = {"library": library.library.id}
        ages = {age: (many, people) for age, many, people in session.execute(text(AGES_SQL), told)}
        sessions = {place: many for place, many in session.execute(text(SESSIONS_SQL), told)}
        people = {place: many for place, many in session.execute(text(PEOPLE_SQL), told)}
    assert ages == BY_AGE
    assert {place: (sessions[place], people[place]) for place in sessions} == BY_PLACE
    assert tuple(map(sum, zip(*BY_AGE.values(), strict=True))) == tuple(map(sum, zip(*BY_PLACE.values(), strict=True))) == ALL
    the_desk_says(library, page)


def the_desk_says(library: Served, page: Page) -> None:
    """What the coordinator reads of that week: 600 is 609, 610 is 619, and each line is what the plain count gives."""
    page.goto(f"{library.server.url}/sign-in")
    page.get_by_label("Email address").fill(library.library.email("cora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{library.server.url}/sessions/totals?first={TODAY - timedelta(days=7)}&last={TODAY}")
    lines = page.get_by_role("main").get_by_role("row")
    for number, (sessions, people) in {
        601: BY_AGE["0-5"], 602: BY_AGE["6-11"], 603: BY_AGE["12-18"], 604: BY_AGE["19+"], 605: BY_AGE["general"],
        600: ALL, 606: BY_PLACE["onsite"], 607: BY_PLACE["offsite"], 608: BY_PLACE["virtual"], 609: ALL,
    }.items():  # fmt: skip
        line = lines.filter(has_text=f"({number})")
        expect(line).to_contain_text(f"{sessions} ({number})")
        expect(line).to_contain_text(f"{people} ({number + 10})")
