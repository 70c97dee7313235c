"""A kit goes from phone to phone with no network: the taker's camera reads the giver's screen, and both make one hand-over."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fixtures.browser import MakePhone
from fixtures.field import Served, sign_in
from outreach_app.bench.browser import fake_camera
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.scans import show
from outreach_app.db import reading, writing
from outreach_app.kits.signing import editing
from outreach_app.kits.signing.facts import is_drawing
from outreach_app.ledger.models import FactRow

Look = Callable[[Page, str], None]


def read_from(page: Page) -> str:
    """What another phone's camera reads from this screen."""
    code = page.get_by_role("img", name="Code of this hand-over")
    expect(code).to_be_visible()
    picture = Image.open(io.BytesIO(code.screenshot()))
    (read,) = zxingcpp.read_barcodes(picture)
    return str(read.text)


def draw(page: Page) -> None:
    """A stroke across the field for a signature."""
    field = page.get_by_role("img", name="Field for a drawn signature, empty")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=6)
    page.mouse.up()
    expect(page.get_by_role("img", name="Drawn signature")).to_be_visible()


def test_a_kit_goes_from_phone_to_phone_offline_and_both_sides_make_one(
    make_phone: MakePhone, running: Served, looks_well: Look, tmp_path: Path, watch
):
    library, shown = running.library, tmp_path / "camera.y4m"
    library.site("S1")
    with writing(library.id) as handle:
        editing.write(handle, {"en": "We bring it back whole."}, seen=0, by="cora")
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

    # On to a partner's place, whose people sign on Bob's phone under the terms as they read today.
    bob.get_by_role("link", name="Hand it over").click()
    bob.get_by_role("radio", name="A partner’s place").check(force=True)
    bob.get_by_role("button", name=re.compile("Place S1")).click()
    bob.get_by_text("The partner signs").click()
    expect(bob.get_by_text("We bring it back whole.")).to_be_visible()
    draw(bob)
    expect(bob.get_by_text("a drawing alone does not say who signed")).to_be_visible()
    bob.get_by_label("Name of who signs").fill("Jo Park")
    bob.get_by_label("What they do there").fill("Front desk")
    looks_well(bob, "hand-over-signed")
    bob.get_by_role("button", name="Record: handed over").click()
    expect(bob.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(bob.get_by_role("heading", name=re.compile("Place S1"))).to_be_visible()

    running.server.start()
    for page in pages.values():
        page.goto(running.address("kits/K1"))
        page.reload()
        expect(page.get_by_text("kept", exact=True).first).to_be_visible()
    assert library.rows("kits")["K1"]["custody"]["holder"] == {"partner": "P1", "site": "S1"}
    assert library.open_kinds() == []
    with reading(library.id) as session:
        kept = session.scalars(select(FactRow.body).where(FactRow.kind == "kit.handed_over").order_by(FactRow.effective))
        (signed,) = [told for told in (json.loads(body)["payload"].get("signed_off") for body in kept) if told]
    assert (signed["name"], signed["role"]) == ("Jo Park", "Front desk")
    assert signed["terms"] == {"version": 1, "language": "en", "text": "We bring it back whole."}
    assert is_drawing(signed["drawn"])
