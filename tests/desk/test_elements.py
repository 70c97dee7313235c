"""The shared elements of the desk: its frame on narrow pages, tables that become cards, keyboard first."""

import pytest

from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def narrow(desk):  # noqa: F811
    server, page = desk
    page.set_viewport_size(NARROW)
    page.goto(f"{server.url}/kits")
    return page


def test_on_a_narrow_page_the_way_to_the_content_is_short_and_the_menu_opens_by_keyboard(narrow):
    assert narrow.locator("main h1").bounding_box()["y"] < 120
    narrow.get_by_role("button", name="Menu").focus()
    narrow.keyboard.press("Enter")
    assert narrow.get_by_role("link", name="What came in").is_visible()
    narrow.keyboard.press("Escape")
    assert not narrow.get_by_role("link", name="What came in").is_visible()


def test_on_a_wide_page_the_navigation_stands_beside_the_content(narrow):
    narrow.set_viewport_size(WIDE)

    assert narrow.get_by_role("link", name="What came in").is_visible()
    assert not narrow.get_by_role("button", name="Menu").is_visible()


def test_on_a_narrow_page_each_row_is_a_card_whose_cells_name_their_column(narrow):
    card = narrow.get_by_role("row").nth(2)

    assert card.get_by_role("cell").nth(1).evaluate("it => getComputedStyle(it, '::before').content") == '"Where"'
    assert narrow.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(narrow):
    narrow.keyboard.press("Tab")
    narrow.keyboard.press("Enter")

    assert narrow.evaluate("document.activeElement.id") == "main"
