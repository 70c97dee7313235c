"""A phone that the library does not know any more, or that it told to leave: nothing that it holds is stranded."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out
from outreach_app.db import writing
from outreach_app.doors import codes
from outreach_app.doors.models import Door

DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"


def facts_in_order(served: Served) -> list[tuple[str, int, str, str]]:
    facts = served.library.facts().values()
    return sorted((fact.kind, fact.seq, fact.author, fact.device) for fact in facts)


@pytest.fixture
def page(phone: Phone, running: Served) -> Page:
    """A phone with a fact that waits, and a server that is not there."""
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    take_out(page, "K1")
    return page


def device_on(page: Page) -> str:
    """The phone's id, from what it keeps."""
    return page.evaluate("JSON.parse(localStorage.getItem('outreach-outbox')).device")


def test_an_unknown_phone_signs_in_again_and_hands_in_what_it_recorded_before(page: Page, running: Served, looks_well):
    library, old = running.library, device_on(page)
    with writing(library.id) as handle:
        handle.session.execute(delete(Door).where(Door.kind == codes.TOKEN))
    running.server.start()
    page.reload()
    expect(badge(page)).to_have_text("sign in again")
    take_out(page, "K2")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Waiting").click()
    expect(page.get_by_role("heading", name="2 things to send")).to_be_visible()
    looks_well(page, "again-waiting")
    page.get_by_role("contentinfo").get_by_role("link", name="Sign in again").click()
    expect(page.get_by_text("2 things are safe here")).to_be_visible()
    looks_well(page, "again")
    assert library.facts() == {}

    sign_in(page, library.email("ann"))
    new = device_on(page)
    take_out(page, "K2")
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    assert new != old
    assert facts_in_order(running) == [
        ("kit.checked_out", 1, "ann", old),
        ("kit.checked_out", 1, "ann", new),
        ("kit.checked_out", 2, "ann", old),
    ]


@pytest.mark.parametrize("state", ["draining", "revoked"])
def test_a_phone_that_is_told_to_leave_hands_in_all_and_then_empties_itself(
    page: Page, running: Served, state: str, looks_well
):
    library, old = running.library, device_on(page)
    library.become(old, state)
    running.server.start()
    page.reload()
    expect(page.get_by_role("heading", name="This phone is empty now")).to_be_visible()
    looks_well(page, "wiped")

    assert (len(library.facts()), len(library.quarantine())) == ((1, 0) if state == "draining" else (0, 1))
    assert page.evaluate(DATABASES) == []
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Sign in afresh").click()
    sign_in(page, library.email("ann"))
    assert device_on(page) != old


def test_every_window_of_a_phone_learns_that_it_was_emptied(page: Page, running: Served):
    running.library.become(device_on(page), "draining")
    other = page.context.new_page()
    other.goto(running.address("kits/K2/out"))
    expect(badge(other)).to_contain_text("1 waiting")
    running.server.start()
    page.reload()

    for window in (page, other):
        expect(window.get_by_role("heading", name="This phone is empty now")).to_be_visible()
    assert len(running.library.facts()) == 1
    other.get_by_role("button", name="Sign in afresh").click()
    sign_in(other, running.library.email("ann"))


def test_a_phone_that_must_leave_and_cannot_send_yet_keeps_all_and_records_on(page: Page, running: Served, looks_well):
    library = running.library
    library.become(device_on(page), "draining")
    page.context.route("**/api/v1/sync", lambda route: route.fulfill(status=503, headers={"Retry-After": "60"}))
    running.server.start()
    page.reload()
    take_out(page, "K2")
    expect(badge(page)).to_contain_text("2 waiting")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Waiting").click()
    expect(page.get_by_role("heading", name="The library is busy")).to_be_visible()
    looks_well(page, "busy")
    page.context.unroute("**/api/v1/sync")
    page.reload()

    expect(page.get_by_role("heading", name="This phone is empty now")).to_be_visible()
    assert len(library.facts()) == 2
