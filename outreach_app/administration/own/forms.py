"""The form of a person's own settings."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _

HOW_OFTEN = {"none": _("None"), "daily": _("Every day on which something waits"), "weekly": _("Once a week")}


class OwnForm(DeskForm):
    """Which letters somebody gets."""

    digest = RadioField(_("A letter of what waits"), [InputRequired()])
    returned_mail = BooleanField(_("Write to me when the library asks about what I recorded"))

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.digest.choices = list(HOW_OFTEN.items())
