"""Every page of the desk in a real browser: nothing for axe to find, and none wider than its window, by day and by night."""

import json
import sqlite3
from urllib.parse import urlsplit

import pytest

from desk.test_administration_in_a_browser import desk_of_admin  # noqa: F401 (a fixture)
from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)
from fixtures.databases import settings_for
from fixtures.demonstration import FILE
from fixtures.desk_pages import addresses
from outreach_app.app import create_app

# What a page shows otherwise than at its own address.
OTHERWISE = (
    "/audit?what=kits&kind=removed",
    "/devices?which=revoked",
    "/discrepancies?state=settled",
    "/flyers/stacks?show=quiet",
    "/kits?q=nothing-fits-this",
    "/kits/labels?what=both",
    "/quarantine?state=set_aside",
    "/sessions?review=odd",
    "/staff?which=gone",
    "/visits?month=2026-11-01",
    "/visits?week=1999-01-04",
)
# A new kit, a change, and a line with a fault.
SHEET = b"kit,kit_name,part,count,cost\nK-31,Maker kit,Tablet,4,249\nK-01,Another name,,,\nK-31,,Cable,minus one,\n"
# Somebody who can sign in cannot be let in again: the page says so.
ANSWERS = {200, 409}
NARROWEST = 320
NOTHING = "/q/nothing?lang=zh"


# Two tests, so that two processes share the pages; and how each is looked at.
SHARES = 2
LOOKS = (("light", 1280), ("dark", 360))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_page(desk_of_admin, accessibility_faults, tmp_path, share):  # noqa: F811
    server, page = desk_of_admin
    app = create_app(settings_for(tmp_path, f"sqlite:///{server.data / FILE}"))
    page.goto(f"{server.url}/sessions")
    page.goto(server.url + page.locator("td a").first.get_attribute("href"))
    asked = urlsplit(page.locator("a.address").get_attribute("href")).path
    page.emulate_media(reduced_motion="reduce")
    with sqlite3.connect(server.data / FILE) as database:
        (own,) = database.execute("SELECT code FROM partner_pages").fetchone()
        codes = [code for (code,) in database.execute('SELECT code FROM flyers ORDER BY valid_until, "on"')]
        ((spoken, everywhere),) = database.execute("SELECT texts, code FROM flyers WHERE texts LIKE '%\"ar\"%'")
    in_each_language = [f"/q/{everywhere}?lang={one}" for one in json.loads(spoken)]
    scanned = [f"/q/{code}{query}" for code in (codes[0], *codes[-2:]) for query in ("", "?lang=es&large=1")]
    faults = {}

    def look(name):
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            found = accessibility_faults(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than its window")
            if found:
                faults[f"{name}, {scheme}"] = found

    with sqlite3.connect(server.data / FILE) as database:
        (listing,) = database.execute("SELECT id FROM listings WHERE is_open ORDER BY sorted_by LIMIT 1").fetchone()
        labels = [f"/q/{door}" for (door,) in database.execute("SELECT door FROM kits ORDER BY code LIMIT 1")]
    public = [f"{one}{more}" for one in (asked, *labels) for more in ("", "/thanks", "?lang=es")]
    in_public = [
        f"/directory{one}" for one in ("?lang=es&q=computer&open=now", f"/{listing}", f"/{listing}/suggestion", "/sheet")
    ]
    public += ["/directory", *in_public]
    public += [
        *scanned,
        *in_each_language,
        "/q/counting",
        "/q/counting?lang=ar",
        NOTHING,
        f"/q/{own}",
        f"/q/{own}?lang=es",
    ]
    paths = [*addresses(app, server.data / FILE), *OTHERWISE, *public]
    for path in paths[share::SHARES]:
        answer = page.goto(server.url + path)
        if answer.status not in ANSWERS and (path, answer.status) != (NOTHING, 404):
            faults[f"{path} answers"] = answer.status
        look(path)
        if path in in_each_language:
            page.set_viewport_size({"width": NARROWEST, "height": 800})
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
                faults[f"{path}, text of double size"] = ["wider than its window"]
    if share == 0:
        # Whoever is signed in and asks for a language on the way keeps it.
        page.goto(f"{server.url}/kits/import?lang=en")
        page.get_by_label("The file").set_input_files({"name": "kits.csv", "mimeType": "text/csv", "buffer": SHEET})
        page.get_by_role("button", name="Look it over").click()
        page.get_by_role("button", name="Bring it in").wait_for()
        look("a file that is looked over")
    else:
        page.goto(server.url + labels[0])
        page.get_by_role("button", name="Send to the library").click()
        page.get_by_text("Choose what it is.").wait_for()
        look("a report that came back")

    assert faults == {}
