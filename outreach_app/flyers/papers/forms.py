"""The form of a print run."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from outreach_app.flyers import words
from outreach_app.flyers.placements.facts import MOST_COPIES
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm
from outreach_app.web.language import name_of
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_STACKS = 30
_id = Id()
_between = _("Give a number between %(min)s and %(max)s.")


class RunForm(DeskForm):
    """How a flyer is printed; `id` is minted when the page was made, so that a double click makes one."""

    id = HiddenField()
    language = SelectField(_("Language"))
    template = SelectField(_("Printed as"))
    stacks = IntegerField(
        _("How many stacks"),
        [InputRequired(_between), NumberRange(1, MOST_STACKS, _between)],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_STACKS},
    )
    copies = IntegerField(
        _("Copies in each"),
        [InputRequired(_between), NumberRange(1, MOST_COPIES, _between)],
        default=25,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_COPIES},
    )

    def __init__(self, languages: Iterable[str], **told: Any) -> None:
        super().__init__(**told)
        self.language.choices = [(code, name_of(code)) for code in languages]
        self.template.choices = list(words.TEMPLATE.items())

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours. Raises `ValidationError`."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))
