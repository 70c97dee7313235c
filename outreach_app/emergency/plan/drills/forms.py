"""The form of a drill."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from outreach_app.emergency.plan import words
from outreach_app.emergency.plan.drills.models import TABLETOP
from outreach_app.emergency.plan.fields import line, lines
from outreach_app.emergency.plan.models import EmergencyPlan
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm
from outreach_app.web.language import today
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_PEOPLE = 10_000
_id = Id()


class DrillForm(DeskForm):
    """When the plan was practised, what was learned, and what changed in it by that; `id` is minted for a new one."""

    id = HiddenField()
    version = IntegerField(widget=HiddenInput(), default=0)
    on = DateField(_("Day"), [InputRequired(_("Say on which day."))])
    plan_id = SelectField(words.NAMED["plan_id"], [InputRequired(_("Choose one."))])
    sort = RadioField(_("How"), [InputRequired(_("Choose one."))], default=TABLETOP)
    scenario = line(
        words.MEMBERS["scenario"], _("Power is out in Millbrook for two days."), missing=_("Say what was practised.")
    )
    people = IntegerField(
        _("How many took part"),
        [Optional(), NumberRange(1, MOST_PEOPLE, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_PEOPLE},
    )
    owner_id = SelectField(_("Who led it"), default="")
    learned = lines(words.MEMBERS["learned"], _("What went well, what did not. No names of people who were helped."), rows=5)
    plan_changed = lines(words.MEMBERS["plan_changed"], _("Leave it empty while nothing has."))
    changed_plan_id = SelectField(words.NAMED["changed_plan_id"], default="")

    def __init__(self, versions: Sequence[EmergencyPlan], people: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        named = [(one.id, f"{one.number} {one.name}") for one in versions]
        self.plan_id.choices = named
        self.sort.choices = list(words.DRILL.items())
        self.changed_plan_id.choices = [("", _("In none yet")), *named]
        self.owner_id.choices = [("", _("Somebody else")), *people.items()]

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if field.data and not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))

    def validate_on(self, field: Any) -> None:
        """It happened."""
        if field.data and not date(2000, 1, 1) <= field.data <= today():
            raise ValidationError(gettext("That day has not come yet."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a drill has it."""
        plain = {name: self[name].data or "" for name in ("plan_id", "sort", "scenario", "learned", "plan_changed")}
        ids = {name: self[name].data or None for name in ("owner_id", "changed_plan_id")}
        return {**plain, **ids, "on": str(self.on.data), "people": self.people.data}
