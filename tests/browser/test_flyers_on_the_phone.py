"""Flyers in a trainer's hand with no network: held up, handed out, laid out under a code that opens them before any sync."""

import re
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fixtures.browser import Phone
from fixtures.field import Served, ask_for_news, badge, sign_in
from fixtures.library import PASSWORD
from fixtures.photos import picture
from flyers.test_placements import flyer
from outreach_app.db import reading
from outreach_app.flyers import codes
from outreach_app.flyers.models import Flyer, Words
from outreach_app.flyers.placements.models import FlyerHandout, FlyerPlacement, HeldCode

Look = Callable[[Page, str], None]
SAVED = "Saved on this phone"
ANDROID = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"}


@pytest.fixture
def with_flyers(running: Served) -> Served:
    """A flyer in two languages, one that is true no more, and a partner's place."""
    library = running.library
    library.site()
    told = {
        "en": Words(title="Free help with phones", text="Every Tuesday at the library.", action="Come by, or call us."),
        "es": Words(title="Ayuda gratis con el teléfono", text="Cada martes en la biblioteca.", action="Venga o llame."),
    }
    flyer(library, "F1", texts=told)
    flyer(library, "OLD", valid_until="2026-01-31")
    return running


def _asks_on_their_page(desk: Page, served: Served, accessibility_faults: Callable[[Page], list[str]]) -> None:
    """Somebody at the partner's asks for a kit by the poster's code, and the desk sees it."""
    desk.goto(f"{served.server.url}/partners/P1/page")
    desk.get_by_role("button", name="Make the page").click()
    address = desk.locator(".address").inner_text()
    assert desk.context.browser is not None
    stranger = desk.context.browser.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    stranger.goto(f"{served.server.url}/q/{address.rpartition('/')[2]}")
    stranger.get_by_label("In your words").fill("Tablets in January")
    stranger.get_by_role("button", name="Send it").click()
    expect(stranger.get_by_text("The library has it and will answer.")).to_be_visible()
    stranger.close()
    desk.goto(f"{served.server.url}/discrepancies")
    expect(desk.get_by_text("Partner P1 asks for a kit", exact=True)).to_be_visible()
    assert accessibility_faults(desk) == []


def test_a_stack_is_laid_out_offline_and_its_code_opens_the_flyer_before_the_phone_is_in_touch(
    phone: Phone, page: Page, with_flyers: Served, looks_well: Look, accessibility_faults, watch
):
    library = with_flyers.library
    desk, page = page, phone.open(with_flyers.address())
    sign_in(page, library.email("ann"))
    page.context.set_offline(True)
    page.goto(with_flyers.address("today"))
    page.get_by_role("link", name="Flyers", exact=True).click()
    expect(page.get_by_text("Flyer OLD")).to_have_count(0)
    looks_well(page, "flyers")
    page.get_by_role("link", name=re.compile("Free help with phones")).click()
    with reading(library.id) as session:
        code = session.scalars(select(Flyer.code).where(Flyer.id == "F1")).one()
    own = page.locator("p.address")
    expect(own).to_contain_text(re.compile(f"/q/{code}-....-..."))
    in_english = own.inner_text()
    page.get_by_role("radio", name="español").check(force=True)
    expect(own).not_to_have_text(in_english)
    held_up = own.inner_text().rpartition("/")[2]
    # Whoever scans it off the screen meets the flyer before the library has heard of the code.
    with urlopen(Request(f"{with_flyers.server.url}/q/{held_up}", headers=ANDROID), timeout=20) as met:
        assert "Free help with phones" in met.read().decode()
    expect(page.get_by_role("heading", level=1, name="Ayuda gratis con el teléfono")).to_be_visible()
    expect(page.get_by_role("img", name="Code of the flyer")).to_be_visible()
    more = page.get_by_role("button", name="One more: Handed out")
    for _one in range(3):
        more.click()
    page.get_by_role("button", name="Take one back: Handed out").click()
    expect(page.get_by_text("2 by you today")).to_be_visible()
    looks_well(page, "flyer")

    page.get_by_role("link", name="Lay out a stack").click()
    page.get_by_role("button", name="Record: it lies there").click()
    expect(page.get_by_text("Choose the place, or say in words where it lies.")).to_be_visible()
    expect(page.get_by_text("Say how many, as a number.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Place S1")).click()
    page.get_by_label("Where there").fill("Front desk")
    page.get_by_label("How many copies").fill("40")
    page.get_by_label("Printed on the paper").fill("K7M2Q9FD4TAY")
    expect(page.get_by_text("That is no code of a stack of this flyer.")).to_be_visible()
    page.get_by_label("Printed on the paper").fill("")
    drawn = page.locator("p.address").inner_text()
    looks_well(page, "lay-out-flyers")
    page.get_by_text("Add a photo").click()
    page.get_by_label("Choose a photo").set_input_files({"name": "desk.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(page.get_by_role("img", name="Photo of the stack")).to_be_visible()
    expect(page.get_by_text("What does it show?")).to_have_count(0)
    page.get_by_role("button", name="Record: it lies there").click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    expect(page.get_by_text(drawn)).to_be_visible()
    expect(page.get_by_text("40 copies")).to_be_visible()
    expect(page.get_by_role("img", name="Photo of the stack")).to_be_visible()
    expect(page.get_by_text("the stack: photo waits on this phone")).to_be_visible()
    looks_well(page, "stack")

    # A stranger scans it meanwhile, and once more after the phone was in touch.
    address = f"{with_flyers.server.url}/q/{drawn.replace('-', '')}"
    assert drawn.replace("-", "").startswith(code)
    with urlopen(Request(address, headers=ANDROID), timeout=20) as met:
        assert "Free help with phones" in met.read().decode()
    page.get_by_role("link", name="Fill it up").click()
    page.get_by_label("How many were still there").fill("15")
    page.get_by_label("How many you add").fill("25")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    page.context.set_offline(False)
    page.goto(with_flyers.address("kits"))
    ask_for_news(page)
    expect(badge(page)).to_have_text("all kept")

    with reading(library.id) as session:
        stack = session.scalars(select(FlyerPlacement)).one()
        given = sum(session.scalars(select(FlyerHandout.count).where(FlyerHandout.language == "es")))
    assert (stack.code, stack.copies, stack.laid) == (drawn.replace("-", ""), 40, 65)
    assert given == 2
    with reading(library.id) as session:
        # Opened twice in either language, it is told once in each.
        shown = {one.language: codes.in_groups(one.code) for one in session.scalars(select(HeldCode))}
    assert shown == {"en": in_english.rpartition("/")[2], "es": held_up}
    assert library.open_kinds() == []
    desk.goto(f"{with_flyers.server.url}/sign-in?next=/flyers/stacks")
    desk.get_by_label("Email address").fill(library.email("cora"))
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("row", name=re.compile("Place S1.* 40 of 65 1 today"))).to_be_visible()
    _asks_on_their_page(desk, with_flyers, accessibility_faults)
    page.goto(with_flyers.address("sites/S1"))
    page.get_by_role("link", name=re.compile("Free help with phones")).click()
    page.get_by_role("link", name="All gone, or taken away").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text(re.compile("^All gone today$"))).to_be_visible()
