"""Sheets of labels as they are sold: where each label lies on the page. Pure.

Measures are millimetres from the upper left corner. Source for letter paper: glabels' `avery-us-templates.xml`, given
there in inches. Those for A4 are what is commonly told of them; nobody held a print against a sheet yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

INCH = 25.4
LEAST_CODE = 20.0
"""A printed code smaller than this is not read for certain, so a label that has no room for it says its code in words."""
QUIET_EDGE = 2.0
"""Cutters are off by a millimetre, and printers too: nothing is printed nearer to a label's edge."""
MOST_NUDGE = 50
"""Tenths of a millimetre by which a sheet may be moved, either way."""


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet."""

    name: str
    paper: str
    """The size of the page: `us-letter` or `a4`."""
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    across: float
    """From the left edge of a label to that of the next."""
    down: float

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return (210.0, 297.0) if self.paper == "a4" else (8.5 * INCH, 11 * INCH)

    @property
    def code_side(self) -> float | None:
        """The side of a code on a label, its quiet zone included; None where there is no room for one."""
        side = min(self.height - 2 * QUIET_EDGE, self.width * 0.45)
        return side if side >= LEAST_CODE else None

    def corner(self, cell: int) -> tuple[float, float]:
        """The upper left corner of a label, counted from 0 along the rows."""
        row, column = divmod(cell, self.columns)
        return self.left + column * self.across, self.top + row * self.down

    def places(self, count: int, start: int) -> Iterator[tuple[int, int]]:
        """Page and cell, both from 0, of each of so many labels, where the first lies in cell `start` of the first page."""
        for position in range(start, start + count):
            yield divmod(position, self.cells)


def _letter(name: str, width: float, height: float, columns: int, rows: int, *at: float) -> Sheet:
    left, top, across, down = (round(inches * INCH, 4) for inches in at)
    return Sheet(name, "us-letter", round(width * INCH, 4), round(height * INCH, 4), columns, rows, left, top, across, down)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        _letter("5160", 2.625, 1, 3, 10, 0.15625, 0.5, 2.78125, 1),
        _letter("5163", 4, 2, 2, 5, 0.1625, 0.5, 4.1875, 2),
        _letter("5164", 4, 10 / 3, 2, 3, 0.15625, 0.5, 4.1875, 10 / 3),
        _letter("5167", 1.75, 0.5, 4, 20, 0.28125, 0.5, 2.0625, 0.5),
        _letter("5371", 3.5, 2, 2, 5, 0.75, 0.5, 3.5, 2),
        _letter("5395", 3.375, 7 / 3, 2, 4, 0.6875, 0.5833, 3.75, 2.5),
        _letter("3274.1", 2.5, 2.5, 3, 3, 0.3125, 1.25, 2.6875, 3),
        Sheet("L7162", "a4", 99.1, 33.9, 2, 8, 4.65, 12.9, 101.6, 33.9),
        Sheet("L7163", "a4", 99.1, 38.1, 2, 7, 4.65, 15.15, 101.6, 38.1),
    )
}
