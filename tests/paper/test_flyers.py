"""Flyers on paper: each form in several scripts, decoded by a reader that is not ours, tagged, in its language."""

import ctypes
import json
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp

from outreach_app.flyers import codes
from outreach_app.flyers.models import TEMPLATES, Flyer
from outreach_app.flyers.papers import printing
from outreach_app.flyers.papers.models import PrintedStack
from outreach_app.paper import typesetting

SCANS = "https://outreach.library.example.org/q/"
DOTS_PER_INCH, POINTS_PER_MM = 150, 72 / 25.4
LONG = "Every table has a helper. " * 45
SAYS = {
    "en": ("Borrow the internet <b>at home</b> #strong[x]", LONG, "See how"),
    "ar": ("الإنترنت في البيت", "خذ نقطة اتصال معك إلى البيت", "انظر كيف"),
    "vi": ("Mượn internet về nhà", "Mang một điểm phát sóng về nhà trong ba tuần.", "Xem cách làm"),
    "el": ("Δανειστείτε το διαδίκτυο", "Για τρεις εβδομάδες, δωρεάν.", "Δείτε πώς"),
    "ru": ("Интернет напрокат", "На три недели, бесплатно.", "Как это сделать"),
}
# How many of one code a page has.
CODES = {"handout": 1, "poster": 1, "half_sheet": 2, "table_tent": 2, "business_card": 10}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Paper does not hang on the kind of database."""
    return sqlite_url


def sheet(template: str, language: str = "en", stacks: int = 2, page: tuple[float, float] = printing.LETTER) -> dict[str, Any]:
    title, text, action = SAYS[language]
    flyer = Flyer(
        code="K7M2Q", version=3, texts=json.dumps({language: {"title": title, "text": text, "action": action}}),
        on="2026-12-05", starts="14:00", ends="17:00", place="Hall",
    )  # fmt: skip
    now = datetime(2026, 11, 24, tzinfo=UTC)
    made = [
        PrintedStack(code=codes.new_for("K7M2Q"), language=language, template=template, copies=25, position=n, printed_at=now)
        for n in range(stacks)
    ]
    told = printing.sheet(flyer, made, library="Cedar County Library", page=page, scans=SCANS)
    return {**told, "codes": [one.code for one in made]}


def text_of(page: Any) -> str:
    found: str = page.get_textpage().get_text_bounded()
    return "".join(found.replace("\u200b", "").split())


@pytest.mark.parametrize("page", [printing.LETTER, printing.A4], ids=["letter", "a4"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_each_code_is_read_from_the_printed_page(app, template, page):
    with app.test_request_context():
        told = sheet(template, page=page)
        pdf = pypdfium2.PdfDocument(typesetting.pdf("flyer", told))

    assert len(pdf) == 2
    for printed, code in zip(pdf, told["codes"], strict=True):
        picture = printed.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
        found = [one.text for one in zxingcpp.read_barcodes(picture)]
        assert found == [f"{SCANS}{code}"] * CODES[template]
        assert f"outreach.library.example.org/q/{codes.in_groups(code)}" in text_of(printed)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_code_is_smaller_than_two_centimetres(app, template):
    with app.test_request_context():
        pdf = pypdfium2.PdfDocument(typesetting.pdf("flyer", sheet(template, stacks=1)))

    picture = pdf[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    for one in zxingcpp.read_barcodes(picture):
        corner, right = one.position.top_left, one.position.top_right
        side = ((corner.x - right.x) ** 2 + (corner.y - right.y) ** 2) ** 0.5 / DOTS_PER_INCH * 25.4
        assert side >= 20, side


@pytest.mark.parametrize("language", SAYS)
def test_each_script_has_its_letters_and_the_paper_says_its_language(app, language):
    with app.test_request_context():
        raw = typesetting.pdf("flyer", sheet("handout", language, stacks=1))
    pdf = pypdfium2.PdfDocument(raw)

    # Where a letter had no shape the paper would be no PDF/UA.
    assert b"pdfuaid" in raw
    assert f"/Lang({language}" in raw.decode("latin-1").replace(" ", "") or f"/Lang ({language})".encode() in raw
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    if language not in ("ar",):
        assert SAYS[language][0].split()[0] in text_of(pdf[0])


def test_what_people_wrote_is_set_as_text(app):
    with app.test_request_context():
        pdf = pypdfium2.PdfDocument(typesetting.pdf("flyer", sheet("handout", stacks=1)))

    said = text_of(pdf[0])
    assert "<b>athome</b>#strong[x]" in said
    assert said.count("Everytablehasahelper.") == 45
    assert "Saturday,December5,2026,14:00–17:00.Hall" in said


def test_what_stands_on_a_page_twice_is_read_aloud_once(app):
    with app.test_request_context():
        pdf = pypdfium2.PdfDocument(typesetting.pdf("flyer", sheet("business_card", stacks=1)))

    # The tree is the page's, and goes with it.
    page = pdf[0]
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page.raw)
    assert tree
    raw = pypdfium2.raw
    children = (raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree)))
    titles = sum(_titles(one) for one in children)
    assert titles == 1


def _titles(element: Any) -> int:
    raw = pypdfium2.raw
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetType(element, buffer, size)
    own = buffer.raw.decode("utf-16-le").rstrip("\0") == "H1"
    children = raw.FPDF_StructElement_CountChildren(element)
    below = (raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(children))
    return own + sum(_titles(one) for one in below if one)
