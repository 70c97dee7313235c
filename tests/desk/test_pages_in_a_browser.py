"""The desk in a real browser, as a coordinator uses it."""

import pytest

from fixtures.demonstration import DEMO_PASSWORD


@pytest.fixture
def desk(demonstration, page):
    """A browser in which the coordinator of the demonstration library is signed in."""
    server = demonstration.start()
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Email address").fill("coordinator@example.org")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")
    return server, page


def test_a_discrepancy_is_settled_by_hand(desk):
    server, page = desk
    page.goto(f"{server.url}/discrepancies")
    page.get_by_role("link", name="held by two people").click()
    page.get_by_role("radio", name="Both: it was handed over").check()
    page.get_by_label("Note for those concerned").fill("They met at the door.")
    page.get_by_role("button", name="Settle", exact=True).click()

    assert page.get_by_role("status").is_visible()
    assert page.get_by_text("They met at the door.").first.is_visible()
