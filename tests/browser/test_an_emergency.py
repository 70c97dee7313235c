"""An emergency from its first minute to its report: switched on at the desk, two phones without a network, switched off."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import MakePhone
from fixtures.field import Served, ask_for_news, sign_in
from fixtures.library import PASSWORD
from fixtures.pictures import KeepPicture

Look = Callable[[Page, str], None]
Faults = Callable[[Page], list[str]]


def tap(page: Page, what: str, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name=f"One more: {what}").click()
    expect(page.get_by_label(what, exact=True)).to_have_text(str(times))


def opens(page: Page, served: Served, path: str = "") -> None:
    page.goto(served.address(path))
    expect(page.locator("h1")).to_be_visible()


def sends_all(page: Page, served: Served) -> None:
    opens(page, served)
    ask_for_news(page)
    opens(page, served)


def desk_signs_in(page: Page, served: Served) -> None:
    page.goto(f"{served.server.url}/sign-in")
    page.get_by_label("Email address").fill(served.library.email("cora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def switch_on(page: Page, served: Served) -> None:
    """From the desk's home to a place that is open."""
    page.get_by_role("link", name="Emergency", exact=True).click()
    page.get_by_role("link", name="Switch emergency mode on").click()
    page.get_by_label("What it is called").fill("Ice storm")
    page.get_by_label("What to say to everybody (English)").fill("Come in to charge a phone.")
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("link", name="A place that is open").click()
    page.get_by_label("Which place").select_option(label="Partner P1, Place S1")
    page.get_by_role("checkbox", name="Charging phones").check()
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_label(day).fill("0:00-24:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Partner P1, Place S1")).to_be_visible()


@pytest.mark.timeout(300)
def test_an_emergency_from_its_first_minute_to_its_report(
    running: Served,
    make_phone: MakePhone,
    page: Page,
    looks_well: Look,
    accessibility_faults: Faults,
    keep_picture: KeepPicture,
) -> None:
    library, server = running.library, running.server
    library.site("S1")
    anns, coras = make_phone(), make_phone()
    ann, cora = anns.open(running.address()), coras.open(running.address())
    sign_in(ann, library.email("ann"), "Ann's phone")
    sign_in(cora, library.email("cora"), "Cora's phone")
    desk_signs_in(page, running)
    switch_on(page, running)
    assert accessibility_faults(page) == []
    for link in ("What is said to everybody", "Switch it off", "A place that is open", "Partner P1, Place S1"):
        page.get_by_role("link", name=link).click()
        assert accessibility_faults(page) == []
        page.go_back()
    for each in (ann, cora):
        sends_all(each, running)
        expect(each.get_by_role("link", name="Emergency: Ice storm")).to_be_visible()
    looks_well(ann, "emergency-today")

    server.stop()
    for each in (ann, cora):
        each.get_by_role("link", name="Emergency: Ice storm").click()
        expect(each.get_by_role("heading", level=1, name="Ice storm")).to_be_visible()
    looks_well(ann, "emergency")
    ann.get_by_role("button", name="I am safe and available").click()
    expect(ann.get_by_role("status").filter(has_text="Safe and available")).to_contain_text("waiting to be sent")
    cora.get_by_role("button", name="I need help").click()
    expect(cora.get_by_role("status").filter(has_text="Needs help")).to_be_visible()
    cora.get_by_role("button", name="I am safe", exact=True).click()
    expect(cora.get_by_role("status").filter(has_text="Safe")).to_be_visible()
    # By hand: 3 and then one back, 2 flyers, and on the other phone 4 at no place: 6 helped, 2 handed out.
    ann.get_by_role("link", name="Count people helped").click()
    tap(ann, "Charging phones", 3)
    ann.get_by_role("button", name="Take one back: Charging phones").click()
    expect(ann.get_by_label("Charging phones", exact=True)).to_have_text("2")
    tap(ann, "Flyers and papers", 2)
    looks_well(ann, "emergency-count")
    cora.get_by_role("link", name="Count people helped").click()
    cora.get_by_role("radio", name="Somewhere else").check(force=True)
    tap(cora, "Help with forms", 4)
    opens(ann, running, "kits/K1")
    ann.get_by_role("link", name="Take out").click()
    ann.get_by_role("radio", name="A partner’s place").check(force=True)
    ann.get_by_role("button", name=re.compile("Place S1")).click()
    ann.get_by_role("button", name="Record: taken out").click()
    expect(ann.get_by_role("heading", name="Saved on this phone")).to_be_visible()

    server.start()
    for each in (ann, cora):
        sends_all(each, running)
    page.goto(f"{server.url}/emergency")
    expect(page.get_by_role("heading", name="Staff: 2 of 3 heard from")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^K1"))).to_contain_text("Partner P1, Place S1")
    keep_picture(page, "emergency-board")
    page.goto(f"{server.url}/open")
    expect(page.get_by_role("heading", level=2, name="Partner P1, Place S1")).to_be_visible()
    expect(page.get_by_text("Come in to charge a phone.")).to_be_visible()
    assert accessibility_faults(page) == []
    keep_picture(page, "emergency-open")

    page.goto(f"{server.url}/emergency")
    page.get_by_role("link", name="Switch it off").click()
    page.get_by_role("button", name="Switch it off").click()
    # People helped, handed out, kits that went out, staff who checked in.
    expect(page.locator("dl.known dd")).to_have_text(["6", "2", "1", "2"])
    keep_picture(page, "emergency-report")
    keep_picture(page, "emergency-report-paper", on_paper=True)
    row = page.get_by_role("row")
    expect(row.filter(has_text="Charging phones").filter(has_text="Place S1").last).to_contain_text("2")
    expect(row.filter(has_text="Help with forms")).to_contain_text("no place named")
    expect(row.filter(has_text="Cora").filter(has_text="yes")).to_have_count(1)
    sends_all(ann, running)
    expect(ann.get_by_role("heading", level=1, name="Today")).to_be_visible()
    expect(ann.get_by_role("link", name="Emergency: Ice storm")).to_have_count(0)
    assert library.open_kinds() == []
