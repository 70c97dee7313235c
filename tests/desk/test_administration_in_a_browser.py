"""The pages of phones, staff, quarantine and changes in a real browser, by keyboard, wide and narrow, light and dark."""

import re

import pytest

from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)

LOOKS = (("light", 1280), ("dark", 360))


@pytest.fixture
def faults_of(desk, accessibility_faults):  # noqa: F811
    """Gives what is wrong with pages, in both looks: what axe finds, and a page that is wider than its window."""
    server, page = desk

    def look(*paths):
        faults = {}
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            for path in paths:
                page.goto(path if path.startswith(server.url) else server.url + path)
                found = accessibility_faults(page)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append("wider than its window")
                if found:
                    faults[path, scheme] = found
        return faults

    return look


def test_pages_of_phones_have_no_faults(desk, faults_of):  # noqa: F811
    server, page = desk
    page.goto(f"{server.url}/devices")
    page.get_by_role("link", name="Rosa's tablet").click()
    one = page.url

    assert faults_of("/devices", "/devices?which=revoked", "/devices/new", one, f"{one}/leaving", f"{one}/revocation") == {}


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
