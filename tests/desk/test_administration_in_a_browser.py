"""The pages of phones, staff, quarantine and changes in a real browser, by keyboard."""

import re

import pytest

from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)
from fixtures.demonstration import DEMO_PASSWORD


@pytest.fixture
def desk_of_admin(desk):  # noqa: F811
    """The same browser, with the admin signed in."""
    server, page = desk
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Email address").fill("admin@example.org")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.url}/")
    return server, page


@pytest.fixture
def make_page(chromium, watch):
    """Makes pages of browsers of their own, at a desk."""
    made = []

    def make():
        made.append(chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-US"))
        watch.over(made[-1])
        return made[-1].new_page()

    yield make
    for context in made:
        context.close()


def test_a_phone_is_told_to_leave_by_keyboard_alone(desk):  # noqa: F811
    server, page = desk
    page.goto(f"{server.url}/devices")
    page.get_by_role("link", name="Tom's tablet").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Tell it to leave").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tell it to leave").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/devices/[^/]+$"))

    assert page.get_by_text("Told to leave.").is_visible()
    assert page.get_by_role("status").first.is_visible()


def test_somebody_is_invited_and_signs_in_with_a_password_of_their_own(desk_of_admin, make_page, accessibility_faults):
    server, page = desk_of_admin
    page.goto(f"{server.url}/staff/new")
    page.get_by_label("Name").fill("Noor Haddad")
    page.get_by_label("Email address").fill("noor@example.org")
    page.get_by_label("Coordinator").check()
    page.get_by_role("button", name="Invite", exact=True).click()
    assert accessibility_faults(page) == []
    theirs = make_page()
    theirs.goto(page.get_by_label("The link").input_value())
    assert accessibility_faults(theirs) == []
    theirs.get_by_label("Password", exact=True).fill("three words of mine")
    theirs.get_by_label("The same password again").fill("three words of mine")
    theirs.get_by_role("button", name="Sign in").click()
    theirs.wait_for_url(f"{server.url}/")

    assert theirs.get_by_text("Welcome. You are signed in").is_visible()
    page.goto(f"{server.url}/staff?q=noor")
    assert page.get_by_role("row", name="Noor Haddad").is_visible()


def test_what_could_not_be_read_is_set_aside_by_keyboard_alone_and_stands_in_the_changes(desk):  # noqa: F811
    server, page = desk
    page.goto(f"{server.url}/quarantine")
    page.get_by_role("link", name="not a whole record").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why").focus()
    page.keyboard.type("Rosa recorded it again.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Set aside. Its bytes are kept").wait_for()

    page.goto(f"{server.url}/audit?what=quarantine")

    assert page.get_by_role("row", name="Rosa recorded it again.").is_visible()
