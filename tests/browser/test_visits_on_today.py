"""Where one goes next, on the first screen of the phone, with or without a network."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, sign_in
from outreach_app.db import writing
from outreach_app.visits import editing

Look = Callable[[Page, str], None]
ABOUT = {
    "holds": "Email basics, about 8 people",
    "access": "Side door on Pine Street, ask at the front desk",
    "wifi": "None; there is mobile signal by the window",
    "contact": "Dana Cole, +1 (555) 010-4477",
}


@pytest.fixture
def plan(running: Served) -> Callable[..., None]:
    """Plans a visit at the desk, so many hours from now."""
    running.library.site("S1")
    running.library.site("S2")

    def make(id_: str, hours: float, site: str = "S1", kits: tuple[str, ...] = (), **told: str) -> None:
        starts = (datetime.now(UTC) + timedelta(hours=hours)).replace(tzinfo=None)
        with writing(running.library.id) as handle:
            editing.plan(
                handle, id_, starts=starts, ends=starts + timedelta(hours=2), zone="UTC",
                trainers=["ann"], kits=kits, by="cora", site_id=site, **told,
            )  # fmt: skip

    return make


def today(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()


def test_it_tells_the_next_visit_and_those_after_it_with_no_network(
    phone: Phone, running: Served, plan: Callable[..., None], looks_well: Look, watch
):
    plan("V1", 2, kits=("K1",), **ABOUT)
    plan("V2", 50, site="S2", holds="Online forms")
    plan("V0", -30, site="S2", holds="Over since yesterday")
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    page.goto(running.address())

    next_ = page.locator(".visit")
    expect(next_).to_contain_text("Place S1")
    expect(next_).to_contain_text(ABOUT["access"])
    expect(next_.get_by_role("link", name="Call")).to_have_attribute("href", "tel:+15550104477")
    expect(next_.get_by_role("link", name="K1")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Online forms")).to_contain_text("Place S2")
    expect(page.get_by_text("Over since yesterday")).to_have_count(0)
    looks_well(page, "today-with-visits")


def test_a_visit_of_somebody_else_is_not_mine(phone: Phone, running: Served, plan: Callable[..., None], watch):
    plan("V1", 2, **ABOUT)
    page = phone.open(running.address())
    sign_in(page, running.library.email("bob"))
    today(page)

    expect(page.get_by_role("heading", name="You carry")).to_be_visible()
    expect(page.get_by_text("Next visit")).to_have_count(0)
