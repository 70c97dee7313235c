"""The disaster plan in a trainer's hand with no network: who steps in, what is offered where, whom to call."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, ask_for_news, sign_in
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.staff import changing
from outreach_app.db import writing
from outreach_app.emergency.plan import editing

Look = Callable[[Page, str], None]
ENTRIES = (
    ("contacts", {"name": "Duty officer", "organization": "County", "person": "", "phone": "(555) 010-1911", "mail": ""}),
    ("services", {"service": "charging", "name": "", "steps": ["Find outlets", "Tape cables down"]}),
    (
        "places",
        {"site": "S1", "name": "", "address": "", "power": "", "wifi": "", "services": ["services"], "note": "Ring twice"},
    ),
    ("kits", {"kit": "K1", "place": "places", "note": ""}),
    ("roles", {"name": "Kits and technology", "duties": "Sends them", "holders": ["staff:bob", "staff:ann"]}),
    ("calls", {"who": "role:roles", "caller": "", "phone": "(555) 010-1200", "note": ""}),
    ("links", {"name": "Apply for help", "address": "https://help.example.org/", "note": ""}),
)


@pytest.fixture
def with_a_plan(running: Served) -> Served:
    """A draft with an entry of each section, and a role whose holder is about to leave."""
    running.library.site("S9", "P1", power="Generator", wifi='{"name": "Guests", "password": "welcome in"}')
    with writing(running.library.id) as handle:
        editing.begin(handle, "plan", name="Disaster plan", by=None)
        for section, body in ENTRIES:
            told = {**body, "site": "S9"} if section == "places" else body
            editing.add_entry(handle, "plan", section, section, told, by=None)
    return running


def test_the_plan_is_there_with_no_network(phone: Phone, with_a_plan: Served, looks_well: Look, watch):
    served = with_a_plan
    page = phone.open(served.address())
    sign_in(page, served.library.email("ann"))
    page.goto(served.address("plan"))
    expect(page.get_by_text("Nobody has approved this plan")).to_be_visible()
    with writing(served.library.id) as handle:
        editing.approve(
            handle, "plan", seen=1, by=None, approver_id=None, approved_by="Board of trustees", approved_on="2026-11-20",
            review_on="2099-11-20",
        )  # fmt: skip
        changing.deactivate(handle, handle.session.get_one(StaffMember, (served.library.id, "bob")), by=None)
    page.goto(served.address("today"))
    ask_for_news(page)
    page.context.set_offline(True)
    page.goto(served.address("more"))
    page.get_by_role("link", name="Disaster plan").click()
    expect(page.get_by_text("by Board of trustees")).to_be_visible()
    expect(page.get_by_text("Last refreshed")).to_be_visible()
    expect(page.get_by_text("Vacant: Ann steps in")).to_be_visible()
    expect(page.get_by_role("heading", name="Your role")).to_be_visible()
    expect(page.get_by_text("Wi-Fi: Guests, password welcome in")).to_be_visible()
    expect(page.get_by_role("link", name="(555) 010-1200")).to_have_attribute("href", "tel:5550101200")
    page.get_by_text("Charging phones", exact=True).click()
    expect(page.get_by_text("Tape cables down")).to_be_visible()
    looks_well(page, "plan")
