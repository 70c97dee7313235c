"""The forms of phones."""

from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import lazy_gettext as _


class NewDeviceForm(DeskForm):
    """For whom a phone is added; the choices are set by the page."""

    person = SelectField(_("Who will use it"), [InputRequired(_("Choose somebody."))], validate_choice=True)


class NameForm(DeskForm):
    """What a phone is called."""

    label = Line(
        _("Name"),
        [DataRequired(_("Give it a name.")), Length(max=100, message=_("Use at most %(max)d characters."))],
    )


class SureForm(DeskForm):
    """That somebody read what it means, and means it."""
