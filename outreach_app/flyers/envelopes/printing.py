"""What is printed on labels for envelopes, for the page `labels`. Reads only."""

from collections.abc import Sequence
from typing import Any

from outreach_app.flyers.envelopes.queries import Envelope
from outreach_app.paper import labels
from outreach_app.paper.sheets import SHEETS, Sheet
from outreach_app.paper.typesetting import printable
from outreach_app.web.text import gettext as _

# Those of the sheets that an address fits on.
SHEETS_FOR_ADDRESSES = tuple(SHEETS[name] for name in ("5160", "5163", "L7162", "L7163"))
LARGEST_POINTS = 13


def sheet_of_addresses(
    sheet: Sheet, some: Sequence[Envelope], *, start: int, nudge: tuple[int, int], language: str
) -> dict[str, Any]:
    """The addresses on their sheets, the first in cell `start`, from 0."""
    printed = [_printed(one) for one in some]
    return labels.laid_out(
        sheet, printed, title=_("Labels for envelopes"), language=language, start=start, nudge=nudge, largest=LARGEST_POINTS
    )


def _printed(one: Envelope) -> dict[str, Any]:
    place = one.name if one.name != one.partner else ""
    lines = [one.contact, place, *one.address.splitlines()]
    said = [printable(line.strip()) for line in lines if line.strip()]
    return {"code": "", "name": printable(one.partner), "lines": said, "address": "", "drawing": "", "says": ""}
