"""Labels and cards at the desk, and the public page that a label opens."""

import re

import pypdfium2
import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library
from outreach_app.db import reading
from outreach_app.kits.models import Kit, KitPart
from outreach_app.kits.papers import printing


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    made = Desk(library, app.test_client(), library.email("dora"))
    made.send("/kits/K1/parts/new", name="Camera", count="1", tag="CC-1")
    return made


def door(desk: Desk, model: type[Kit] | type[KitPart], which: str) -> str:
    with reading(desk.library.id) as session:
        return session.query(model).filter(model.name == which).one().door


def text(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).replace("\u200b", "")


def test_labels_of_a_kit_and_of_what_has_a_tag_in_it(desk):
    address = "/kits/labels?kits=K1&what=both"
    page, pdf = desk.client.get(address).text, desk.client.get(address.replace("labels", "labels.pdf"))

    assert "Print 2 labels" in page
    assert pdf.mimetype == "application/pdf"
    assert all(one in text(pdf.data) for one in ("K1", "Kit K1", "CC-1", "Camera", door(desk, KitPart, "Camera")))


def test_a_thing_whose_tag_was_taken_off_has_no_label_until_it_has_one_again(desk):
    with reading(desk.library.id) as session:
        camera = session.query(KitPart).filter(KitPart.name == "Camera").one().id
    page = desk.client.get(f"/kits/K1/parts/{camera}").text
    desk.send(f"/kits/K1/parts/{camera}", made_from=page, name="Camera", count="1", tag="")

    assert "Print 1 label" in desk.client.get("/kits/labels?kits=K1&what=both").text
    assert desk.client.get("/kits/labels.pdf?kits=K1&what=items").status_code == 404


def test_the_page_shows_the_first_sheet(desk):
    page = desk.client.get("/kits/labels?sheet=L7163").text
    picture = desk.client.get(re.search(r'src="(/kits/labels.png[^"]*)"', page).group(1).replace("&amp;", "&"))

    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("sheet=5163&start=11", "start"),
        ("start=0", "start"),
        ("start=x", "start"),
        ("right=51", "right"),
        ("down=-51", "down"),
        ("kits=K1,K-99", "kits"),
        ("sheet=9999", "sheet"),
        ("what=all", "what"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_made(desk, asked, field):
    page = desk.client.get(f"/kits/labels?{asked}")

    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.text
    assert desk.client.get(f"/kits/labels.pdf?{asked}").location == f"/kits/labels?{asked}"
    assert desk.client.get(f"/kits/labels.png?{asked}").status_code == 404


def test_more_labels_than_can_be_made_at_once_are_told(desk, monkeypatch):
    monkeypatch.setattr(printing, "MOST_LABELS", 2)

    assert "At most 2 labels" in desk.client.get("/kits/labels?what=both").text


def test_the_calibration_page_comes_for_each_sheet(desk):
    assert "Print at 100 %" in text(desk.client.get("/kits/labels/calibration.pdf?sheet=5371").data)


def test_the_card_for_the_lid_lists_what_must_be_in_the_case(desk):
    card = text(desk.client.get("/kits/K1/card.pdf").data)

    assert all(one in card for one in ("K1 Kit K1", "Tablet", "5", "Camera", "CC-1", door(desk, Kit, "Kit K1")))


def test_a_strangers_phone_learns_whose_a_kit_is_and_what_belongs_in_it(desk, app):
    stranger = app.test_client()
    page = stranger.get(f"/q/{door(desk, Kit, 'Kit K1')}")

    assert page.status_code == 200
    assert all(one in page.text for one in ("Cedar County Library", "Kit K1", "Tablet", "Camera"))
    assert "Set-Cookie" not in page.headers


def test_the_code_of_a_thing_says_which_kit_it_belongs_in(desk, app):
    page = app.test_client().get(f"/q/{door(desk, KitPart, 'Camera').lower()}")

    assert "Camera" in page.text
    assert "K1 Kit K1" in page.text


def test_a_code_stays_whatever_becomes_of_the_kit(desk, app):
    before = door(desk, Kit, "Kit K1")
    page = desk.client.get("/kits/K1/details").text
    desk.send("/kits/K1/details", made_from=page, code="K-01", name="Kit K1")

    assert door(desk, Kit, "Kit K1") == before


def test_no_label_of_another_library_is_printed(desk, app):
    other = Library(app)
    other.kit("K7", cable=1)

    assert "K7" not in text(desk.client.get("/kits/labels.pdf").data)
    assert desk.client.get("/kits/K7/card.pdf").status_code == 404
