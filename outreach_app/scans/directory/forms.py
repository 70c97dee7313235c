"""What somebody may say of a listing."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, Length

from outreach_app.directory.suggestions.facts import MOST_WORDS
from outreach_app.directory.suggestions.words import FAULTS
from outreach_app.web.forms import Lines
from outreach_app.web.text import lazy_gettext as _


class SuggestForm(FlaskForm):  # type: ignore[misc]
    """What is otherwise than it stands; its token is `signed`, not the desk's, which needs a cookie."""

    class Meta:
        csrf = False

    sort = RadioField(_("What is otherwise?"), [InputRequired(_("Choose one."))])
    words = Lines(_("In your words"), [Length(max=MOST_WORDS, message=_("Use at most %(max)d characters."))])
    token = HiddenField()

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.sort.choices = list(FAULTS.items())

    @property
    def told(self) -> dict[str, Any]:
        """What was suggested, as the fact has it."""
        return {"sort": self.sort.data, "words": self.words.data or None}
