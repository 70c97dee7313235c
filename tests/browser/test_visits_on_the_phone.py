"""A visit from its start to its end on the phone, with no network: what is recorded in it, and put right after it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, ask_for_news, badge, sign_in, take_out
from outreach_app.db import reading, writing
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Weekly
from outreach_app.partners import editing as places
from outreach_app.partners import queries as partners
from outreach_app.visits import editing

Look = Callable[[Page, str], None]
ABOUT = {
    "holds": "Email basics, about 8 people",
    "access": "Side door on Pine Street, ask at the front desk",
    "parking": "Behind the hall",
    "wifi": "None; there is mobile signal by the window",
    "contact": "Dana Cole, +1 (555) 010-4477, dana@example.org",
    "room_holds": 20,
}


@pytest.fixture
def planned(running: Served) -> Served:
    """A visit of Ann and Bob that begins in an hour, for which a kit is reserved."""
    running.library.site("S1")
    running.library.site("S2")
    always = Hours(tuple(Weekly(day, "00:00", "00:00") for day in DAYS))
    with writing(running.library.id) as handle:
        places.change_site(handle, "S1", seen=1, by="cora", opening=rules.written(always))
    starts = (datetime.now(UTC) + timedelta(hours=1)).replace(tzinfo=None)
    with writing(running.library.id) as handle:
        editing.plan(
            handle, "V1", starts=starts, ends=starts + timedelta(hours=2), zone="UTC", trainers=["ann", "bob"],
            kits=["K1"], by="cora", site_id="S1", **ABOUT,
        )  # fmt: skip
    return running


def signed_in(phone: Phone, served: Served, *, offline: bool = True) -> Page:
    page = phone.open(served.address())
    sign_in(page, served.library.email("ann"))
    if offline:
        served.server.stop()
    page.goto(served.address())
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    return page


def start(page: Page) -> None:
    page.get_by_role("button", name="Start visit").click()
    expect(page.get_by_text("Arrived at Place S1")).to_be_visible()


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def test_what_to_know_before_one_goes(phone: Phone, planned: Served, looks_well: Look, watch):
    page = signed_in(phone, planned)
    page.get_by_role("link", name="Place S1").click()

    expect(page.get_by_role("heading", level=1, name="Place S1")).to_be_visible()
    expect(page.get_by_text(ABOUT["access"])).to_be_visible()
    expect(page.get_by_text("20 people")).to_be_visible()
    expect(page.get_by_role("link", name="Call")).to_have_attribute("href", "tel:+15550104477")
    expect(page.get_by_role("link", name="Write")).to_have_attribute("href", "mailto:dana@example.org")
    expect(page.get_by_role("link", name=re.compile("open in maps"))).to_have_attribute(
        "href", re.compile("^(geo|maps|https):")
    )
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    expect(page.get_by_role("checkbox", name="Bob")).not_to_be_checked()
    looks_well(page, "visit-planned")


def test_a_visit_offline_from_its_start_to_its_end(phone: Phone, planned: Served, looks_well: Look, watch):
    page = signed_in(phone, planned)
    start(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()

    more = page.get_by_role("button", name="One more: Stopped at the table")
    for _ in range(3):
        more.click()
    expect(row(page, "Stopped at the table").get_by_role("status")).to_have_text("3")
    page.get_by_role("button", name="Take one back: Stopped at the table").first.click()
    expect(row(page, "Stopped at the table").get_by_role("status")).to_have_text("2")

    page.get_by_role("link", name="Note what people ask for").click()
    page.get_by_role("button", name="Record the need").click()
    expect(page.get_by_text("Choose one; “Something else” will do.")).to_be_visible()
    page.get_by_role("radio", name="Internet at home").check(force=True)
    page.get_by_role("button", name="One more: How many asked?").click()
    page.get_by_label("In a line").fill("Mrs Alvarez wants a hotspot, 555-010-4477")
    expect(page.get_by_text("Does this name a person?")).to_be_visible()
    looks_well(page, "need-names-a-person")
    page.get_by_label("In a line").fill("a hotspot to take home")
    expect(page.get_by_text("Does this name a person?")).to_have_count(0)
    page.get_by_role("button", name="Record the need").click()
    expect(row(page, "Asked for Internet at home: 2")).to_contain_text("a hotspot to take home")

    page.get_by_role("link", name="Note a referral").click()
    page.get_by_role("radio", name="Digital skills").check(force=True)
    looks_well(page, "referral")
    page.get_by_role("button", name="Record the referral").click()
    expect(row(page, "Referred on for Digital skills: 1")).to_be_visible()

    page.get_by_role("link", name=re.compile("^K1")).click()
    page.get_by_role("link", name="Take out").click()
    page.get_by_role("button", name="Record: taken out").click()
    page.get_by_role("link", name="To the visit at Place S1").click()
    expect(row(page, "Took out K1")).to_contain_text("waiting")
    looks_well(page, "visit-under-way")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Under way")).to_be_visible()
    looks_well(page, "today-under-way")

    page.get_by_role("link", name="Go on with the visit").click()
    page.get_by_role("link", name="Finish visit").click()
    page.get_by_label("Anything to say about it?").fill("The room was cold")
    row(page, "Asked for Internet at home").get_by_role("button", name="Take one back").click()
    expect(row(page, "Asked for Internet at home: 1")).to_be_visible()
    looks_well(page, "finish-visit")
    page.get_by_role("button", name="Record: visit finished").click()
    expect(page.get_by_role("heading", name="It took place.")).to_be_visible()
    looks_well(page, "visit-finished")

    page.get_by_role("link", name="Correct how it ended").click()
    expect(page.get_by_label("Anything to say about it?")).to_have_value("The room was cold")
    page.get_by_role("radio", name="Nobody came").check(force=True)
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_role("heading", name="Nobody came.")).to_be_visible()
    page.goto(planned.address("waiting"))
    looks_well(page, "waiting-of-a-visit")

    planned.server.start()
    page.get_by_role("button", name="Send now").click()
    expect(badge(page)).to_have_text("all kept")
    page.goto(planned.address("visits/V1"))
    expect(page.get_by_role("heading", name="Nobody came.")).to_be_visible()
    expect(page.get_by_text("Does not add up")).to_have_count(0)
    (visit,) = planned.library.rows("visits", "staff:ann").values()
    assert (visit["state"], visit["outcome"], visit["people"]) == ("finished", "nobody_came", ["ann"])
    assert visit["discrepancies"] == []


def test_a_visit_that_nobody_planned(phone: Phone, planned: Served, looks_well: Look, watch):
    page = signed_in(phone, planned)
    page.get_by_role("link", name="Start a visit somewhere else").click()
    page.get_by_role("button", name="Start visit").click()
    expect(page.get_by_text("Choose the place where you are.")).to_be_visible()
    page.get_by_role("searchbox").fill("S1")
    page.get_by_role("button", name=re.compile("^Place S1")).click()
    expect(page.get_by_text("You have a visit planned here today")).to_be_visible()
    looks_well(page, "start-visit-planned-here")
    page.get_by_role("button", name="Change").click()
    page.get_by_role("searchbox").fill("S2")
    page.get_by_role("button", name=re.compile("^Place S2")).click()
    page.get_by_role("button", name="Start visit").click()
    expect(page.get_by_role("heading", level=1, name="Place S2")).to_be_visible()
    page.get_by_role("link", name="Take a kit out or bring it back").click()
    take_out(page, "K2")
    planned.server.start()
    ask_for_news(page)
    rows = planned.library.rows("visits", "staff:ann")
    (begun,) = [one for one in rows.values() if one["id"] != "V1"]
    assert (begun["site"], begun["state"], begun["people"]) == ("S2", "started", ["ann"])
    page.goto(planned.address(f"visits/{begun['id']}"))
    expect(row(page, "Took out K2")).to_contain_text("kept")


def test_the_place_and_the_lists(phone: Phone, planned: Served, looks_well: Look, watch):
    page = signed_in(phone, planned)
    for name, path in {
        "visits": "visits",
        "places": "sites",
        "place": "sites/S1",
        "need-at-a-place": "sites/S2/need",
        "start-visit": "visits/new",
        "no-such-visit": "visits/gone",
        "no-such-place": "sites/gone",
    }.items():
        page.goto(planned.address(path))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looks_well(page, name)
    page.goto(planned.address("sites"))
    page.get_by_role("searchbox").fill("S1")
    page.get_by_role("button", name=re.compile("^Place S1")).click()
    expect(page.get_by_text("Dana Cole")).to_be_visible()
    expect(page.get_by_text("Open day and night")).to_be_visible()
    page.get_by_text("Hours of the next days").click()
    expect(row(page, "tomorrow")).to_contain_text(re.compile(r"12:00\sAM\s–\s12:00\sAM"))
    expect(page.get_by_role("heading", name="Next visits here")).to_be_visible()


def test_a_talk_with_a_partner_and_what_is_to_be_done_next(phone: Phone, planned: Served, looks_well: Look, watch):
    page = signed_in(phone, planned)
    page.goto(planned.address("sites/S1"))
    page.get_by_role("link", name="Note a talk and the next step").click()
    page.get_by_role("button", name="Record the talk").click()
    expect(page.get_by_text("A few words, or what is to be done next.")).to_be_visible()
    page.get_by_label("What was it about?").fill("They would like an evening class")
    page.get_by_label("What is to be done next?").fill("Send three dates")
    page.get_by_label("By when?").fill("2030-12-01")
    looks_well(page, "talk")
    page.get_by_role("button", name="Record the talk").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(row(page, "Send three dates")).to_contain_text("to be done by")
    looks_well(page, "place-with-a-talk")

    page.get_by_role("link", name="Note a talk and the next step").click()
    page.get_by_role("checkbox", name="Send three dates").check()
    looks_well(page, "talk-of-what-is-done")
    page.get_by_role("button", name="Record the talk").click()
    expect(page.get_by_text("to be done by")).to_have_count(0)
    planned.server.start()
    page.goto(planned.address("waiting"))
    expect(badge(page)).to_have_text("all kept")
    with reading(planned.library.id) as session:
        assert partners.open_steps(session) == []
        assert [one.due_on for one in partners.steps_done(session)] == ["2030-12-01"]


def test_a_phone_that_could_not_write_says_so_and_starts_nothing(phone: Phone, planned: Served, watch):
    page = signed_in(phone, planned)
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError') } }")
    page.get_by_role("button", name="Start visit").click()

    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    expect(page.get_by_role("heading", name="Under way")).to_have_count(0)
