"""The forms of what is shared with a partner."""

from typing import Any

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from outreach_app.partners.sharing.words import DIRECTION_WORDS, RESOURCE_WORDS
from outreach_app.web.fields import Minted, Versioned, lines, number
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _

FIRST_YEAR, LAST_YEAR, MOST_HOURS, MOST_MONEY = 1990, 2100, 100_000, 100_000_000


class _Share(DeskForm):
    direction = RadioField(_("Who gives it"), [InputRequired(_("Choose one."))])
    resource = SelectField(_("What is shared"), [InputRequired(_("Choose one."))])
    year = IntegerField(
        _("Year"),
        [
            InputRequired(_("Say in which year.")),
            NumberRange(FIRST_YEAR, LAST_YEAR, _("Give a number between %(min)s and %(max)s.")),
        ],
        render_kw={"inputmode": "numeric", "min": FIRST_YEAR, "max": LAST_YEAR},
    )
    worth_hours = number(_("Hours, about"), _("An estimate is enough: of staff, volunteers or use."), most=MOST_HOURS)
    worth_money = number(_("Worth, about"), _("In whole units of the library's currency."), most=MOST_MONEY)
    note = lines(_("Note"))

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.direction.choices = list(DIRECTION_WORDS.items())
        self.resource.choices = [("", _("Choose one")), *RESOURCE_WORDS.items()]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        plain = {name: self[name].data for name in ("direction", "resource", "year", "worth_hours", "worth_money")}
        return {**plain, "note": self.note.data or ""}


class NewShareForm(Minted, _Share):
    """One more thing that is shared."""


class ShareForm(Versioned, _Share):
    """Another year, estimate or note."""
