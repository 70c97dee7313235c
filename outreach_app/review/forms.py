"""The form by which a discrepancy is settled."""

from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from outreach_app.inquiries.facts import MOST_OF_A_QUESTION
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

TIME_SET = "time_set"
_id = Id()


class SettleForm(DeskForm):
    """Which way, when where a time is set, and a note; `fact` is the id of the fact that it becomes."""

    choice = RadioField(_("What was it?"), [InputRequired(_("Choose one."))])
    time = DateTimeLocalField(_("When it happened"), [Optional()])
    note = Lines(_("Note for those concerned"), [Length(max=4000)])
    fact = HiddenField()

    def validate_time(self, field: Any) -> None:
        """A time must be given where one is set."""
        if self.choice.data == TIME_SET and not isinstance(field.data, datetime):
            raise ValidationError(gettext("Say when it happened."))

    def validate_fact(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class AssignForm(DeskForm):
    """Who sees to it; `fact` is the id of the fact that it becomes."""

    to = SelectField(_("Who sees to it"), [Optional()])
    fact = HiddenField()


class AskForm(DeskForm):
    """Who is asked, and what."""

    of = SelectField(_("Whom to ask"), [InputRequired(_("Choose somebody."))])
    question = Lines(
        _("The question"),
        [
            DataRequired(_("Write what you want to know.")),
            Length(max=MOST_OF_A_QUESTION, message=_("Use at most %(max)d characters.")),
        ],
        render_kw={"rows": 3},
    )
    fact = HiddenField()


class ReopenForm(DeskForm):
    """Why it is opened again."""

    note = Lines(_("Why"), [Length(max=4000, message=_("Use at most %(max)d characters."))], render_kw={"rows": 2})
    fact = HiddenField()
