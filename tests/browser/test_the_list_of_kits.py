"""The list of kits of a library that has many: found by where they are, and drawn as far as somebody comes."""

import re

from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out

MANY = 90
# No more follows by itself: the button at the end of what is drawn is further below the screen than that.
AT_REST = "() => [...document.querySelectorAll('main button.plain')].at(-1).getBoundingClientRect().top > innerHeight + 400"


def test_kits_are_listed_and_narrowed_by_the_place_that_has_them(phone: Phone, running: Served, looks_well, watch):
    library = running.library
    library.site("S1")
    bob = library.phone("phone-b", "bob")
    bob.record("kit.checked_out", "K1", to_place("P1", "S1"))
    bob.checks_out("K2")
    library.kit("K3", laptop=1)
    bob.sync()
    page = phone.open(running.address())
    sign_in(page, library.email("ann"))
    place = page.locator("main section").filter(has=page.get_by_role("heading", name=re.compile("^At .*S1")))
    expect(place.get_by_role("link")).to_have_text(re.compile("K1"))
    expect(page.get_by_role("heading", name=re.compile("^With .*bob", re.IGNORECASE))).to_be_visible()

    choice = page.get_by_label("With whom, or at which place")
    choice.select_option(index=1)
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^K[23]"))).to_have_count(0)

    looks_well(page, "kits-at-a-place")

    choice.select_option("Anywhere")
    take_out(page, "K3")
    expect(badge(page)).to_have_text("all kept")
    expect(page.get_by_role("heading", name="You carry")).to_be_visible()


def test_a_long_list_is_drawn_as_far_as_it_is_scrolled_and_left_as_it_was(phone: Phone, running: Served, watch):
    page = many_kits(phone, running)
    last = page.get_by_role("link", name=re.compile(f"^M{MANY - 1}"))
    page.wait_for_function(AT_REST)
    drawn = rows(page)
    assert 10 < drawn < MANY - 8

    while rows(page) < MANY - 8:
        before = rows(page)
        page.get_by_role("button", name=re.compile("^Show .* more")).scroll_into_view_if_needed()
        page.wait_for_function("(n) => document.querySelectorAll('main .rows a').length > n", arg=before)
    last.click()
    expect(page.get_by_role("heading", name=f"Kit M{MANY - 1}")).to_be_visible()
    page.go_back()
    expect(last).to_be_in_viewport()

    page.get_by_role("searchbox").fill(f"M{MANY - 1}")
    expect(page.locator("main .rows a")).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    page.wait_for_function("(n) => document.querySelectorAll('main .rows a').length === n", arg=drawn)


def test_a_long_list_goes_on_by_its_button_too(phone: Phone, running: Served, watch):
    page = many_kits(phone, running)
    before = rows(page)
    # Pressed where it stands, as an assistive technology does: coming there would draw more by itself.
    page.get_by_role("button", name=re.compile("^Show .* more")).evaluate("(button) => button.click()")
    expect(page.locator("main .rows a").nth(min(before + 60, MANY - 8) - 1)).to_be_attached()


def many_kits(phone: Phone, running: Served) -> Page:
    for number in range(10, MANY):
        running.library.kit(f"M{number}", **{f"tablet {number}": 1})
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    expect(page.get_by_role("radio", name=f"All {MANY - 8}")).to_be_visible()
    return page


def rows(page: Page) -> int:
    return page.locator("main .rows a").count()


def to_place(partner: str, site: str) -> dict[str, object]:
    to = {"partner": partner, "site": site, "contact": None}
    return {"to": to, "due_on": None, "parts": [], "note": None}
