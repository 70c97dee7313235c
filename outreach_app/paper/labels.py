"""Labels on their sheets, for the page `labels`: what stands on each is told by the feature that prints them."""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_app.paper.sheets import QUIET_EDGE, Sheet
from outreach_app.web.text import gettext as _

MOST_LABELS = 600
LARGEST_POINTS = 20


def laid_out(
    sheet: Sheet,
    some: Sequence[Mapping[str, Any]],
    *,
    title: str,
    language: str,
    start: int,
    nudge: tuple[int, int],
    code_side: float | None = None,
    largest: int = LARGEST_POINTS,
) -> dict[str, Any]:
    """These labels, the first in cell `start` (from 0) of the first sheet.

    `nudge` is tenths of a millimetre to the right and down, `code_side` the side of the code that each has, `largest` the
    size in points that its words have at most.
    """
    told = _sheet(sheet, title, language)
    for label, (page, cell) in zip(some, sheet.places(len(some), start), strict=True):
        while len(told["pages"]) <= page:
            told["pages"].append({"labels": [], "outlines": [], "note": ""})
        told["pages"][page]["labels"].append({**_nudged(sheet, cell, nudge), **label})
    return {**told, "code_side": code_side, "largest": largest}


def calibration(sheet: Sheet, *, nudge: tuple[int, int], language: str) -> dict[str, Any]:
    """The outlines of a sheet's labels, to be printed on plain paper and held against a sheet."""
    told = _sheet(sheet, _("Calibration of sheet %(sheet)s", sheet=sheet.name), language)
    note = _("Print at 100 %% on plain paper and hold it against a sheet of labels. Where the lines are off, nudge the print.")
    outlines = [_nudged(sheet, cell, nudge) for cell in range(sheet.cells)]
    return {**told, "pages": [{"labels": [], "outlines": outlines, "note": note}]}


def _sheet(sheet: Sheet, title: str, language: str) -> dict[str, Any]:
    width, height = sheet.page
    return {
        "title": title,
        "language": language,
        "page": {"width": width, "height": height},
        "cell": {"width": sheet.width, "height": sheet.height},
        "edge": QUIET_EDGE,
        "code_side": None,
        "largest": LARGEST_POINTS,
        "pages": [],
    }


def _nudged(sheet: Sheet, cell: int, nudge: tuple[int, int]) -> dict[str, float]:
    x, y = sheet.corner(cell)
    return {"x": x + nudge[0] / 10, "y": y + nudge[1] / 10}
