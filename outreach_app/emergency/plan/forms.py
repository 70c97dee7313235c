"""The forms of a version of the plan: what it is, and who approved it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from outreach_app.emergency.plan.fields import line, lines
from outreach_app.web.forms import DeskForm
from outreach_app.web.language import today
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

USUAL_REVIEW = timedelta(days=365)


class PlanForm(DeskForm):
    """What a version is called, what it is for, and what is different in it."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = line(_("Name"), missing=_("Give it a name."))
    about = lines(_("What it is for"), _("Which emergencies, who says that it begins, and what comes first."), rows=6)
    changed = lines(_("What is different"), _("From the version before, and why. It is shown in the list of versions."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a version has it."""
        return {"name": self.name.data, "about": self.about.data or "", "changed": self.changed.data or ""}


class ApprovalForm(DeskForm):
    """Who approved a version, when, and by when it is looked at again."""

    version = IntegerField(widget=HiddenInput(), default=0)
    approver_id = SelectField(_("Approved by"), default="")
    approved_by = line(_("A body or function"), _("Where it was nobody of the list: board of trustees, city manager."))
    approved_on = DateField(_("Approved on"), [InputRequired(_("Say on which day."))])
    review_on = DateField(
        _("To be looked at again on"),
        [InputRequired(_("Say on which day."))],
        description=_("Coordinators get a letter 30 days before, and the desk's home says it."),
    )

    def __init__(self, people: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.approver_id.choices = [("", _("A body or function, named below")), *people.items()]

    def validate_approved_by(self, field: Any) -> None:
        """Somebody answers for it."""
        if not field.data and not self.approver_id.data:
            raise ValidationError(gettext("Say who approved it: a plan that nobody answers for is a draft."))

    def validate_approved_on(self, field: Any) -> None:
        """It happened."""
        if field.data and not date(2000, 1, 1) <= field.data <= today():
            raise ValidationError(gettext("That day has not come yet."))

    def validate_review_on(self, field: Any) -> None:
        """It is looked at again later, and not in another century."""
        if field.data and self.approved_on.data and not self.approved_on.data < field.data <= date(2200, 1, 1):
            raise ValidationError(gettext("Choose a day after the one on which it was approved."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a version has it."""
        days = {name: self[name].data.isoformat() for name in ("approved_on", "review_on")}
        return {"approver_id": self.approver_id.data or None, "approved_by": self.approved_by.data or "", **days}
