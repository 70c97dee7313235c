"""Every page of the desk in a real browser: nothing for axe to find, in light and dark, wide and narrow."""

import os
from urllib.parse import urlsplit

import pytest

from fixtures.demonstration import DEMO_PASSWORD

PAGES = (
    "/",
    "/inbox",
    "/discrepancies",
    "/discrepancies?state=settled",
    "/kits",
    "/kits?q=nothing-fits-this",
    "/kits/new",
    "/kits/labels?what=both",
    "/kits/care",
    "/kits/import",
    "/kits/due",
    "/partners",
    "/partners/steps",
    "/visits",
    "/visits/new",
    "/visits?week=1999-01-04",
    "/visits?month=2026-11-01",
    "/sessions",
    "/sessions?review=odd",
    "/sessions/totals",
    "/topics",
    "/topics/new",
    "/topics/using-email",
    "/questions",
    "/questions/es",
    "/spaces",
    "/spaces/new",
    "/bookings/new",
    "/trends",
    "/rescue",
)

# A new kit, a change, and a line with a fault.
SHEET = b"kit,kit_name,part,count,cost\nK-31,Maker kit,Tablet,4,249\nK-01,Another name,,,\nK-31,,Cable,minus one,\n"


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


@pytest.fixture
def keep_looks(tmp_path):
    """Takes a picture of a whole page for whoever looks, and where OUTREACH_PICTURES=1 asks for it: the test needs none."""
    is_asked = os.environ.get("OUTREACH_PICTURES") == "1"

    def keep(page, name):
        if is_asked:
            page.screenshot(path=tmp_path / f"{name}.png", full_page=True)

    return keep


@pytest.mark.timeout(480)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_on_any_page(desk, accessibility_faults, keep_looks, scheme, width):
    server, page = desk
    page.goto(f"{server.url}/discrepancies")
    one = page.locator("td a.button").last.get_attribute("href")
    page.goto(f"{server.url}/kits")
    kit = page.locator("td a").first.get_attribute("href")
    page.goto(f"{server.url}/sessions?review=has_issues")
    session = page.locator("td a").first.get_attribute("href")
    page.goto(f"{server.url}/sessions")
    page.goto(server.url + page.locator("td a").first.get_attribute("href"))
    asked = urlsplit(page.locator("a.address").get_attribute("href")).path
    page.goto(f"{server.url}/spaces")
    booking = page.locator("ul.rows a").first.get_attribute("href")
    space = page.locator("td a").first.get_attribute("href")
    of_spaces = [space, f"{space}/details", booking, *(f"{booking}/{end}" for end in ("plan", "outcome", "refusal"))]
    page.goto(f"{server.url}/visits")
    visit = page.locator("ul.rows a").first.get_attribute("href")
    faults = {}
    forms = [f"{kit}/{form}" for form in ("details", "retirement", "parts/new", "servicing", "condition", "restocking")]
    page.goto(server.url + kit)
    part = page.locator("a[href*='/parts/']:not([href$='/new'])").first.get_attribute("href")
    forms += [part, f"{part}/move"]
    of_one = [f"{session}/merging", *of_spaces, one, kit, session, visit, *forms, asked, f"{asked}/thanks", f"{asked}?lang=es"]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for number, path in enumerate([*PAGES, *of_one]):
        page.goto(server.url + path)
        keep_looks(page, f"{number}-{scheme}")
        if found := accessibility_faults(page):
            faults[path] = found

    page.goto(f"{server.url}/kits/import")
    page.get_by_label("The file").set_input_files({"name": "kits.csv", "mimeType": "text/csv", "buffer": SHEET})
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Bring it in").wait_for()
    if found := accessibility_faults(page):
        faults["a file that is looked over"] = found
    assert faults == {}


def test_a_discrepancy_is_settled_by_hand(desk):
    server, page = desk
    page.goto(f"{server.url}/discrepancies")
    page.get_by_role("link", name="held by two people").click()
    page.get_by_role("radio", name="Both: it was handed over").check()
    page.get_by_label("Note for those concerned").fill("They met at the door.")
    page.get_by_role("button", name="Settle", exact=True).click()

    assert page.get_by_role("status").is_visible()
    assert page.get_by_text("They met at the door.").first.is_visible()
