"""The forms of phones."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class NewDeviceForm(DeskForm):
    """For whom a phone is added; the choices are set by the page."""

    person = SelectField(_("Who will use it"), [InputRequired(_("Choose somebody."))], validate_choice=True)


class SureForm(DeskForm):
    """That somebody read what it means, and means it."""
