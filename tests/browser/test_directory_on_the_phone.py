"""The referral directory in a trainer's hand with no network: found, called, handed on, counted."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.directory import service, term
from fixtures.field import Served, ask_for_news, sign_in
from outreach_app.db import reading, writing
from outreach_app.directory import keeping
from outreach_app.directory.intake.unnesting import unnested
from outreach_app.trends import queries as trends

Look = Callable[[Page, str], None]


@pytest.fixture
def with_a_directory(running: Served) -> Served:
    """Three services, one of them for a fee."""
    skills = [{"id": "S-2-topic", "taxonomy_term": term("digital_skills")}]
    week = "MO,TU,WE,TH,FR,SA,SU"
    day_and_night = {"id": "S-hours", "freq": "WEEKLY", "byday": week, "opens_at": "00:00", "closes_at": "00:00"}
    services = [
        service(
            "S-1",
            "Laptop loans",
            fees_description="Free of charge",
            assured_date="2026-09-01",
            minimum_age=16,
            alert="Closed over the holidays",
            application_process="Bring a library card.",
        ),
        service(
            "S-2",
            "Computer classes",
            attributes=skills,
            languages=[],
            schedules=[{**day_and_night, "id": "S-2-hours", "valid_to": "2020-12-31"}],
        ),
        service(
            "S-3", "Used tablets", cost_options=[{"id": "S-3-cost", "amount": 40, "currency": "USD"}], schedules=[day_and_night]
        ),
    ]
    with writing(running.library.id) as handle:
        keeping.put(handle, unnested("service", services))
    return running


def test_somebody_is_sent_to_a_service_with_no_network(phone: Phone, with_a_directory: Served, looks_well: Look, watch):
    served = with_a_directory
    page = phone.open(served.address())
    sign_in(page, served.library.email("ann"))
    page.context.set_offline(True)
    page.goto(served.address("today"))
    page.get_by_role("link", name="Referral directory").click()
    expect(page.get_by_role("heading", level=1, name="Referral directory")).to_be_visible()
    looks_well(page, "directory")
    page.get_by_label("Any cost").select_option(label="Free (1)")
    expect(page.get_by_role("link", name=re.compile("Used tablets"))).to_have_count(0)
    page.get_by_label("Any cost").select_option(label="Any cost")
    page.get_by_label("Open now").check()
    expect(page.get_by_role("link", name=re.compile("Used tablets"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Computer classes"))).to_have_count(0)
    page.get_by_label("Open now").uncheck()
    page.get_by_role("searchbox").fill("lapotp")
    expect(page.get_by_text("Nothing is found by that word. Shown is: laptop")).to_be_visible()
    page.get_by_role("link", name=re.compile("Laptop loans")).click()

    expect(page.get_by_role("link", name="(555) 010-2000")).to_have_attribute("href", "tel:+15550102000")
    expect(page.get_by_text("Closed over the holidays")).to_be_visible()
    expect(page.get_by_text(re.compile("^Monday and Wednesday: 9:00"))).to_be_visible()
    more = page.get_by_role("button", name="One more: Referred on")
    for count in ("1", "2", "3"):
        more.click()
        expect(page.locator("output")).to_have_text(count)
    page.get_by_role("button", name="Take one back: Referred on").click()
    expect(page.locator("output")).to_have_text("2")
    page.get_by_role("button", name="Hold up its code").click()
    expect(page.get_by_role("img", name="Code of the listing")).to_be_visible()
    looks_well(page, "listing")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("lapotp")
    page.get_by_role("searchbox").fill("zzzz zzzz")
    expect(page.get_by_role("heading", name="No service fits")).to_be_visible()

    page.context.set_offline(False)
    page.goto(served.address("today"))
    ask_for_news(page)
    with reading(served.library.id) as session:
        assert trends.referrals(session, date(2026, 1, 1), date(2099, 1, 1)) == {"S-1": 2}
        assert trends.by_topic(session, date(2026, 1, 1), date(2099, 1, 1)) == {"referral": {"device": 2}}
