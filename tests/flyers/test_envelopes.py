"""Labels for envelopes: who takes which flyers gets them by post, and whose address nobody told is named."""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw
import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, ToldClock, furnished
from fixtures.queries import asked
from flyers.test_placements import flyer, placed, removed

PATH = "/flyers/distribution/labels"


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        made = furnished(app)
        flyer(made, "F1")
        flyer(made, "F2")
        made.site("S1", "P1", address="12 Mill Street\nTipton, IA 52772", contact="Front desk")
        made.site("S2", "P1", address="")
        made.site("S3", "P2", address="9 Wharf Road")
        made.site("S4", "P3", address="1 Gone Lane", closed_on="2026-01-01")
        yield made


@pytest.fixture
def phone(library: Library) -> Phone:
    phone = library.phone()
    for number, (site, which) in enumerate((("S1", "F1"), ("S1", "F2"), ("S2", "F1"), ("S3", "F2"), ("S4", "F1"))):
        told = placed(flyer=which, site=site, code=f"K7M2Q9FD4T{'ABCDE'[number]}Y", language="es" if which == "F1" else "en")
        phone.record("flyer.placed", f"N{number}", told)
    phone.record("flyer.removed", "N3", removed("gone", code="K7M2Q9FD4TDY"))
    phone.sync()
    return phone


@pytest.fixture
def tess(app: Flask, library: Library, phone: Phone) -> Desk:
    return Desk(app, library, "tess", "trainer")


def lines(tess: Desk, query: str = "") -> list[str]:
    sheet = pypdfium2.PdfDocument(tess.get(f"{PATH}.pdf{query}").data)[0]
    return str(sheet.get_textpage().get_text_bounded()).splitlines()


def test_each_open_place_that_takes_flyers_has_a_label_and_one_without_an_address_is_named(tess: Desk) -> None:
    assert lines(tess) == [
        "Partner P1", "Front desk", "Place S1", "12 Mill Street", "Tipton, IA 52772", "Partner P2", "Place S3", "9 Wharf Road",
    ]  # fmt: skip
    page = tess.page(PATH)
    assert "Print 2 labels" in page
    assert re.search("1 place without an address.</b>.*Partner P1.*Place S2", page, re.DOTALL)
    assert PATH in tess.page("/flyers/distribution")
    assert tess.get(f"{PATH}.png").data[:4] == b"\x89PNG"


def test_what_the_list_is_narrowed_to_holds_for_the_labels(tess: Desk) -> None:
    assert "Partner P2" not in lines(tess, "?flyer=F1")
    assert lines(tess, "?partner=P2")[0] == "Partner P2"
    assert "Partner P2" not in lines(tess, "?language=es")
    page = tess.page(f"{PATH}?flyer=F2&sheet=5163")
    assert "without an address" not in page
    assert f'href="{PATH}.pdf?sheet=5163&amp;flyer=F2"' in page
    assert 'type="hidden" value="F2"' in page
    assert tess.get(f"{PATH}.pdf?flyer=F9").status_code == 404
    assert "Nothing to print" in tess.page(f"{PATH}?flyer=F9")


@pytest.mark.parametrize(("sheet", "cells"), [("5160", 30), ("5163", 10), ("L7162", 16), ("L7163", 14)])
def test_they_begin_where_a_used_sheet_is_left_and_are_tagged_in_the_desks_language(tess: Desk, sheet: str, cells: int) -> None:
    raw = tess.get(f"{PATH}.pdf?sheet={sheet}&start={cells}").data
    pdf = pypdfium2.PdfDocument(raw)
    assert b"pdfuaid" in raw
    assert "/Lang(en" in raw.decode("latin-1").replace(" ", "")
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    # The last label of one sheet, and the first of the next.
    first, second = (str(page.get_textpage().get_text_bounded()) for page in pdf)
    assert ("Partner P1" in first, "Partner P2" in second) == (True, True)


@pytest.mark.parametrize("query", ["sheet=5164", "start=31", "start=x", "right=99"])
def test_what_is_wrong_is_said_and_nothing_is_printed(tess: Desk, query: str) -> None:
    answer = tess.get(f"{PATH}?{query}")
    assert (answer.status_code, "Not made yet." in answer.text) == (422, True)
    assert tess.get(f"{PATH}.pdf?{query}").status_code == 303
    assert tess.get(f"{PATH}.png?{query}").status_code == 404


def test_the_page_asks_as_often_for_many_places_as_for_few(library: Library, phone: Phone, tess: Desk) -> None:
    with asked() as few:
        tess.page(PATH)
    for number in range(20):
        library.site(f"T{number}", "P2", address="1 Long Road")
        phone.record("flyer.placed", f"M{number}", placed(site=f"T{number}"))
    phone.sync()
    with asked() as several:
        tess.page(PATH)
    assert len(several) == len(few)
