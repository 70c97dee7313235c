"""A kit's whole way, offline: reserved, lent with a photo and a signature, from hand to hand, back in part."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from browser.test_handing_over import read_from
from fixtures.browser import MakePhone
from fixtures.field import Served, ask_for_news, badge, sign_in
from fixtures.library import PASSWORD
from outreach_app import clock
from outreach_app.bench.browser import fake_camera
from outreach_app.bench.film import SEEN, film
from outreach_app.bench.scans import show
from outreach_app.db import reading, writing
from outreach_app.kits import editing
from outreach_app.kits.models import Kit

SAVED = "Saved on this phone"


def camera_photo(page: Page, of: str) -> None:
    """Take a photo of a part."""
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG")
    page.get_by_text("Add a photo").click()
    page.get_by_label("Take a photo").set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    expect(page.get_by_role("img", name=f"Photo of {of}")).to_be_visible()


def at_the_desk(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{served.server.url}/sign-in?next=/kits/K3")
    page.get_by_label("Email address").fill(served.library.email("cora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def reserve(page: Page) -> None:
    """The coordinator promises the kit to the place, from now until tomorrow."""
    page.get_by_role("link", name="Reserve it").click()
    page.get_by_label("Whose it is to be").select_option(label="Partner P1, Place S1")
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    page.get_by_label("Until").fill(tomorrow)
    page.get_by_role("button", name="Reserve it").click()
    expect(page.get_by_role("heading", level=1, name="K3 for Place S1, Partner P1")).to_be_visible()


@pytest.fixture
def stocked(running: Served) -> Served:
    """A third kit with two items that cost something and adapters that run out, and a partner's place."""
    library = running.library
    library.site()
    library.kit("K3", tags={"laptop": "LT-01", "camera": "CM-01"}, laptop=1, camera=1, screen=1, adapter=4)
    with writing(library.id) as handle:
        for part, count, tag, details in (
            ("laptop", 1, "LT-01", {"cost": "900.00"}),
            ("camera", 1, "CM-01", {"cost": "249.00"}),
            ("adapter", 4, None, {"least": 4}),
        ):
            told = {"name": part.title(), "count": count, "tag": tag, "details": details}
            editing.change_part(handle, "K3", part, seen=1, by="cora", **told)
    return running


@pytest.mark.timeout(240)
def test_a_kit_goes_from_the_shelf_to_a_partner_from_hand_to_hand_and_back_in_part(
    make_phone: MakePhone, page: Page, stocked: Served, tmp_path: Path, watch
):
    library, shown = stocked.library, tmp_path / "camera.y4m"
    at_the_desk(page, stocked)
    reserve(page)
    with reading(library.id) as session:
        label = f"{stocked.server.url}/q/{session.scalars(select(Kit.door).where(Kit.id == 'K3')).one()}"
    show(shown, film(label, SEEN["clean"]))
    phones = [make_phone(args=fake_camera(shown), permissions=["camera"]) for _name in ("ann", "bob")]
    ann, bob = (one.open(stocked.address()) for one in phones)
    sign_in(ann, library.email("ann"))
    sign_in(bob, library.email("bob"))
    stocked.server.stop()

    # Out to the partner it is promised to, by its label; to anybody else the phone would warn.
    ann.goto(stocked.address("kits"))
    ann.get_by_role("link", name="Scan a code").click()
    expect(ann.get_by_role("heading", level=1, name=re.compile("^K3 "))).to_be_visible()
    expect(ann.get_by_text(re.compile("Place S1, Partner P1, .* to "))).to_be_visible()
    ann.get_by_role("link", name="Take out").click()
    expect(ann.get_by_role("heading", name="It is promised to somebody else")).to_be_visible()
    ann.get_by_role("radio", name="A partner’s place").check(force=True)
    ann.get_by_role("button", name=re.compile("Place S1")).click()
    expect(ann.get_by_role("heading", name="It is promised to somebody else")).to_have_count(0)
    ann.get_by_text("The partner signs").click()
    ann.get_by_label("Name of who signs").fill("Jo Park")
    camera_photo(ann, "the whole kit")
    ann.get_by_role("button", name="Record: taken out").click()
    expect(ann.get_by_role("heading", name=SAVED)).to_be_visible()

    # From the partner to Ann, and from her screen to Bob's camera.
    ann.get_by_role("link", name="It goes on to somebody else").click()
    ann.get_by_role("button", name="Record: I have it").click()
    expect(ann.get_by_role("heading", name="With you")).to_be_visible()
    ann.get_by_role("link", name="Hand it over").click()
    show(shown, film(read_from(ann), SEEN["clean"]))
    bob.goto(stocked.address("kits"))
    bob.get_by_role("link", name="Scan a code").click()
    bob.get_by_role("button", name="Record: I have it").click()
    expect(bob.get_by_role("heading", name=SAVED)).to_be_visible()

    # Back in part: the camera is missing, the laptop broken, two adapters are used up, and the screen stays out.
    bob.get_by_role("link", name="Bring back").click()
    bob.get_by_role("button", name="Some of it stays out").click()
    for part, how in (("Laptop", "Damaged"), ("Camera", "Missing"), ("Screen", "Still out")):
        bob.get_by_role("group", name=part, exact=True).get_by_role("radio", name=how).check(force=True)
    for _one in range(2):
        bob.get_by_role("button", name="One less: Adapter").click()
    bob.get_by_role("group", name=re.compile("^2 are not here")).get_by_role("radio", name="Used up").check(force=True)
    camera_photo(bob, "Laptop")
    bob.get_by_label("Anything to say about it?").fill("The case fell off a table")
    bob.get_by_role("button", name="Record the return").click()
    expect(bob.get_by_role("heading", name=SAVED)).to_be_visible()
    bob.get_by_role("link", name="Say how it is").click()
    bob.get_by_role("radio", name="Out of service").check(force=True)
    bob.get_by_role("button", name="Record it").click()
    expect(bob.get_by_role("heading", name=SAVED)).to_be_visible()

    # Bob's phone is first in touch: what he brought back is known before that it was lent.
    stocked.server.start()
    for phone in (bob, ann):
        phone.goto(stocked.address("kits"))
        ask_for_news(phone)
        expect(badge(phone)).to_have_text("all kept")

    assert sorted(library.open_kinds()) == ["kit.part_damaged", "kit.part_missing"]
    custody = library.rows("kits")["K3"]["custody"]
    assert (custody["holder"], custody["parts_out"]) == ({"staff": "bob"}, [{"part": "screen", "count": 1}])
    page.goto(f"{stocked.server.url}/discrepancies")
    expect(page.get_by_text("1 × Camera missing from K3", exact=True)).to_be_visible()
    page.get_by_role("row", name=re.compile("Laptop of K3 is damaged")).get_by_role("link").last.click()
    expect(page.get_by_role("img", name="Photo of Laptop")).to_be_visible()
    page.goto(f"{stocked.server.url}/kits/K3")
    expect(page.get_by_text("out of service").first).to_be_visible()
    expect(page.get_by_role("link", name="Receipt")).to_be_visible()
    page.goto(f"{stocked.server.url}/kits/care")
    for row in ("Adapter K3 2 of 4", "Laptop LT-01 K3 1 × damaged", "Camera CM-01 K3 1 × lost"):
        expect(page.get_by_role("row", name=re.compile(row, re.IGNORECASE))).to_be_visible()
    expect(page.get_by_text(re.compile("1,?149.00"))).to_be_visible()
