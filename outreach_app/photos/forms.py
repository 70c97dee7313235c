"""The form by which a picture comes in at the desk, whatever it is of."""

from typing import Any

from wtforms import FileField, HiddenField, ValidationError
from wtforms.validators import DataRequired, Length

from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_ALT = 200
_id = Id()


class PictureForm(DeskForm):
    """A picture and what it shows; `id` is the picture's, minted when the page was made, so that a double click makes one."""

    id = HiddenField()
    file = FileField(_("The picture"), render_kw={"accept": "image/jpeg,image/png,image/webp"})
    alt = Line(
        _("What it shows"),
        [
            DataRequired(_("Say what it shows, for those who do not see it.")),
            Length(max=MOST_OF_ALT, message=_("Use at most %(max)d characters.")),
        ],
    )

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))
