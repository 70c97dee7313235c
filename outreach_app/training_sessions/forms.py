"""The form by which a training session is decided on."""

from typing import Any

from wtforms import HiddenField, RadioField, ValidationError
from wtforms.validators import InputRequired, Length

from outreach_app.judging import deciding
from outreach_app.judging.facts import MOST_OF_A_COMMENT
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

SAID = {
    deciding.APPROVED: _("Approve it"),
    deciding.RETURNED: _("Return it with a question"),
    deciding.REJECTED: _("Reject it: it is not counted"),
    deciding.REOPENED: _("Open it again for review"),
    deciding.COMMENTED: _("Only write to the trainers"),
}
_id = Id()


class MergeForm(DeskForm):
    """Which record of the same session stays; `of` is the version of the other that was shown, `fact` what it becomes."""

    into = RadioField(_("Which record stays?"), [InputRequired(_("Choose one."))], choices=[])
    comment = Lines(_("Comment"), [Length(max=MOST_OF_A_COMMENT, message=_("Use at most %(max)d characters."))])
    of = HiddenField()
    fact = HiddenField()

    def validate_fact(self, field: Any) -> None:
        """The hidden ids are ours."""
        if not (_id.fits(field.data) and _id.fits(self.of.data)):
            raise ValidationError(gettext("Open the page anew."))


class UnmergeForm(DeskForm):
    """Nothing to fill in; `fact` is what it becomes, so that a double click is one."""

    fact = HiddenField()

    def validate_fact(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class DecisionForm(DeskForm):
    """What is decided and why; `of` is the version that was shown, `seen` the decision, `fact` the fact that it becomes."""

    word = RadioField(_("What about it?"), [InputRequired(_("Choose one."))], choices=[])
    comment = Lines(_("Comment"), [Length(max=MOST_OF_A_COMMENT, message=_("Use at most %(max)d characters."))])
    of = HiddenField()
    seen = HiddenField()
    fact = HiddenField()

    def validate_comment(self, field: Any) -> None:
        """Who gets a session back is told why."""
        if self.word.data in deciding.WITH_A_WORD and not field.data:
            raise ValidationError(gettext("Say why: it is shown on the trainers’ phones."))

    def validate_fact(self, field: Any) -> None:
        """The hidden ids are ours."""
        if not (_id.fits(field.data) and _id.fits(self.of.data)):
            raise ValidationError(gettext("Open the page anew."))
