"""The go-pack: on paper and as a page it says the same, its codes are read by another's reader."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from outreach_app.db import writing
from outreach_app.emergency.plan import editing


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Paper does not hang on the kind of database."""
    return sqlite_url


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1", power="Generator", wifi='{"name": "Guests", "password": "welcome in"}')
        made.staff("gone", active=False)
    with app.app_context():
        yield made


def put(library: Library, section: str, id_: str, **body: Any) -> None:
    with writing(library.id) as handle:
        editing.add_entry(handle, "plan", section, id_, body, by="cora")


def test_the_paper_and_the_page_say_the_same_and_the_codes_are_read(app: Flask, library: Library) -> None:
    with writing(library.id) as handle:
        editing.begin(handle, "plan", name='Plan #read("/etc/passwd") *', by="cora")
    put(library, "services", "s", service="charging", name="", steps=["Find outlets", "Tape cables down"])
    put(library, "places", "p", site="S1", name="", address="", power="", wifi="", services=["s"], note="Ring twice")
    put(library, "kits", "k", kit="K2", place="p", note="")
    put(library, "roles", "r", name="Kits", duties="Sends them", holders=["staff:gone", "staff:ann"])
    put(library, "calls", "c", who="role:r", caller="", phone="555 0101", note="")
    put(library, "links", "l", name="Apply", address="https://help.example.org/apply", note="")
    cleo = Desk(app, library, "cleo", "coordinator")

    page = cleo.page("/emergency/plan/plan/pack")
    raw = cleo.get("/emergency/plan/plan/pack.pdf").data
    paper = pypdfium2.PdfDocument(raw)
    said = " ".join(one.get_textpage().get_text_bounded().replace("\r\n", " ") for one in paper).replace("\u200b", "")

    for text in (
        "Nobody has approved this plan.", "Kits: Gone has left. Ann steps in.", "Tape cables down", "Power: Generator",
        "Guests, password welcome in", "Ring twice", "555 0101", "https://help.example.org/apply", "No flyer is ready yet.",
    ):  # fmt: skip
        assert text in page, text
        assert text in said, text
    assert b"pdfuaid" in raw, "it is tagged, and claims to be"
    read = {one.text for sheet in paper for one in zxingcpp.read_barcodes(sheet.render(scale=200 / 72).to_pil())}
    assert "https://help.example.org/apply" in read
    assert any(text.endswith("/app/plan") for text in read)
