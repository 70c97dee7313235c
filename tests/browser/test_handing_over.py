"""A kit goes from phone to phone with no network: the taker's camera reads the giver's screen, and both make one hand-over."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from fixtures.browser import MakePhone
from fixtures.field import Served, sign_in
from outreach_app.bench.browser import fake_camera
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.scans import show

Look = Callable[[Page, str], None]


def read_from(page: Page) -> str:
    """What another phone's camera reads from this screen."""
    code = page.get_by_role("img", name="Code of this hand-over")
    expect(code).to_be_visible()
    picture = Image.open(io.BytesIO(code.screenshot()))
    (read,) = zxingcpp.read_barcodes(picture)
    return str(read.text)


def test_a_kit_goes_from_phone_to_phone_offline_and_both_sides_make_one(
    make_phone: MakePhone, running: Served, looks_well: Look, tmp_path: Path, watch
):
    library, shown = running.library, tmp_path / "camera.y4m"
    show(shown, film("nothing yet", SEEN["clean"], frames=1))
    phones = {"ann": make_phone(), "bob": make_phone(args=fake_camera(shown), permissions=["camera"])}
    pages = {}
    for name, phone in phones.items():
        pages[name] = phone.open(running.address())
        sign_in(pages[name], library.email(name))
    ann, bob = pages["ann"], pages["bob"]
    ann.goto(running.address("kits/K1/out"))
    ann.get_by_role("button", name="Record: taken out").click()
    expect(ann.get_by_role("heading", name=re.compile("Saved on this phone|Kept by the library"))).to_be_visible()
    bob.goto(running.address("kits"))
    running.server.stop()

    ann.get_by_role("link", name="Hand it over").click()
    address = read_from(ann)
    looks_well(ann, "hand-over")
    ann.get_by_role("button", name="Record: handed over").click()
    expect(ann.get_by_text("Choose who takes it.")).to_be_visible()
    ann.get_by_label("Which colleague?").select_option(label="Bob")
    ann.get_by_role("button", name="Record: handed over").click()
    expect(ann.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(ann.get_by_role("heading", name="With Bob")).to_be_visible()

    show(shown, film(address, SEEN["clean"]))
    bob.get_by_role("link", name="Scan a code").click()
    expect(bob.get_by_role("heading", level=1, name="Ann hands it over to you")).to_be_visible()
    looks_well(bob, "take-over")
    bob.get_by_role("button", name="Record: I have it").click()
    expect(bob.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(bob.get_by_role("heading", name="With you")).to_be_visible()

    running.server.start()
    for page in pages.values():
        page.goto(running.address("kits/K1"))
        page.reload()
        expect(page.get_by_text("kept", exact=True).first).to_be_visible()
    expect(bob.get_by_role("heading", name="With you")).to_be_visible()
    assert library.rows("kits")["K1"]["custody"]["holder"] == {"staff": "bob"}
    assert library.open_kinds() == []
