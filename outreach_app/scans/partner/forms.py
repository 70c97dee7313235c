"""What somebody at a partner's may ask for."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from outreach_app.partners.page.facts import MOST_OF_A_CONTACT, MOST_WORDS
from outreach_app.partners.page.words import WISHES
from outreach_app.web.forms import Line, Lines
from outreach_app.web.text import lazy_gettext as _

_too_long = _("Use at most %(max)d characters.")


class AskForm(FlaskForm):  # type: ignore[misc]
    """A wish or a problem; its token is `signed`, not the desk's, which needs a cookie."""

    class Meta:
        csrf = False

    sort = SelectField(_("What is it?"), [InputRequired(_("Choose one."))])
    site = SelectField(_("For which place?"), default="")
    words = Lines(_("In your words"), [Length(max=MOST_WORDS, message=_too_long)])
    contact = Line(_("Whom to answer, at work"), [Length(max=MOST_OF_A_CONTACT, message=_too_long)])
    token = HiddenField()

    def __init__(self, sites: list[tuple[str, str]], **told: Any) -> None:
        super().__init__(**told)
        self.sort.choices = list(WISHES.items())
        self.site.choices = [("", _("Any")), *sites]

    @property
    def told(self) -> dict[str, Any]:
        """What was asked, as the fact has it."""
        names = ("sort", "site", "words", "contact")
        return {name: self[name].data or None for name in names}
