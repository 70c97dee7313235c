"""QR codes as a part of a page: dark on light whatever the page's colours, since many readers know no other way."""

from itertools import groupby

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

# The standard asks for four modules of light round the code.
QUIET = 4


def svg(text: str, says: str) -> Markup:
    """A drawing of the code that a reader turns into `text`; `says` is for those who do not see it."""
    side, path = drawn(text, ERROR_CORRECT_M)
    return Markup(
        '<svg class="qr" role="img" aria-label="{says}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        '<path class="light" d="M0 0h{side}v{side}h-{side}z"/><path class="dark" d="{path}"/></svg>'
    ).format(says=says, side=side, path=path)


def drawn(text: str, level: int) -> tuple[int, str]:
    """The side of the code in modules, its quiet zone included, and the dark ones as a path."""
    code = QRCode(error_correction=level, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    return len(rows), "".join(_dark(y, row) for y, row in enumerate(rows))


def _dark(y: int, row: list[bool]) -> str:
    """The dark runs of one row, as pieces of a path."""
    pieces, x = [], 0
    for is_dark, run in groupby(row):
        width = len(list(run))
        if is_dark:
            pieces.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(pieces)
