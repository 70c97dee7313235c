"""The form by which it is noted that a loss was billed, or is not to be."""

from typing import Any

from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from outreach_app.kits.charges.words import DECISIONS
from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_REFERENCE = 200


class ChargeForm(DeskForm):
    """What was decided, on which day, and the number of the bill or the reason; `version` is the row's, 0 for none yet."""

    version = IntegerField(widget=HiddenInput(), default=0)
    decision = RadioField(_("What was decided?"), [InputRequired(_("Choose one."))])
    on = DateField(_("Day"), [InputRequired(_("Choose a day."))])
    reference = Line(_("Reference"), [Length(max=MOST_OF_A_REFERENCE, message=_("Use at most %(max)d characters."))])

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data=data)
        self.decision.choices = list(DECISIONS.items())

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        on = self.on.data
        return {
            "decision": self.decision.data,
            "on": on.isoformat() if on else "",
            "reference": (self.reference.data or "").strip(),
        }
