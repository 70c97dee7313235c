"""How the desk looks: pictures of its pages for docs/pictures.md, and the page of elements with its colours."""

import sqlite3
from urllib.parse import urlsplit

import pytest

from desk.test_administration_in_a_browser import desk_of_admin  # noqa: F401 (a fixture)
from desk.test_axe_on_every_page import SHEET
from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)
from fixtures.demonstration import FILE
from fixtures.desk_pages import NAMED
from outreach_app import clock

WIDTHS, SCHEMES = {"wide": 1280, "narrow": 360}, ("light", "dark")
PAGES = {
    "home": "/",
    "kits": "/kits",
    "due": "/kits/due",
    "reservations": "/kits/reservations",
    "care": "/kits/care",
    "stocktakes": "/kits/stocktakes",
    "labels": "/kits/labels?sheet=5163",
    "queue": "/review/queue",
    "approve": "/review/queue/approvals",
    "discrepancies": "/discrepancies",
    "quarantine": "/quarantine",
    "phones": "/devices",
    "staff": "/staff",
    "settings": "/settings",
    "changes": "/audit",
    "visits": "/visits",
    "month": f"/visits?month={clock.now():%Y-%m}-01",
    "sessions": "/sessions",
    "totals": "/sessions/totals",
    "doubles": "/sessions/doubles",
    "trends": "/trends",
    "trend": "/trends/topic?of=need:device",
    "watched": "/trends/watched",
    "heard": "/trends/heard",
    "came-in": "/inbox",
    "spaces": "/spaces",
    "flyers": "/flyers",
    "flyer-counts": "/flyers/counts",
    "stacks": "/flyers/stacks",
    "distribution": "/flyers/distribution",
    "envelopes": "/flyers/distribution/labels?sheet=5163",
    "topics": "/topics",
    "steps": "/partners/steps",
    "partners": "/partners",
    "coverage": "/partners/coverage",
    "cold": "/partners/cold",
    "sites": "/partners/sites",
    "goals": "/goals",
    "grants": "/grants",
    "grants-calendar": "/grants/calendar",
    "edge": "/edge",
    "edge-editions": "/edge/editions",
    "edge-pack": "/edge/pack",
    "partners-import": "/partners/import",
    "listings-import": "/listings/import",
    "listings-export": "/listings/export",
    "disaster-plan": "/emergency/plan",
    "plan-versions": "/emergency/plan/versions",
    "drills": "/emergency/plan/drills",
    "listings": "/listings",
    "to-verify": "/listings/to-verify",
    "directory": "/directory?topic=device",
    "questions": "/questions",
    "elements": "/styleguide",
}
ONE = {
    "kit": ("/kits", "td a"),
    "record": ("/review/queue?state=has_issues", "td a"),
    "charge": ("/kits/care", "a[href*='/costs/']"),
    "discrepancy": ("/discrepancies", "td a.button"),
    "counted": ("/discrepancies", "tr:has-text('where it does not belong') a.button"),
    "session": ("/sessions", "td a"),
    "booking": ("/spaces", "ul.rows a"),
    "flyer": ("/flyers", "td a:has-text('Borrow the internet')"),
    "listing": ("/listings/to-verify", "td a[href*=listings]"),
    "listing-form": ("/listings/new?q=clinic", "ul.rows a[href*=organization]"),
    "listing-page": ("/directory?q=laptops", "h2 a"),
    "partner": ("/partners", "td a"),
    "grant": ("/grants", "td a:has-text('Connected Neighbors')"),
    "place": ("/partners", "td a[href*='/sites/']"),
    "go-pack": ("/emergency/plan", "a[href$='/pack']"),
    "plan-draft": ("/emergency/plan", "a:has-text('Go on with the draft')"),
    "edge-snapshot": ("/edge", "a[href*='/edge/snapshots/0']"),
    "reservation": ("/kits/reservations", "td p a[href*=reservations]"),
}
LEAST_CONTRAST = 4.5
CONTRASTS = """
() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
    const linear = parts.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
  return [...document.querySelectorAll(".swatch")].map((one) => {
    const { color, backgroundColor } = getComputedStyle(one)
    const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b)
    return [one.textContent, (high + 0.05) / (low + 0.05)]
  })
}
"""


def both_sizes(page, keep_picture, name) -> list[str]:
    """Picture a page by day and by night, wide and narrow; gives the sizes at which it is wider than its window."""
    wider = []
    for size, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            keep_picture(page, f"desk-{name}-{size}-{scheme}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wider.append(size)
    return wider


@pytest.mark.timeout(420)
def test_every_page_fits_its_window_and_is_pictured_by_day_and_by_night(desk_of_admin, keep_picture):  # noqa: F811
    server, page = desk_of_admin
    paths = dict(PAGES)
    for name, (listed, link) in ONE.items():
        page.goto(server.url + listed)
        paths[name] = page.locator(link).first.get_attribute("href")
    paths["grant-report"] = f"{paths['grant']}/report"
    wider = {}
    for name, path in paths.items():
        page.goto(server.url + path)
        wider[name] = both_sizes(page, keep_picture, name)

    page.goto(f"{server.url}/kits/import")
    page.get_by_label("The file").set_input_files({"name": "kits.csv", "mimeType": "text/csv", "buffer": SHEET})
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Bring it in").wait_for()
    wider["import"] = both_sizes(page, keep_picture, "import")
    page.goto(server.url + paths["session"])
    page.goto(server.url + urlsplit(page.locator("a.address").get_attribute("href")).path)
    wider["pulse"] = both_sizes(page, keep_picture, "pulse")
    with sqlite3.connect(server.data / FILE) as database:
        ((label,),) = database.execute("SELECT door FROM kits WHERE code = 'K-01'")
        ((flyer,),) = database.execute("SELECT code FROM flyers WHERE picture IS NOT NULL")
        ((stack,),) = database.execute(NAMED["placement"])
        ((odd,),) = database.execute(NAMED["hash_"])
        ((partner,),) = database.execute("SELECT code FROM partner_pages")
    opened = {"flyer-page": f"/q/{flyer}", "partner-page": f"/q/{partner}", "stack": f"/flyers/stacks/{stack}"}
    opened["unread"], opened["by-hand"] = f"/quarantine/{odd}", f"/quarantine/{odd}/record?kind=kit.checked_in"
    for name, path in opened.items():
        page.goto(server.url + path)
        wider[name] = both_sizes(page, keep_picture, name)
    page.goto(f"{server.url}/q/{label}")
    wider["kit-label"] = both_sizes(page, keep_picture, "kit-label")
    page.goto(f"{server.url}/q/{label}#report")
    wider["kit-report"] = both_sizes(page, keep_picture, "kit-report")
    assert {name: sizes for name, sizes in wider.items() if sizes} == {}

    page.goto(server.url + paths["kit"])
    keep_picture(page, "desk-kit-paper", on_paper=True)
    for name in ("queue", "record", "discrepancies", "discrepancy", "go-pack"):
        page.goto(server.url + paths[name])
        keep_picture(page, f"desk-{name}-paper", on_paper=True)


def test_the_page_of_elements_has_no_faults_and_its_colours_stand_out(desk, accessibility_faults):  # noqa: F811
    server, page = desk
    for scheme, width in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{server.url}/styleguide")
        contrasts = page.evaluate(CONTRASTS)

        assert len(contrasts) == page.locator(".swatch").count() > 0
        assert [one for one in contrasts if one[1] < LEAST_CONTRAST] == []
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
