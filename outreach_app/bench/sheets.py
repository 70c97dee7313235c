"""Sheets of labels: how long one takes to be set, and whether a reader that is not ours reads every code of it."""

from collections.abc import Iterator
from importlib import import_module
from time import perf_counter
from typing import Any

from flask import Flask

from outreach_app import ids
from outreach_app.bench.figures import Figure, Missing, figure
from outreach_app.kits.papers import printing
from outreach_app.kits.papers.printing import Label
from outreach_app.paper import typesetting
from outreach_app.paper.sheets import SHEETS, Sheet

DOTS_PER_INCH, POINTS_PER_INCH = 150, 72
# The sheet of thirty labels.
THIRTY = "5160"
SCANS = "https://outreach.example.org/q/"


def measure(app: Flask, *, runs: int) -> Iterator[Figure | Missing]:
    """Milliseconds for a full sheet of thirty labels; how many of the full sheets of every size are decoded right."""
    full = {name: _labels(sheet) for name, sheet in SHEETS.items() if sheet.code_side}
    with app.test_request_context():
        set_ = {name: _set(SHEETS[name], labels) for name, labels in full.items()}
        took = [_timed(SHEETS[THIRTY], full[THIRTY]) for _ in range(runs)]
    yield figure(f"a sheet of {len(full[THIRTY])} labels as PDF", "ms", took)
    name = f"sheets of every size decoded right at {DOTS_PER_INCH} dpi"
    try:
        pdf, reader = import_module("pypdfium2"), import_module("zxingcpp")
    except ImportError as absent:
        yield Missing(name, f"{absent.name} is not installed here (it is one of the development dependencies)")
        return
    right = sum(_is_read(pdf, reader, set_[name], labels) for name, labels in full.items())
    yield figure(name, "pages", [right], limit=len(full), limit_is="all")


def _labels(sheet: Sheet) -> list[Label]:
    return [Label(f"K-{one:02}", f"Tablet kit {one}", "Bench County Library", ids.code()) for one in range(sheet.cells)]


def _set(sheet: Sheet, labels: list[Label]) -> bytes:
    told = printing.sheet_of_labels(sheet, labels, start=0, nudge=(0, 0), language="en", scans=SCANS)
    return typesetting.pdf("labels", told)


def _timed(sheet: Sheet, labels: list[Label]) -> float:
    began = perf_counter()
    _set(sheet, labels)
    return (perf_counter() - began) * 1000


def _is_read(pdf: Any, reader: Any, page: bytes, labels: list[Label]) -> bool:
    """Whether the page is one, and its codes are those of the labels, no more and no fewer."""
    pages = pdf.PdfDocument(page)
    read = reader.read_barcodes(pages[0].render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil())
    return len(pages) == 1 and sorted(one.text for one in read) == sorted(f"{SCANS}{label.door}" for label in labels)
