"""The form that asks for labels for envelopes."""

from typing import Any

from wtforms import HiddenField

from outreach_app.flyers.envelopes.printing import SHEETS_FOR_ADDRESSES
from outreach_app.paper.forms import SheetForm


class EnvelopesForm(SheetForm):
    """On which sheet, beginning where; what the distribution list is narrowed to goes along."""

    flyer = HiddenField()
    partner = HiddenField()
    language = HiddenField()

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, SHEETS_FOR_ADDRESSES)
