"""The keyboard alone, from signing in to a settled discrepancy: every stop is seen, and none holds one fast."""

import pytest
from playwright.sync_api import Locator, Page

from fixtures.demonstration import DEMO_PASSWORD

MOST_STOPS = 200
SEEN = """
() => {
  const one = document.activeElement
  if (one === document.body) return true
  const shows = one.matches("input[type=radio], input[type=checkbox]") ? [one, one.closest("label")] : [one]
  const box = one.getBoundingClientRect()
  const marked = shows.filter(Boolean).some((it) => {
    const style = getComputedStyle(it)
    return style.outlineStyle !== "none" || style.boxShadow !== "none"
  })
  return marked && box.bottom > 0 && box.top < innerHeight
}
"""


def step_to(page: Page, goal: Locator) -> None:
    """Press Tab until it is there; each stop on the way must show that it is one."""
    goal.wait_for()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if goal.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"the keyboard never comes to {goal}")


def go(page: Page, goal: Locator) -> None:
    """Step to a link or button and press it."""
    step_to(page, goal)
    page.keyboard.press("Enter")


@pytest.mark.timeout(300)
def test_a_coordinator_signs_in_changes_a_kit_and_settles_what_does_not_add_up_without_a_mouse(demonstration, page):
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
    go(page, page.locator("td a").first)
    page.wait_for_url("**/kits/*")
    go(page, page.get_by_role("link", name="Edit", exact=True))
    page.wait_for_url("**/details")
    name = page.get_by_label("Name", exact=True)
    step_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type("Renamed by hand")
    go(page, page.get_by_role("button", name="Save"))
    page.get_by_role("heading", name="Renamed by hand").wait_for()

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
