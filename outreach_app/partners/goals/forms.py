"""The forms of a goal."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from outreach_app.partners.goals.models import TYPED
from outreach_app.partners.goals.words import AREA_WORDS, MEASURE_WORDS
from outreach_app.web.fields import Minted, Several, Versioned, line, lines, number
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST = 10_000_000


class _Goal(DeskForm):
    name = line(_("Aim"), _("What is to be different: newcomers find work online."), missing=_("Say what the aim is."))
    serves = RadioField(_("What it is for"), [InputRequired(_("Choose one."))], default="inclusion")
    measure = SelectField(_("How it is measured"), [InputRequired(_("Choose one."))])
    counted = line(_("What is counted"), _("Where it is something else: families with internet at home."))
    starts_on = DateField(_("From"), [InputRequired(_("Say from when."))])
    ends_on = DateField(_("Until"), [InputRequired(_("Say until when."))])
    target = IntegerField(
        _("Target"),
        [InputRequired(_("Say how many.")), NumberRange(1, MOST, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST},
    )
    typed = number(_("Reached so far"), _("Only where it is something else; the rest is counted by itself."), most=MOST)
    note = lines(_("Note"))
    partners = Several(_("Partnerships that serve it"))

    def __init__(self, names: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.serves.choices = list(AREA_WORDS.items())
        self.measure.choices = [("", _("Choose one")), *MEASURE_WORDS.items()]
        self.partners.choices = sorted(names.items(), key=lambda one: one[1].casefold())

    def validate_ends_on(self, field: Any) -> None:
        """It does not end before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("It ends before it begins."))

    def validate_counted(self, field: Any) -> None:
        """A number that nobody can read is none."""
        if self.measure.data == TYPED and not field.data:
            raise ValidationError(gettext("Say what the numbers count."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a goal has it."""
        plain = {name: self[name].data for name in ("name", "serves", "measure", "target")}
        days = {name: self[name].data.isoformat() for name in ("starts_on", "ends_on")}
        is_typed = self.measure.data == TYPED
        typed = {"counted": self.counted.data or "" if is_typed else "", "typed": self.typed.data if is_typed else None}
        return {**plain, **days, **typed, "note": self.note.data or "", "partners": self.partners.data or []}


class NewGoalForm(Minted, _Goal):
    """A new goal."""


class GoalForm(Versioned, _Goal):
    """Another aim, span or target; what was reached."""
