"""The keyboard alone in the field app, from signing in to a kit that is back: every stop is seen, every step leads on."""

import re

from playwright.sync_api import Page, expect

from fixtures.field import Served
from fixtures.keyboard import go, step_to
from fixtures.library import PASSWORD


def heading(page: Page, name: str) -> None:
    """A new screen is there, and the keyboard goes on from its heading."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_kit_is_taken_out_and_brought_back_without_a_mouse(page: Page, running: Served):
    running.library.site("S1")
    page.goto(running.address())
    go(page, page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type(running.library.email("ann"))
    step_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "Today")

    go(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Kits"))
    heading(page, "Kits")
    go(page, page.get_by_role("link", name=re.compile("^K1")))
    heading(page, "Kit K1")
    go(page, page.get_by_role("link", name="Take out"))
    heading(page, "Take it out")
    step_to(page, page.get_by_role("radio", name="I do"))
    page.keyboard.press("ArrowRight")
    go(page, page.get_by_role("button", name="Record: taken out"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="I do")).to_be_focused()
    step_to(page, page.get_by_role("radio", name="In a week"))
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Tomorrow")).to_be_checked()
    step_to(page, page.get_by_text("7 parts, all go and are fine"))
    page.keyboard.press("Enter")
    step_to(page, page.get_by_role("button", name="One less: Tablet"))
    page.keyboard.press("Space")
    go(page, page.get_by_role("button", name="Record: taken out"))
    heading(page, "Kit K1")
    expect(page.get_by_text(re.compile("Saved on this phone|Kept by the library"))).to_be_visible()

    go(page, page.get_by_role("link", name="Bring back"))
    heading(page, "Bring it back")
    step_to(page, page.get_by_role("button", name="One less: Tablet"))
    page.keyboard.press("Space")
    step_to(page, page.get_by_role("radio", name="Missing"))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Damaged")).to_be_checked()
    step_to(page, page.get_by_label("Tablet, what happened?"))
    page.keyboard.type("The screen is cracked")
    go(page, page.get_by_role("button", name="Record the return"))
    heading(page, "Kit K1")
    expect(page.get_by_text("In store")).to_be_visible()
    page.go_back()
    heading(page, "Kits")
