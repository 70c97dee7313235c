"""The form that asks for labels of kits."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import Length

from outreach_app.kits.papers.printing import BOTH, ITEMS, KITS
from outreach_app.paper.forms import SheetForm
from outreach_app.web.forms import Line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _


class LabelsForm(SheetForm):
    """Which labels, on which sheet, beginning where."""

    what = RadioField(_("Labels for"), default=KITS)
    kits = Line(_("Only these kits"), [Length(max=1000, message=_("Use at most %(max)d characters."))])

    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.what.choices = [
            (KITS, gettext("Kits")),
            (ITEMS, gettext("What is in them and has a tag")),
            (BOTH, gettext("Both")),
        ]
