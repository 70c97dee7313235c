"""Codes read on the phone: by its camera, by a scanner that types, by hand; with the server down."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fixtures.browser import MakePhone, Phone
from fixtures.field import Served, sign_in
from outreach_app.bench.browser import fake_camera
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.scans import show
from outreach_app.db import reading
from outreach_app.kits.models import Kit, KitPart

Look = Callable[[Page, str], None]
OTHER = "https://elsewhere.example.net/q/ABCDEFGH"


def door(served: Served, model: type[Kit] | type[KitPart], id_: str) -> str:
    """The short code on a label."""
    with reading(served.library.id) as session:
        return str(session.scalars(select(model.door).where(model.id == id_)).one())


@pytest.fixture
def tagged(running: Served) -> Served:
    """A third kit, with an item that has a tag."""
    running.library.kit("K3", laptop=1, tags={"laptop": "LT-01"})
    return running


def kit_is_shown(page: Page, kit: str) -> None:
    expect(page.get_by_role("heading", level=1, name=re.compile(f"^{kit} "))).to_be_visible()


def type_as_a_scanner(page: Page, text: str) -> None:
    page.get_by_role("heading", level=1).focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_the_camera_reads_labels_one_and_several_with_the_server_down(
    make_phone: MakePhone, tagged: Served, looks_well: Look, tmp_path: Path, watch
):
    shown = tmp_path / "camera.y4m"
    label = f"{tagged.server.url}/q/{door(tagged, Kit, 'K1')}"
    show(shown, film(label, SEEN["tilted"]))
    phone = make_phone(args=fake_camera(shown), permissions=["camera"])
    page = phone.open(tagged.address())
    sign_in(page, tagged.library.email("ann"))
    tagged.server.stop()
    phone.close()
    page = phone.open(tagged.address("kits"))
    page.get_by_role("link", name="Scan a code").click()
    kit_is_shown(page, "K1")

    show(shown, film(f"{tagged.server.url}/q/{door(tagged, KitPart, 'laptop')}", SEEN["dim"]))
    page.go_back()
    kit_is_shown(page, "K3")
    expect(page.get_by_text("You scanned Laptop LT-01.")).to_be_visible()
    looks_well(page, "scanned-item")

    show(shown, film(OTHER, SEEN["clean"]))
    page.go_back()
    expect(page.get_by_text("“ABCDEFGH” leads nowhere on this phone")).to_be_visible()
    expect(page.get_by_text("A label of elsewhere.example.net, not of this library")).to_be_visible()
    page.get_by_role("radio", name="Several, as a list").check(force=True)
    looks_well(page, "scan")
    for code in ("K1", "k2", "K-1"):
        page.get_by_label("Or type the code").fill(code)
        page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("heading", name="3 codes read")).to_be_visible()


def test_codes_are_typed_and_told_apart_where_no_camera_may_be_used(phone: Phone, tagged: Served, looks_well: Look, watch):
    page = phone.open(tagged.address())
    sign_in(page, tagged.library.email("ann"))
    tagged.server.stop()
    page.goto(tagged.address("scan"))
    expect(page.get_by_role("heading", name=re.compile("There is no camera to use|The camera is not allowed"))).to_be_visible()
    page.get_by_role("radio", name="Several, as a list").check(force=True)
    type_as_a_scanner(page, door(tagged, Kit, "K2").lower())
    expect(page.get_by_role("link", name=re.compile("Kit K2"))).to_be_visible()
    type_as_a_scanner(page, "LT-O1")
    expect(page.get_by_role("link", name=re.compile("Laptop"))).to_be_visible()
    type_as_a_scanner(page, "lt-01")
    type_as_a_scanner(page, "5901234123457")
    expect(page.get_by_text("“5901234123457” leads nowhere on this phone")).to_be_visible()
    looks_well(page, "scan-no-camera")
    page.goto(tagged.address("kits"))
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    page.goto(tagged.address("scan"))
    expect(page.get_by_text("5901234123457")).to_be_visible()
    page.get_by_role("button", name="Empty the list").click()
    page.get_by_role("radio", name="One, and open it").check(force=True)
    page.get_by_label("Or type the code").fill(" lt 01 ")
    page.keyboard.press("Enter")
    kit_is_shown(page, "K3")


def test_a_kit_is_counted_with_the_server_down_and_what_is_not_its_own_is_kept(
    phone: Phone, tagged: Served, looks_well: Look, watch
):
    library = tagged.library
    library.kit("K4", tags={"scanner": "SC-1"}, scanner=1, cable=3)
    page = phone.open(tagged.address())
    sign_in(page, library.email("ann"))
    tagged.server.stop()
    page.goto(tagged.address("kits/K4"))
    page.get_by_role("link", name="Count what is in it").click()
    expect(page.get_by_role("heading", name="2 parts to look for")).to_be_visible()
    for code in ("SC-1", "LT-01", "5901234123457"):
        page.get_by_label("Or type the code").fill(code)
        page.keyboard.press("Enter")
    expect(page.get_by_text("Belongs in K3 Kit K3")).to_be_visible()
    looks_well(page, "count")
    page.get_by_role("button", name="Record the count").click()
    expect(page.get_by_text("1 part is not looked for yet.")).to_be_visible()
    page.get_by_role("radio", name="Not all").click(force=True)
    looks_well(page, "count-asks")
    page.get_by_role("button", name="Record the count").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(page.get_by_text("Counted K4 Kit K4, not as it should be. It goes to the library by itself.")).to_be_visible()
    tagged.server.start()
    page.reload()
    expect(page.get_by_text("Last counted")).to_be_visible()
    assert sorted(library.open_kinds()) == ["kit.codes_unknown", "kit.part_missing", "kit.part_unexpected"]


def test_a_refused_camera_is_said_plainly(make_phone: MakePhone, running: Served, tmp_path: Path, looks_well: Look, watch):
    shown = tmp_path / "camera.y4m"
    show(shown, film("x", SEEN["clean"], frames=1))
    page = make_phone(args=fake_camera(shown)).open(running.address())
    sign_in(page, running.library.email("ann"))
    page.goto(running.address("scan"))
    expect(page.get_by_role("heading", name="The camera is not allowed here")).to_be_visible()
    expect(page.get_by_role("button", name="Try the camera again")).to_be_visible()
    expect(page.get_by_label("Or type the code")).to_be_visible()
