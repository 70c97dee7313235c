"""The form of the strategy of a partnership."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from outreach_app.web.fields import Versioned, line, lines
from outreach_app.web.text import lazy_gettext as _


class StrategyForm(Versioned):
    """What a partnership is for, what comes next, and who sees to it."""

    aim = lines(_("Aim of this partnership"), _("What is to be different in a year."))
    both_want = lines(_("What both want"), _("What the library hopes for, and what they do."))
    next_step = line(_("Next step"))
    owner_id = SelectField(_("Who sees to it"))
    review_on = DateField(
        _("To be looked at again on"), [Optional()], description=_("The desk's home tells when the day has come.")
    )

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a strategy has it."""
        on = self.review_on.data
        texts = {name: self[name].data or "" for name in ("aim", "both_want", "next_step")}
        return {**texts, "owner_id": self.owner_id.data or None, "review_on": on.isoformat() if on else None}
