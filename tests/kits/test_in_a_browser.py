"""Kits at the desk in a real browser: by keyboard alone, with odd names on a narrow page, on paper."""

import pytest
from playwright.sync_api import Page, expect

from fixtures.library import PASSWORD

NARROW = {"width": 360, "height": 740}
LONG = "x" * 200
ODD = {"K-90": LONG, "K-91": "Tablets 📱👩🏽‍🏫", "K-92": "عدة الأجهزة اللوحية (12)"}


@pytest.fixture
def desk(served, page):
    """A browser in which a coordinator is signed in."""
    served.library.staff("dora", role="coordinator", password=PASSWORD)
    served.server.start()
    page.goto(f"{served.server.url}/sign-in?next=/kits")
    page.get_by_label("Email address").fill(served.library.email("dora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Kits")).to_be_visible()
    return page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name, or this label, is reached."""
    reached = """name => {
      const it = document.activeElement
      return [it.innerText?.trim(), ...[...(it.labels ?? [])].map(one => one.innerText.trim())].includes(name)
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(reached, name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_a_kit_with_two_parts_is_added_by_keyboard_alone(desk):
    tab_to(desk, "Add a kit")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Add a kit")).to_be_visible()
    tab_to(desk, "Name")
    desk.keyboard.type("Robots")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="No parts listed")).to_be_visible()
    tab_to(desk, "Add the first part")
    desk.keyboard.press("Enter")
    for part in ("Robot", "Charger"):
        expect(desk.get_by_label("Name")).to_be_focused()
        desk.keyboard.type(part)
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("status")).to_contain_text(f"{part} is added")
    desk.get_by_role("link", name="Leave it").focus()
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("link", name="Edit Charger")).to_be_visible()


def add(page: Page, code: str, name: str) -> None:
    page.get_by_role("link", name="Add a kit").click()
    page.get_by_label("Code").fill(code)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add it").click()


def test_no_name_breaks_a_narrow_page(desk, accessibility_faults):
    desk.set_viewport_size(NARROW)
    wide = {}
    for code, name in ODD.items():
        add(desk, code, name)
        expect(desk.get_by_role("heading", level=1)).to_have_text(f"{code} {name}")
        desk.get_by_role("link", name="Edit", exact=True).click()
        expect(desk.get_by_label("Name")).to_have_value(name)
        wide[code] = desk.evaluate("document.documentElement.scrollWidth")
        desk.get_by_role("link", name="Leave it as it is").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text(f"{code} {name}")
        wide[code] = max(wide[code], desk.evaluate("document.documentElement.scrollWidth"))
        desk.get_by_role("link", name="Kits", exact=True).first.click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("Kits")
    wide["list"] = desk.evaluate("document.documentElement.scrollWidth")

    assert set(wide.values()) == {NARROW["width"]}
    assert accessibility_faults(desk) == []


def test_a_form_that_comes_back_has_nothing_for_axe_and_leads_to_what_is_wrong(desk, accessibility_faults):
    add(desk, "K1", "")

    expect(desk.get_by_role("alert")).to_contain_text("Not saved yet.")
    assert accessibility_faults(desk) == []
    desk.get_by_role("alert").get_by_role("link", name="Name").click()
    expect(desk.get_by_label("Name")).to_be_focused()


def test_on_paper_there_is_the_list_and_nothing_to_press(desk):
    desk.emulate_media(media="print")

    expect(desk.get_by_role("table")).to_be_visible()
    for name in ("Add a kit", "Home"):
        expect(desk.get_by_role("link", name=name)).not_to_be_visible()
    expect(desk.get_by_role("button", name="Show")).not_to_be_visible()
