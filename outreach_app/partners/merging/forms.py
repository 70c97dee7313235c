"""The form of merging two partners."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class MergeForm(DeskForm):
    """Into which partner."""

    into = SelectField(
        _("The same as"),
        [InputRequired(_("Choose a partner."))],
        description=_("This one stays, with its name, kind and strategy."),
    )

    def __init__(self, names: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.into.choices = [("", _("Choose one")), *sorted(names.items(), key=lambda one: one[1].casefold())]
