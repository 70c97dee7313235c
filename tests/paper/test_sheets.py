"""Sheets of labels: measured on the printed page, decoded by a reader that is not ours, and whatever people wrote."""

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp

from outreach_app.kits.papers import printing
from outreach_app.kits.papers.printing import Label
from outreach_app.paper import labels as layout
from outreach_app.paper import typesetting
from outreach_app.paper.sheets import SHEETS

POINTS_PER_MM = 72 / 25.4
SCANS = "https://outreach.example.org/q/"
# Width, height, left, top, across, down: millimetres, as measured on the sheets or told by their maker.
MEASURED = {
    "5160": (66.68, 25.4, 3.97, 12.7, 70.64, 25.4),
    "5163": (101.6, 50.8, 4.13, 12.7, 106.36, 50.8),
    "5164": (101.6, 84.67, 3.97, 12.7, 106.36, 84.67),
    "5167": (44.45, 12.7, 7.14, 12.7, 52.39, 12.7),
    "5371": (88.9, 50.8, 19.05, 12.7, 88.9, 50.8),
    "5395": (85.73, 59.27, 17.46, 14.82, 95.25, 63.5),
    "3274.1": (63.5, 63.5, 7.94, 31.75, 68.26, 76.2),
    "L7162": (99.1, 33.9, 4.65, 12.9, 101.6, 33.9),
    "L7163": (99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
}
ODD = {
    "typst's own language": '#strong[x] $x^2$ #read("/etc/passwd") \\ <a> @b',
    "a word without an end": "x" * 200,
    "right to left": "عدة الأجهزة اللوحية (12)",
    "Cyrillic, Greek, Vietnamese": "Планшеты Ταμπλέτες Máy tính bảng",
    "controls": "a\x00b\x1bc\ud83d\n\td",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Paper does not hang on the kind of database."""
    return sqlite_url


def some(count: int, name: str = "Tablets") -> list[Label]:
    return [Label(f"K-{number:02}", name, "Cedar County Library", f"ABCD{number:04}") for number in range(count)]


def set_(sheet: str, labels: list[Label], start: int = 0, nudge: tuple[int, int] = (0, 0)) -> bytes:
    told = printing.sheet_of_labels(SHEETS[sheet], labels, start=start, nudge=nudge, language="en", scans=SCANS)
    return typesetting.pdf("labels", told)


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of each outline on the first page, in millimetres."""
    page = pypdfium2.PdfDocument(pdf)[0]
    height = page.get_height()
    kind = pypdfium2.raw.FPDF_PAGEOBJ_PATH
    bounds = [one.get_bounds() for one in page.get_objects(filter=[kind], max_depth=3)]
    return sorted(
        ((left / POINTS_PER_MM, (height - top) / POINTS_PER_MM, (right - left) / POINTS_PER_MM, (top - bottom) / POINTS_PER_MM)
        for left, bottom, right, top in bounds),
        key=lambda box: (round(box[1]), box[0]),
    )  # fmt: skip


def test_every_sheet_is_measured():
    assert set(MEASURED) == set(SHEETS)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("nudge", [(0, 0), (13, -7)], ids=["as it is", "nudged"])
def test_each_label_lies_where_it_lies_on_the_sheet(app, name, nudge):
    sheet, (width, height, left, top, across, down) = SHEETS[name], MEASURED[name]
    with app.test_request_context():
        found = boxes(typesetting.pdf("labels", layout.calibration(sheet, nudge=nudge, language="en")))

    expected = [
        (left + column * across + nudge[0] / 10, top + row * down + nudge[1] / 10, width, height)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    ]
    assert len(found) == sheet.cells
    for is_at, ought in zip(found, expected, strict=True):
        assert is_at == pytest.approx(ought, abs=0.2)


@pytest.mark.parametrize("name", [name for name, sheet in SHEETS.items() if sheet.code_side])
def test_every_code_of_a_full_sheet_is_read_at_150_dots_per_inch(app, name):
    labels = some(SHEETS[name].cells)
    with app.test_request_context():
        pages = pypdfium2.PdfDocument(set_(name, labels))

    read = zxingcpp.read_barcodes(pages[0].render(scale=150 / 72).to_pil())
    assert len(pages) == 1
    assert {one.text for one in read} == {f"{SCANS}{label.door}" for label in labels}


def test_a_sheet_that_was_used_is_begun_where_it_is_left(app):
    with app.test_request_context():
        pages = pypdfium2.PdfDocument(set_("5160", some(4), start=28))
        texts = [page.get_textpage().get_text_bounded() for page in pages]

    assert [("K-01" in text, "K-02" in text) for text in texts] == [(True, False), (False, True)]


@pytest.mark.parametrize("written", ODD.values(), ids=ODD)
def test_what_people_wrote_is_set_as_text(app, written):
    with app.test_request_context():
        page = pypdfium2.PdfDocument(set_("5163", some(1, written)))[0]
        text = page.get_textpage().get_text_bounded().replace("\u200b", "")

    told = "".join(typesetting.printable(written).replace("\u200b", "").split())
    if "لوحية" not in written:  # The order in which a reader gives letters from right to left is its own.
        assert told in "".join(text.split())
    assert "root:" not in text


def test_a_name_with_a_letter_that_no_font_has_is_printed_all_the_same(app):
    with app.test_request_context():
        pages = pypdfium2.PdfDocument(set_("5163", some(1, "Tablets 📱")))

    assert "Tablets" in pages[0].get_textpage().get_text_bounded()


def test_the_paper_is_tagged_and_says_its_language(app):
    with app.test_request_context():
        pdf = pypdfium2.PdfDocument(set_("5163", some(2)))

    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    assert pdf.get_metadata_dict()["Title"] == "Labels"
