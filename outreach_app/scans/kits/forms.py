"""What somebody who came by a kit's label may say of it."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length

from outreach_app.kits.queries import Part
from outreach_app.kits.reported.facts import MOST_OF_A_PLACE, MOST_WORDS, OTHER
from outreach_app.kits.reported.words import PROBLEMS
from outreach_app.web.forms import Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_too_long = _("Use at most %(max)d characters.")


class ReportForm(FlaskForm):  # type: ignore[misc]
    """What is amiss and a few words, of nobody; its token is `signed`, not the desk's, which needs a cookie."""

    class Meta:
        csrf = False

    what = RadioField(_("What is it?"), [InputRequired(_("Choose what it is."))])
    part = SelectField(_("Of what"))
    words = Lines(_("In a few words"), [Length(max=MOST_WORDS, message=_too_long)], render_kw={"rows": 3})
    where = Line(_("Where is it?"), [Length(max=MOST_OF_A_PLACE, message=_too_long)])
    token = HiddenField()

    def offer(self, parts: Sequence[Part], item: str | None) -> None:
        """Let one of these be chosen; `item` is the one whose label was scanned."""
        self.what.choices = list(PROBLEMS.items())
        self.part.choices = [("", gettext("The whole kit")), *((one.id, one.name) for one in parts)]
        if not self.is_submitted():
            self.part.data = item if any(one.id == item for one in parts) else ""

    def validate_words(self, field: Any) -> None:
        """Something else needs words. Raises `ValidationError`."""
        if self.what.data == OTHER and not field.data:
            raise ValidationError(gettext("Say in a few words what it is."))

    @property
    def told(self) -> dict[str, Any]:
        """What was said, as the fact has it."""
        return {
            "what": self.what.data,
            "part": self.part.data or None,
            "words": self.words.data or None,
            "where": self.where.data or None,
        }
