"""The keyboard alone, from signing in to a kit, a settled discrepancy and a phone: every stop is seen, none holds one fast."""

import pytest
from playwright.sync_api import expect

from fixtures.demonstration import DEMO_PASSWORD
from fixtures.keyboard import MOST_STOPS, go, step_to


@pytest.mark.timeout(300)
def test_a_coordinator_adds_a_kit_retires_it_settles_and_adds_a_phone_without_a_mouse(demonstration, page):
    server = demonstration.start()
    page.goto(f"{server.url}/sign-in")
    step_to(page, page.get_by_label("Email address"))
    page.keyboard.type("coordinator@example.org")
    step_to(page, page.get_by_label("Password"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/")

    go(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Kits"))
    page.wait_for_url("**/kits")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    go(page, page.get_by_role("link", name="Add a kit"))
    page.wait_for_url("**/kits/new")
    go(page, page.get_by_role("button", name="Add it"))
    # What is to be mended has the focus, and leads to the field.
    expect(page.get_by_role("alert")).to_be_focused()
    go(page, page.get_by_role("alert").get_by_role("link", name="Name"))
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Made by hand")
    page.keyboard.press("Enter")
    go(page, page.get_by_role("link", name="Add the first part"))
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Tablet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Tablet is added")
    expect(page.get_by_label("Name")).to_be_focused()
    go(page, page.get_by_role("link", name="Leave it"))
    expect(page.get_by_role("link", name="Edit Tablet")).to_be_visible()
    go(page, page.get_by_role("link", name="Retire"))
    page.wait_for_url("**/retirement")
    step_to(page, page.get_by_role("textbox"))
    page.keyboard.type("It was made to be retired.")
    go(page, page.get_by_role("button", name="Retire it"))
    expect(page.get_by_text("It was made to be retired.").first).to_be_visible()

    go(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Does not add up"))
    page.wait_for_url("**/discrepancies")
    go(page, page.get_by_role("link", name="held by two people"))
    page.wait_for_url("**/discrepancies/*")
    step_to(page, page.locator("form input[type=radio]").first)
    page.keyboard.press("ArrowDown")
    step_to(page, page.get_by_label("Note for those concerned"))
    page.keyboard.type("Both were asked.")
    go(page, page.get_by_role("button", name="Settle", exact=True))

    page.get_by_text("Both were asked.").first.wait_for()

    go(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Phones"))
    page.wait_for_url("**/devices")
    go(page, page.get_by_role("link", name="Add a phone"))
    page.wait_for_url("**/devices/new")
    step_to(page, page.get_by_label("Who will use it"))
    page.keyboard.type("Tom")
    go(page, page.get_by_role("button", name="Make a code"))
    expect(page.get_by_role("heading", name="A phone for Tom Whitaker")).to_be_focused()
    go(page, page.get_by_role("button", name="Make a fresh code"))
    expect(page.get_by_role("heading", name="A phone for Tom Whitaker")).to_be_focused()


def test_no_stop_of_the_keyboard_is_a_trap(demonstration, page):
    server = demonstration.start()
    page.goto(f"{server.url}/sign-in")
    first = "() => document.activeElement.outerHTML"
    page.keyboard.press("Tab")
    began, stops = page.evaluate(first), set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(first) == began:
            break
        stops.add(page.evaluate(first))
    else:
        raise AssertionError("the keyboard never came round")

    assert len(stops) > 3
