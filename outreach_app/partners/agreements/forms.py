"""The forms of an agreement."""

from typing import Any

from wtforms import DateField, FileField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from outreach_app.web.fields import Minted, Versioned, line, lines
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_DAYS = 365
USUAL_DAYS = 60


class _Agreement(DeskForm):
    name = line(_("What was agreed"), _("Memorandum of understanding, use of a room."), missing=_("Say what was agreed."))
    starts_on = DateField(_("From"), [Optional()])
    ends_on = DateField(_("Until"), [Optional()], description=_("Leave it empty where it goes on until somebody ends it."))
    remind_days = IntegerField(
        _("Remind so many days before"),
        [InputRequired(), NumberRange(0, MOST_DAYS, _("Give a number between %(min)s and %(max)s."))],
        default=USUAL_DAYS,
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST_DAYS},
        description=_("By a letter to the coordinators, and on the desk's home."),
    )
    note = lines(_("Note"))
    file = FileField(
        _("The paper"),
        render_kw={"accept": "application/pdf,image/jpeg,image/png"},
        description=_("A PDF or a picture of at most 10 MB. Only staff who sign in can open it."),
    )

    def validate_ends_on(self, field: Any) -> None:
        """It does not end before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("It ends before it begins."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as an agreement has it."""
        days = {name: self[name].data.isoformat() if self[name].data else None for name in ("starts_on", "ends_on")}
        return {"name": self.name.data, "remind_days": self.remind_days.data, "note": self.note.data or "", **days}


class NewAgreementForm(Minted, _Agreement):
    """A new agreement."""


class AgreementForm(Versioned, _Agreement):
    """Other days, or another paper."""
